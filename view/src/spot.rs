//! Where the focus goes, as a selector into what the components render.

use open_letter_core::flow::Spot;

/// The selector of a spot's element.
#[must_use]
pub fn selector(spot: Spot) -> String {
    match spot {
        Spot::Form => "[name=name]".to_owned(),
        Spot::Field(field) => format!("[name={}]", field.name()),
        Spot::ErrorSummary => "[part=error-summary]".to_owned(),
        Spot::Outcome => "[part=thanks] > h2, [part=form] > [part=notice]".to_owned(),
        Spot::ListEnd => "[part=list-end]".to_owned(),
    }
}
