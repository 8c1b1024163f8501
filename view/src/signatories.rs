//! Who has signed, newest first, a page at a time.

use open_letter_core::Letter;
use open_letter_core::flow::{Event, List, Phase};
use open_letter_core::i18n::Key;
use open_letter_core::signature::Signatory;
use yew::prelude::*;

use crate::markup::{Markup, Press};

/// The list. Without script there is nobody to tell, and the first page is all there is.
pub(crate) fn signatories(
    out: &mut Markup<'_>,
    letter: &Letter,
    list: &List,
    on: Option<&Callback<Event>>,
) {
    out.part("section", "signatories");
    out.plain("h2");
    out.say(Key::Signatories);
    out.end();
    if !list.items.is_empty() {
        out.part("ul", "list");
        for item in &list.items {
            row(out, item, letter);
        }
        out.end();
    } else if matches!(list.phase, Phase::Idle) {
        let none = out.locale.text(Key::NoSignatories);
        out.line("p", "notice", none);
    } else {
        out.nothing();
    }
    if let Some(on) = on {
        more(out, list, on);
    }
    out.end();
}

fn more(out: &mut Markup<'_>, list: &List, on: &Callback<Event>) {
    let busy = matches!(list.phase, Phase::Busy);
    let failed = matches!(list.phase, Phase::Failed(_));
    let label = match (busy, &list.next) {
        (true, _) => Key::MoreLoading,
        (false, Some(_)) => Key::More,
        (false, None) => Key::TryAgain,
    };
    if failed {
        out.start("p", &["part", "role"]);
        out.is("notice");
        out.is("alert");
        out.say(Key::MoreFailed);
        out.end();
    } else {
        out.nothing();
    }
    if list.next.is_some() || busy || failed {
        out.button("more", busy, label, on, Press::More);
    } else if !list.items.is_empty() {
        out.start("p", &["part", "tabindex"]);
        out.is("list-end");
        out.is("-1");
        out.say(Key::ListEnd);
        out.end();
    }
}

/// One of them.
pub(crate) fn row(out: &mut Markup<'_>, signatory: &Signatory, letter: &Letter) {
    out.part("li", "signatory");
    out.known_by(&signatory.id);
    out.start("span", &["part", "data-anonymous"]);
    out.is("signatory-name");
    out.is_where(signatory.name.is_none(), "");
    match &signatory.name {
        Some(name) => out.isolated(name),
        None => out.say(Key::Anonymous),
    }
    out.end();
    detail(out, "signatory-role", signatory.role.as_ref());
    detail(out, "signatory-affiliation", signatory.affiliation.as_ref());
    for badge in &signatory.badges {
        if let Some(badge) = letter.badge(badge) {
            out.part("span", "badge");
            out.text(&badge.label);
            out.end();
        }
    }
    out.end();
}

fn detail(out: &mut Markup<'_>, name: &'static str, text: Option<&String>) {
    if let Some(text) = text {
        out.part("span", name);
        out.isolated(text);
        out.end();
    }
}
