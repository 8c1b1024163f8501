//! The letter, its signatories and its form as Yew components: props in, callbacks out.
//!
//! The widget renders them in the browser (feature `csr`), the server on the hosted page
//! (feature `ssr`). An element's `part` is its only name: themes style it from outside the
//! shadow root, and the default stylesheet uses the same names.

mod article;
mod control;
mod field;
mod form;
pub mod hosted;
pub mod locale;
mod markup;
pub mod prerendered;
mod rich_text;
mod signatories;
pub mod spot;
mod still;
mod widget;

pub use widget::widget;
