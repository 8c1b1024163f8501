//! Where the focus goes, as a selector into what the components render.

use open_letter_core::Letter;
use open_letter_core::flow::Spot;

use crate::field::id;
use crate::form::FORM_ID;

/// The selector of a spot's element, in the form of a letter.
#[must_use]
pub fn selector(spot: Spot, letter: Option<&Letter>) -> String {
    match spot {
        Spot::Form => "input[name=name]".to_owned(),
        Spot::Field(field) => {
            // A slot may have the input's name, and nothing else its id.
            let id = letter.map(|letter| id(field, letter));
            ["[id=\"", &id.unwrap_or_default(), "\"]"].concat()
        }
        Spot::ErrorSummary => "[part=error-summary]".to_owned(),
        // Where the letter cannot be signed, a button stands in place of the form.
        Spot::Heading => format!("#{FORM_ID} > h2, #{FORM_ID} > button"),
        Spot::Outcome => format!("#{FORM_ID} > [part=notice]"),
        Spot::ListEnd => "[part=list-end]".to_owned(),
    }
}
