//! Medians and what stands beside them.

/// The value below which a share of the values lies. The values are put in order.
pub(crate) fn quantile(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let last = values.len().saturating_sub(1) as f64;
    at(values, share * last)
}

pub(crate) fn median(values: &mut [f64]) -> f64 {
    quantile(values, 0.5)
}

/// Between which values the median of everything lies that these are a sample of, but for one
/// time in twenty: by their order alone, whatever their distribution.
pub(crate) fn median_interval(values: &mut [f64]) -> (f64, f64) {
    values.sort_by(f64::total_cmp);
    let count = values.len() as f64;
    let reach = 0.98 * count.sqrt();
    (
        at(values, (count / 2.0 - reach).floor()),
        at(values, (count / 2.0 + reach).ceil()),
    )
}

/// The value at a place of ordered values; between two of them, the nearer one.
fn at(values: &[f64], place: f64) -> f64 {
    let last = values.len().saturating_sub(1);
    let place = (place.max(0.0).round() as usize).min(last);
    values.get(place).copied().unwrap_or(f64::NAN)
}

/// A number with its thousands apart, and as many decimals as it is worth.
pub(crate) fn number(value: f64) -> String {
    let decimals = match value.abs() {
        0.0 | 10.0.. => 0,
        1.0.. => 1,
        _ => 2,
    };
    let text = format!("{value:.decimals$}");
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + rest
}

/// A share of one core, where the system tells it.
pub(crate) fn percent(share: Option<f64>) -> String {
    share.map_or("not told".to_owned(), |share| {
        format!("{:.0} %", share * 100.0)
    })
}
