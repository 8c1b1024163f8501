//! Where the focus goes, as a selector into what the components render.

use open_letter_core::flow::Spot;

use crate::form::FORM_ID;

/// The selector of a spot's element.
#[must_use]
pub fn selector(spot: Spot) -> String {
    match spot {
        Spot::Form => "input[name=name]".to_owned(),
        Spot::Field(field) => format!("input[name={}]", field.name()),
        Spot::ErrorSummary => "[part=error-summary]".to_owned(),
        // Where the letter cannot be signed, a button stands in place of the form.
        Spot::Heading => format!("#{FORM_ID} > h2, #{FORM_ID} > button"),
        Spot::Outcome => format!("#{FORM_ID} > [part=notice]"),
        Spot::ListEnd => "[part=list-end]".to_owned(),
    }
}
