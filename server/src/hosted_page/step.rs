//! The pages that a signature leads through, one after the other.

use open_letter_core::flow::Form;
use open_letter_core::protocol::{FieldError, Own, SignatureStatus};
use open_letter_core::signature::{Draft, NewSignature};
use yew::Html;

use super::document::{self, Page};
use super::frame::{Frame, Told};
use super::history::{self, Revision};
use super::reading::Reading;
use super::{choosing, own, telling, typing};

/// A page of a signature's life.
#[derive(Debug)]
pub(crate) enum Step {
    /// A mail is on its way, and its code can be typed here.
    Sent(Box<Entered>),
    /// What would be published, and what is published now.
    Confirm {
        token: String,
        new: Box<NewSignature>,
        earlier: Option<Box<Own>>,
    },
    /// It was decided before; is it what is published?
    Decided { stands: Option<SignatureStatus> },
    /// It is confirmed.
    Confirmed,
    /// What counted before stays.
    Kept,
    /// It is taken back.
    Withdrawn,
    /// A link from a mail opens nothing.
    Dead,
    /// No more codes are taken.
    Spent,
    /// The code is too old.
    Expired,
    /// An address is asked for, to which a way to one's own signature goes.
    Manage(Box<Entered>),
    /// That mail may be on its way, and its code can be typed here.
    ManageSent(Box<Entered>),
    /// A link from a mail opens one's own signature when a button is pressed.
    Open { token: String },
    /// One's own signature.
    Own(Box<OwnPage>),
    /// It was open for long enough.
    Over,
    /// What somebody can do whom a mail does not concern.
    NotMe { token: String, blocked: bool },
    /// They did it.
    NotMeDone,
    /// They took it back.
    NotMeUndone,
    /// A signer of an earlier text says whether the new one is theirs too.
    Stand { token: String },
    /// It is.
    Stood,
    /// News of the campaign can be stopped.
    News { token: String },
    /// They are.
    NewsStopped,
    /// What the letter's text was before, the newest change first.
    History(Vec<Revision>),
}

/// What was typed, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entered {
    pub(crate) email: String,
    pub(crate) code: String,
    pub(crate) errors: Vec<FieldError>,
    pub(crate) tries_left: u64,
}

impl Entered {
    pub(super) fn form(&self) -> Form {
        let draft = Draft {
            email: self.email.clone(),
            ..Draft::default()
        };
        let mut form = Form::with(draft, self.errors.clone());
        form.code.clone_from(&self.code);
        form.tries_left = self.tries_left;
        form
    }
}

/// One's own signature, open for a while.
#[derive(Debug)]
pub(crate) struct OwnPage {
    /// What keeps it open.
    pub(crate) manage: String,
    pub(crate) own: Own,
    /// Corrections that were not taken, and why.
    pub(crate) refused: Option<(Draft, Vec<FieldError>)>,
    /// Whether corrections were just taken.
    pub(crate) saved: bool,
}

/// Renders a page of a signature's life.
pub(crate) async fn step(reading: Reading, step: Step) -> String {
    document::render(reading, move |reading, locale| {
        let frame = Frame::new(reading, locale);
        let told = told(&step, &frame);
        Page {
            title: format!("{} · {}", told.heading, reading.letter.title),
            description: None,
            canonical: None,
            head: Html::default(),
            main: frame.around(told),
        }
    })
    .await
}

fn told(step: &Step, frame: &Frame<'_>) -> Told {
    let words = frame.words;
    match step {
        Step::Sent(typed) => typing::sent(typed, frame),
        Step::Manage(typed) => typing::manage(typed, frame),
        Step::ManageSent(typed) => typing::manage_sent(typed, frame),
        Step::Confirm {
            token,
            new,
            earlier: None,
        } => choosing::confirm(token, new, frame),
        Step::Confirm {
            token,
            new,
            earlier: Some(earlier),
        } => choosing::choose(token, new, earlier, frame),
        Step::Open { token } => choosing::open(token, frame),
        Step::NotMe { token, blocked } => choosing::not_me(token, *blocked, frame),
        Step::Own(page) => own::own(page, frame),
        Step::Confirmed => telling::confirmed(frame),
        Step::Withdrawn => telling::withdrawn(frame),
        Step::Decided { stands } => telling::decided(*stands, frame),
        Step::Kept => telling::done(&words.kept, telling::own_link(frame), frame),
        Step::NotMeDone => telling::done(&words.not_me_done, Html::default(), frame),
        Step::NotMeUndone => telling::done(&words.not_me_undone, Html::default(), frame),
        Step::Stand { token } => choosing::stand(token, frame),
        Step::Stood => telling::done(&words.stood, telling::own_link(frame), frame),
        Step::News { token } => choosing::news(token, frame),
        Step::NewsStopped => telling::done(&words.news_stopped, Html::default(), frame),
        Step::History(revisions) => history::history(revisions, frame),
        Step::Dead => telling::dead(frame),
        Step::Spent => telling::refused(&words.spent, frame),
        Step::Expired => telling::refused(&words.expired, frame),
        Step::Over => telling::over(frame),
    }
}
