//! The list of signatories: pages by cursor, each asked for by the visitor.

use super::{Call, Effect, Failure, Notice, Phase, Request, Spot, State};
use crate::letter::{Letter, Page};
use crate::protocol::{call_url, page_url};
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
    /// Whether something in it has changed, so that the next refresh starts over.
    pub stale: bool,
}

impl List {
    /// Starts over with the page that came with the letter, unless the visitor has gone further
    /// and it is only a refresh: then it takes the place of what stood down to its last one.
    ///
    /// Answers whether it started over, so that a page which is on its way is no longer the next.
    pub(super) fn take_first(&mut self, page: Page) -> bool {
        let last = page.items.last().map(|item| item.id.as_str());
        let known = |old: &Shared<Signatory>| Some(old.id.as_str()) == last;
        let mut found = self.items.iter().position(known);
        if std::mem::take(&mut self.stale) {
            found = None;
        }
        let rest = match found {
            Some(at) => self.items.split_off(at + 1),
            None => Vec::new(),
        };
        if found.is_none() {
            self.next = page.next;
            self.phase = Phase::Idle;
        }
        self.items.clear();
        self.items.extend(page.items.into_iter().map(Shared::new));
        self.items.extend(rest);
        found.is_none()
    }

    fn knows(&self, item: &Signatory) -> bool {
        self.items.iter().any(|old| old.id == item.id)
    }
}

pub(super) fn ask_for_more(state: &mut State) -> Vec<Effect> {
    let list = state.list.make_mut();
    match (&list.phase, &list.next) {
        (Phase::Busy, _) => Vec::new(),
        (Phase::Failed(_), None) => vec![state.load_list(None, true)],
        (_, None) => Vec::new(),
        (_, Some(cursor)) if !state.can.native => {
            let after = cursor.clone();
            vec![state.load_list(Some(&after), false)]
        }
        (_, Some(cursor)) => {
            let archived = |letter: &Shared<Letter>| letter.archived_at.is_some();
            let src = &state.config.src;
            let url = match state.letter.as_ref().is_some_and(archived) {
                // Where nobody answers any more, the cursor names a file beside the letter's.
                true => call_url(src, cursor),
                false => page_url(src, state.config.page_size, cursor),
            };
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
    let before = list.items.len();
    let came = page.items.len();
    // A cursor that leads to itself would never end.
    list.next = page.next.filter(|next| list.next.as_ref() != Some(next));
    for item in page.items {
        if !list.knows(&item) {
            list.items.push(Shared::new(item));
        }
    }
    let mut effects = Vec::new();
    // Nor would pages that bring nobody new, wherever their cursors lead.
    if list.items.len() == before {
        list.next = None;
        if came > 0 {
            let failure = Failure::adapter("a page of signatories came twice".to_owned());
            effects.push(Effect::Tell(Notice::Error(failure)));
        }
    }
    if list.next.is_none() {
        effects.push(Effect::Focus(Spot::ListEnd));
    }
    effects
}
