//! The order of a check: what is asked, and with what.

use super::finding::{Finding, Say, Weight};
use super::pages::compare;
use super::verdict::Seen;
use super::{Came, Outcome, Report, Section, Setting, Step, operation, verdict};
use crate::adapter::value::plain_markup;
use crate::adapter::{Adapter, Answer, Ask, Operation};
use crate::flow::Failure;
use crate::json::{FromJson, Json, Mismatch};
use crate::letter::{Count, Letter, Page};
use crate::protocol::PAGE_SIZE;

/// Goes as far as the outcomes reach.
pub(super) fn run(
    adapter: &Adapter,
    setting: &Setting,
    outcomes: &[Outcome],
    first: Section,
) -> Report {
    let mut run = Run {
        adapter,
        setting,
        outcomes: outcomes.iter(),
        letter: Came {
            status: 200,
            body: Some(Json::Null),
            readable: true,
            ..Came::default()
        },
        report: Report {
            sections: vec![first],
            ..Report::default()
        },
    };
    let seen = run.all();
    let mut report = run.report;
    if let Some(seen) = seen {
        let (whole, abilities) = verdict::reach(adapter, setting, &seen);
        report.sections.push(whole);
        report.abilities = abilities;
    }
    report
}

struct Run<'a> {
    adapter: &'a Adapter,
    setting: &'a Setting,
    outcomes: std::slice::Iter<'a, Outcome>,
    /// The letter's answer, from which other operations may be read.
    letter: Came,
    report: Report,
}

/// What came of a request.
#[derive(Default)]
struct Told {
    came: Option<Came>,
    /// The answer in the native protocol's words, where the widget can use it.
    read: Option<Json>,
    allowed: bool,
}

impl Run<'_> {
    /// Everything, or as much as there are answers for.
    fn all(&mut self) -> Option<Seen> {
        let mut seen = Seen::default();
        let told = self.ask(Say::Letter, Operation::Letter, &self.about(PAGE_SIZE))?;
        seen.letter = told.read;
        if let Some(came) = told.came {
            self.letter = came;
        }
        if self.has(Operation::Count) {
            let told = self.ask(Say::Count, Operation::Count, &self.about(PAGE_SIZE))?;
            seen.count = told.read;
        }
        if self.has(Operation::Signatures) {
            self.list(&mut seen)?;
        }
        if self.has(Operation::Sign) {
            self.sign(&mut seen)?;
        }
        Some(seen)
    }

    fn has(&self, operation: Operation) -> bool {
        *self.adapter.operation(operation) != Json::Null
    }

    fn about(&self, limit: u32) -> Ask {
        Ask {
            src: self.setting.src.clone(),
            limit,
            ..Ask::default()
        }
    }

    /// The first page and the second one; of a list that is all on one page, pages of one.
    fn list(&mut self, seen: &mut Seen) -> Option<()> {
        let ask = self.about(PAGE_SIZE);
        let first = self.ask(Say::List, Operation::Signatures, &ask)?;
        if let (Some(came), Some(read)) = (&first.came, &first.read) {
            seen.address = operation::shown_address(self.adapter, came, read);
        }
        seen.list = first.read;
        let Some(list) = seen.list.clone() else {
            return Some(());
        };
        if list.get("next").as_str().is_some() {
            return self.second(Say::SecondPage, &list, ask);
        }
        let json = self.adapter.operation(Operation::Signatures);
        let paged = json.get("paging") != &Json::Null && self.adapter.asks(Operation::Signatures);
        if paged && items(&list) > 1 {
            let ask = self.about(1);
            let small = self.ask(Say::SmallPage, Operation::Signatures, &ask)?;
            let Some(small) = small.read else {
                return Some(());
            };
            if items(&small) > 1 {
                let finding = Finding::new(Weight::Remark, Say::Ignored)
                    .with("limit", "1")
                    .with("came", items(&small).to_string());
                self.add(finding);
            } else if small.get("next").as_str().is_some() {
                return self.second(Say::SmallSecond, &small, ask);
            }
        }
        Some(())
    }

    fn second(&mut self, title: Say, first: &Json, mut ask: Ask) -> Option<()> {
        ask.after = first.get("next").as_str().map(str::to_owned);
        let second = self.ask(title, Operation::Signatures, &ask)?;
        if let Some(second) = second.read {
            let json = self.adapter.operation(Operation::Signatures);
            let known = json.get("fields").get("id") != &Json::Null;
            for finding in compare(first, &second, ask.after.as_deref(), known) {
                self.add(finding);
            }
        }
        Some(())
    }

    /// Signs, and signs again, as somebody who is invented.
    fn sign(&mut self, seen: &mut Seen) -> Option<()> {
        let letter = seen.letter.clone().unwrap_or_default();
        let signature = Json::object(vec![
            ("name", "Wilhelmina Teaspoon".into()),
            ("email", "wilhelmina@example.org".into()),
            ("role", "Ward sister".into()),
            ("affiliation", "The Long Corridor".into()),
            ("consent", letter.get("consent").clone()),
            ("lang", "en".into()),
            ("letter_version", letter.get("version").clone()),
        ]);
        #[expect(
            clippy::cast_precision_loss,
            reason = "milliseconds are fewer than 2^53"
        )]
        let ask = Ask::from_json(&Json::object(vec![
            ("src", self.setting.src.as_str().into()),
            ("signature", signature),
            ("key", self.setting.key.as_str().into()),
            ("now", Json::Number(self.setting.now as f64)),
        ]))
        .unwrap_or_default();
        let told = self.ask(Say::Sign, Operation::Sign, &ask)?;
        seen.allowed = told.allowed;
        if !self.setting.sign || told.came.is_none() {
            return Some(());
        }
        let Some(read) = told.read else {
            return Some(());
        };
        seen.signed = true;
        let status = read.get("status").as_str().unwrap_or_default();
        let shown = Finding::new(Weight::Good, Say::Shown).with("status", format!("\"{status}\""));
        self.add(shown);
        self.add(Finding::new(Weight::Remark, Say::Signed));
        let again = self.ask(Say::SignAgain, Operation::Sign, &ask)?;
        if let Some(came) = again.came {
            self.second_signature(&came, again.read.is_some());
        }
        Some(())
    }

    /// What a signature that is there already was answered with.
    fn second_signature(&mut self, came: &Came, read: bool) {
        let safe = self.adapter.abilities().safe;
        let refused = with_answer(came, self.setting, |answer| {
            operation::fails(self.adapter.operation(Operation::Sign), answer)
        });
        let (weight, say) = match (refused, read, safe) {
            (true, true, _) => (Weight::Good, Say::Told),
            (true, false, true) => (Weight::Fault, Say::NotTold),
            (true, false, false) => (Weight::Remark, Say::NotTold),
            (false, _, true) => (Weight::Remark, Say::TwiceSafe),
            (false, _, false) => (Weight::Remark, Say::Twice),
        };
        self.add(Finding::new(weight, say));
    }

    fn add(&mut self, finding: Finding) {
        if let Some(section) = self.report.sections.last_mut() {
            section.findings.push(finding);
        }
    }

    /// Asks, and tells what the answer says; none where it has still to be asked.
    fn ask(&mut self, title: Say, operation: Operation, ask: &Ask) -> Option<Told> {
        let mut section = Section::new(title);
        let told = self.exchange(&mut section, operation, ask);
        if told.is_some() {
            self.report.sections.push(section);
        }
        told
    }

    fn exchange(&mut self, section: &mut Section, operation: Operation, ask: &Ask) -> Option<Told> {
        let json = self.adapter.operation(operation);
        let mut told = Told::default();
        let wire = match self.adapter.request(operation, ask) {
            Ok(wire) => wire,
            Err(fault) => {
                let finding = Finding::new(Weight::Fault, Say::RequestFault);
                let finding = finding.with("fault", fault.to_string());
                section.findings.push(finding);
                return Some(told);
            }
        };
        let Some(wire) = wire else {
            let say = match operation {
                Operation::Letter if *json == Json::Null => Say::NoLetter,
                Operation::Letter => Say::Constants,
                _ => Say::Unasked,
            };
            section.say(Weight::Good, say);
            let came = self.letter.clone();
            told.read = self.read(section, operation, ask, &came);
            told.came = Some(came);
            return Some(told);
        };
        let send = operation != Operation::Sign || self.setting.sign;
        let Some(outcome) = self.outcomes.next() else {
            self.report.next = Some(Step {
                title: section.title,
                operation,
                wire,
                send,
                reads: operation::headers(json),
            });
            return None;
        };
        section.request = Some(wire);
        match outcome {
            Outcome::NotSent { allowed } => {
                section.say(Weight::Good, Say::NotSent);
                told.allowed = *allowed;
            }
            Outcome::Failed(failure) => {
                let say = match failure {
                    Failure::Network => Say::Unreadable,
                    Failure::TooLarge => Say::TooLarge,
                    Failure::Timeout => Say::TooLate,
                    _ => Say::Failed,
                };
                let finding = Finding::new(Weight::Fault, say);
                section
                    .findings
                    .push(finding.with("why", failure.message()));
            }
            Outcome::Came(came) => {
                let asked = section.request.as_ref().map(|wire| wire.url.as_str());
                if asked != Some(came.url.as_str()) && !came.url.is_empty() {
                    let finding = Finding::new(Weight::Remark, Say::Elsewhere);
                    section.findings.push(finding.with("url", &came.url));
                }
                told.read = self.read(section, operation, ask, came);
                told.came = Some(came.clone());
            }
        }
        Some(told)
    }

    /// Tells what the values find, and gives what the widget makes of the answer.
    fn read(
        &self,
        section: &mut Section,
        operation: Operation,
        ask: &Ask,
        came: &Came,
    ) -> Option<Json> {
        if came.body.is_none() && came.status < 300 {
            let kind = header(came, "content-type").unwrap_or_else(|| "missing".to_owned());
            let finding = Finding::new(Weight::Fault, Say::NotJson);
            section.findings.push(finding.with("type", kind));
            return None;
        }
        let again = section.title == Say::SignAgain;
        with_answer(came, self.setting, |answer| {
            operation::look(section, self.adapter, operation, ask, answer);
            if again {
                // Here a refusal is what was hoped for.
                section
                    .findings
                    .retain(|finding| finding.weight != Weight::Fault);
            }
            let read = self.adapter.read(operation, ask, answer);
            let read = read.and_then(|json| usable(operation, json));
            match read {
                Ok(json) => Some(json).filter(|_| came.readable),
                Err(failure) => {
                    if !section.is_faulty() && !again {
                        let finding = Finding::new(Weight::Fault, Say::Misread);
                        section
                            .findings
                            .push(finding.with("why", failure.message()));
                    }
                    None
                }
            }
        })
    }
}

/// What was read, if the widget can use it too: it reads markup before, which is a text here.
fn usable(operation: Operation, json: Json) -> Result<Json, Failure> {
    let mut plain = json.clone();
    plain_markup(&mut plain);
    let fits: Result<(), Box<Mismatch>> = match operation {
        Operation::Letter => Letter::from_json(&plain).map(drop),
        Operation::Count => Count::from_json(&plain).map(drop),
        Operation::Signatures => Page::from_json(&plain).map(drop),
        Operation::Sign => Ok(()),
    };
    fits?;
    Ok(json)
}

fn items(page: &Json) -> usize {
    match page.get("items") {
        Json::Array(items) => items.len(),
        _ => 0,
    }
}

fn header(came: &Came, name: &str) -> Option<String> {
    let found = came
        .headers
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.clone())
}

fn with_answer<T>(came: &Came, setting: &Setting, work: impl FnOnce(&Answer<'_>) -> T) -> T {
    work(&Answer {
        status: came.status,
        url: &came.url,
        body: came.body.as_ref().unwrap_or(&Json::Null),
        header: &|name| header(came, name),
        parse: setting.parse,
    })
}
