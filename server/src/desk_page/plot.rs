//! Signatures over time, drawn, and as a table for those who would rather read it.

use std::fmt::Write;

use open_letter_core::Timestamp;
use yew::prelude::*;

use super::words;
use crate::desk::figures::Course;

const WIDTH: f64 = 720.0;
/// Heights of the upper drawing, of what is there so far, and of the lower one, of what is new.
const TOTAL: f64 = 200.0;
const NEW: f64 = 80.0;

/// Draws it.
pub(super) fn course(course: &Course) -> Html {
    let mut total = 0;
    let totals: Vec<u64> = course
        .steps
        .iter()
        .map(|(_, new)| {
            total += new;
            total
        })
        .collect();
    let new: Vec<u64> = course.steps.iter().map(|(_, new)| *new).collect();
    let at = |step: Option<&(Timestamp, u64)>| step.map_or(Timestamp::default(), |(at, _)| *at);
    let begins = |step| words::begins(at(step), course.step);
    let (first, last) = (begins(course.steps.first()), begins(course.steps.last()));
    let about = words::course(total, &first, &last);
    let by = words::step(course.step);
    html! {
        <>
            { drawing("total", words::SO_FAR.to_owned(), &about, TOTAL, area(&totals), total) }
            { drawing("new", format!("{}, {by}", words::NEW), &by, NEW, bars(&new), new.iter().copied().max().unwrap_or(0)) }
            <p class="axis"><span>{ first }</span><span>{ last }</span></p>
            <details class="table">
                <summary>{ words::AS_TABLE }</summary>
                { table(course, &totals) }
            </details>
        </>
    }
}

fn drawing(
    class: &'static str,
    heading: String,
    about: &str,
    height: f64,
    path: String,
    most: u64,
) -> Html {
    let id = format!("plot-{class}");
    html! {
        <figure class="plot">
            <figcaption>{ heading }<span class="most">{ words::number(most) }</span></figcaption>
            <svg {class} viewBox={format!("0 0 {WIDTH} {height}")} role="img" aria-labelledby={id.clone()}
                preserveAspectRatio="none">
                <title {id}>{ about.to_owned() }</title>
                <path class="drawn" d={path} />
            </svg>
        </figure>
    }
}

/// Where a number stands below the upper edge.
fn below(number: u64, most: u64, height: f64) -> f64 {
    if most == 0 {
        return height;
    }
    height - number as f64 / most as f64 * height
}

/// What is there so far, as an area. Each step reaches over its whole time.
fn area(totals: &[u64]) -> String {
    let most = totals.last().copied().unwrap_or(0);
    let mut path = format!("M0 {TOTAL:.1}");
    let width = WIDTH / totals.len().max(1) as f64;
    for (index, total) in totals.iter().enumerate() {
        let (x, y) = (width * (index + 1) as f64, below(*total, most, TOTAL));
        // Writing into a string never fails.
        let _ = write!(path, " L{x:.1} {y:.1}");
    }
    let _ = write!(path, " L{WIDTH:.1} {TOTAL:.1} Z");
    path
}

/// What is new in each step, as bars.
fn bars(new: &[u64]) -> String {
    let most = new.iter().copied().max().unwrap_or(0);
    let width = WIDTH / new.len().max(1) as f64;
    let gap = (width * 0.2).min(2.0);
    let mut path = String::new();
    for (index, number) in new.iter().enumerate().filter(|(_, number)| **number > 0) {
        let (x, y) = (width * index as f64, below(*number, most, NEW));
        let wide = width - gap;
        let _ = write!(path, "M{x:.1} {NEW:.1} V{y:.1} h{wide:.2} V{NEW:.1} Z ");
    }
    path
}

fn table(course: &Course, totals: &[u64]) -> Html {
    let rows = course.steps.iter().zip(totals).rev();
    html! {
        <table>
            <thead>
                <tr>
                    <th scope="col">{ words::FROM }</th>
                    <th scope="col" class="count">{ words::NEW }</th>
                    <th scope="col" class="count">{ words::SO_FAR }</th>
                </tr>
            </thead>
            <tbody>
                { for rows.map(|((at, new), total)| html! {
                    <tr>
                        <td>{ words::begins(*at, course.step) }</td>
                        <td class="count">{ words::number(*new) }</td>
                        <td class="count">{ words::number(*total) }</td>
                    </tr>
                }) }
            </tbody>
        </table>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_ends_at_its_edges() {
        assert_eq!(
            area(&[1, 2]),
            "M0 200.0 L360.0 100.0 L720.0 0.0 L720.0 200.0 Z"
        );
        assert_eq!(area(&[]), "M0 200.0 L720.0 200.0 Z");
        assert_eq!(bars(&[4, 0]), "M0.0 80.0 V0.0 h358.00 V80.0 Z ");
        assert_eq!(bars(&[0]), "");
    }
}
