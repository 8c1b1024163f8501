//! A letter whose backend is spoken to through an adapter: the same life, by other requests.

use super::{Call, Effect, Failure, Notice, Phase, Request, State};
use crate::adapter::{Abilities, Operation};
use crate::json::{FromJson, Json};
use crate::letter::{Count, Page};

impl State {
    /// How many have signed: what the backend says, else how many are on a list of which nothing
    /// is missing.
    #[must_use]
    pub fn shown_count(&self) -> Option<u64> {
        let list = &self.list;
        let whole = !list.items.is_empty() && list.next.is_none() && list.phase == Phase::Idle;
        match self.count {
            Some(count) => Some(count.count),
            None => whole.then_some(list.items.len() as u64),
        }
    }

    /// Takes the adapter's document, with which everything else begins.
    pub(super) fn take_adapter(&mut self, answer: Result<Json, Failure>, tries: u8) -> Vec<Effect> {
        match super::read(answer) {
            Ok(abilities) => {
                self.can = abilities;
                self.load(false)
            }
            Err(failure) => {
                let failure = match failure {
                    Failure::Adapter(..) => failure,
                    other => Failure::adapter(other.message()),
                };
                self.loading = Phase::Failed(failure.clone());
                self.say_failure(failure, tries)
            }
        }
    }

    /// Asks for the letter and for what does not come with it.
    pub(super) fn load_adapted(&mut self, fresh: bool) -> Vec<Effect> {
        let mut effects = vec![self.ask(Operation::Letter, Vec::new(), fresh)];
        let Abilities {
            count_apart,
            list_apart,
            ..
        } = self.can;
        if count_apart {
            effects.push(self.ask(Operation::Count, Vec::new(), fresh));
        }
        if list_apart {
            effects.push(self.load_list(None, fresh));
        }
        effects
    }

    /// Asks for a page of signatories.
    pub(super) fn load_list(&mut self, after: Option<&str>, fresh: bool) -> Effect {
        self.list.make_mut().phase = Phase::Busy;
        self.ask(Operation::Signatures, vec![("after", after.into())], fresh)
    }

    /// Makes the call of an operation.
    pub(super) fn ask(
        &mut self,
        operation: Operation,
        mut members: Vec<(&str, Json)>,
        fresh: bool,
    ) -> Effect {
        let request = match operation {
            Operation::Letter => Request::Letter,
            Operation::Count => Request::Count,
            Operation::Signatures => Request::Page,
            Operation::Sign => Request::Form,
        };
        members.push(("src", self.config.src.as_str().into()));
        members.push(("limit", Json::Number(f64::from(self.config.page_size))));
        self.calls.make(Call {
            request,
            url: self.config.adapter.clone(),
            fresh,
            body: Some(Json::object(members)),
            operation: Some(operation),
            ..Call::default()
        })
    }

    /// Takes a count, and looks again after a while where the adapter allows it.
    pub(super) fn take_counted(
        &mut self,
        answer: Result<Json, Failure>,
        tries: u8,
        waiting: bool,
    ) -> Vec<Effect> {
        let mut effects = Vec::new();
        match super::read::<Count>(answer) {
            Ok(count) => self.take_count(count, &mut effects),
            Err(failure) => effects = self.say_failure(failure, tries),
        }
        let seconds = u32::try_from(self.can.poll).unwrap_or_default();
        if !waiting
            && seconds > 0
            && let Effect::Fetch(call) = self.ask(Operation::Count, Vec::new(), true)
        {
            effects.push(Effect::Wait(seconds * 1_000, Some(call)));
        }
        effects
    }

    /// Takes the first page of a list that does not come with its letter.
    pub(super) fn take_first_page(
        &mut self,
        answer: Result<Json, Failure>,
    ) -> Result<Vec<Effect>, Failure> {
        let json = answer?;
        let mut effects = Vec::new();
        let list = self.list.make_mut();
        list.take_first(Page::from_json(&json)?);
        list.phase = Phase::Idle;
        if !self.can.count_apart && json.get("count") != &Json::Null {
            self.take_count(Count::from_json(&json)?, &mut effects);
        }
        Ok(effects)
    }
}

/// Tells what is wrong with a letter that can be read all the same.
pub(super) fn tell_fault(letter: &Json, effects: &mut Vec<Effect>) {
    let fault = letter.get("fault");
    if *fault != Json::Null {
        let failure = Failure::from_json(fault);
        effects.push(Effect::Tell(Notice::Error(failure)));
    }
}
