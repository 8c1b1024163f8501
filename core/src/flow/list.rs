//! The list of signatories: pages by cursor, each asked for by the visitor.

use super::{Call, Effect, Failure, Notice, Phase, Request, Spot, State};
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
    pub(super) fn take_first(&mut self, page: Page) {
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
            let cursor = cursor.clone();
            list.phase = Phase::Busy;
            let url = page_url(&state.config.src, state.config.page_size, &cursor);
            vec![Effect::Fetch(
                Request::Page { cursor },
                Call {
                    url,
                    ..Call::default()
                },
            )]
        }
    }
}

pub(super) fn take_page(
    state: &mut State,
    cursor: &str,
    answer: Result<Page, Failure>,
) -> Vec<Effect> {
    let list = state.list.make_mut();
    if list.next.as_deref() != Some(cursor) {
        return Vec::new();
    }
    match answer {
        Ok(page) => {
            list.phase = Phase::Idle;
            // A cursor that leads to itself would never end.
            list.next = page.next.filter(|next| next != cursor);
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
        Err(failure) => {
            list.phase = Phase::Failed(failure.clone());
            vec![Effect::Tell(Notice::Error(failure))]
        }
    }
}
