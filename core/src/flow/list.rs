//! The list of signatories: pages by cursor, each asked for by the visitor.

use super::{Call, Effect, Phase, Request, Spot, State};
use crate::letter::Page;
use crate::protocol::page_url;
use crate::shared::Shared;
use crate::signature::Signatory;

/// The signatories that have arrived, newest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    /// Who.
    pub items: Vec<Shared<Signatory>>,
    /// The cursor of the next page, where there is one.
    pub next: Option<String>,
    /// How the request for the next page is doing.
    pub phase: Phase,
}

impl List {
    /// Starts over with the page that came with the letter, unless the visitor has gone further
    /// and it is only a refresh: then the newcomers are put in front.
    ///
    /// Answers whether it started over, so that a page which is on its way is no longer the next.
    pub(super) fn take_first(&mut self, page: Page) -> bool {
        let mut items = Vec::new();
        let mut overlaps = false;
        for item in page.items {
            if self.knows(&item) {
                overlaps = true;
            } else {
                items.push(Shared::new(item));
            }
        }
        if overlaps {
            items.append(&mut self.items);
        } else {
            self.next = page.next;
            self.phase = Phase::Idle;
        }
        self.items = items;
        !overlaps
    }

    fn knows(&self, item: &Signatory) -> bool {
        self.items.iter().any(|old| old.id == item.id)
    }
}

pub(super) fn ask_for_more(state: &mut State) -> Vec<Effect> {
    let list = state.list.make_mut();
    match (&list.phase, &list.next) {
        (Phase::Busy, _) | (_, None) => Vec::new(),
        (_, Some(cursor)) => {
            let url = page_url(&state.config.src, state.config.page_size, cursor);
            list.phase = Phase::Busy;
            vec![state.calls.make(Call {
                request: Request::Page,
                url,
                ..Call::default()
            })]
        }
    }
}

pub(super) fn take_page(state: &mut State, page: Page) -> Vec<Effect> {
    let list = state.list.make_mut();
    list.phase = Phase::Idle;
    // A cursor that leads to itself would never end.
    list.next = page.next.filter(|next| list.next.as_ref() != Some(next));
    for item in page.items {
        if !list.knows(&item) {
            list.items.push(Shared::new(item));
        }
    }
    if list.next.is_none() {
        vec![Effect::Focus(Spot::ListEnd)]
    } else {
        Vec::new()
    }
}
