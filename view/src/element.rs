//! Elements made by hand, for what stands in the form and the article many times over: an `html!`
//! of its own for each is a quarter of a kilobyte of Wasm, and a call is a few bytes.

use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, VTag, VText};

/// An element with some attributes, of which those that are nothing are left out.
#[inline(never)]
pub(crate) fn element(
    tag: &'static str,
    keys: &'static [&'static str],
    values: Vec<Option<AttrValue>>,
    inside: Vec<Html>,
) -> Html {
    let mut element = VTag::new(tag);
    let values = values.into_iter();
    let values = values.map(|value| value.map(AttributeOrProperty::Attribute));
    let values = values.collect();
    element.set_attributes(Attributes::Dynamic { keys, values });
    element.add_children(inside);
    element.into()
}

/// The name of an element, as the value of its `part`.
pub(crate) fn named(part: &'static str) -> Option<AttrValue> {
    Some(AttrValue::Static(part))
}

/// An element that has a name alone.
#[inline(never)]
pub(crate) fn part(tag: &'static str, part: &'static str, inside: Vec<Html>) -> Html {
    element(tag, &["part"], vec![named(part)], inside)
}

/// An element without any attribute.
#[inline(never)]
pub(crate) fn plain(tag: &'static str, inside: Vec<Html>) -> Html {
    element(tag, &[], Vec::new(), inside)
}

/// Words.
#[inline(never)]
pub(crate) fn words(text: impl Into<AttrValue>) -> Html {
    VText::new(text).into()
}
