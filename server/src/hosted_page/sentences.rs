//! What the pages of a signature's life say in one language, besides the widget's own sentences.

use serde::Deserialize;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $type:ty),* $(,)? })*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Deserialize)]
            #[serde(deny_unknown_fields)]
            pub(crate) struct $name { $(pub(super) $field: $type),* }
        )*
    };
}

words! {
    /// The sentences of `static/locales/server/`, by page.
    PageSentences {
        to_letter: String,
        to_form: String,
        type_code: String,
        type_address: String,
        sent: Sent,
        confirm: Confirm,
        choose: Choose,
        decided: Decided,
        kept: Words,
        withdrawn: Withdrawn,
        dead: Dead,
        spent: Words,
        expired: Words,
        manage: Manage,
        manage_sent: ManageSent,
        open: Open,
        own: OwnWords,
        over: Words,
        not_me: NotMe,
        blocked: Blocked,
        not_me_done: Words,
        not_me_undone: Words,
        stand: StandWords,
        stood: Words,
        news: NewsWords,
        news_stopped: Words,
        history: HistoryWords,
    }

    /// A page that only tells.
    Words { heading: String, text: String }

    /// A mail is on its way.
    Sent { text: String, none: String, look: String, again: String }

    /// A signature can be confirmed.
    Confirm { heading: String, text: String, button: String, not_me: String }

    /// Two signatures of one mailbox.
    Choose {
        heading: String,
        text: String,
        earlier: String,
        new: String,
        replace: String,
        keep: String,
    }

    /// It was decided before.
    Decided { heading: String, stands: String, other: String }

    /// A signature is gone, and what of it may still be where.
    Withdrawn { here: String, caches: String, backups: String }

    /// A link opens nothing.
    Dead { heading: String, text: String, ask: String }

    /// The way to one's own signature.
    Manage { text: String, code: String }

    /// Its mail may be on its way.
    ManageSent { look: String, again: String }

    /// Its link waits for a button.
    Open { text: String, button: String }

    /// What is stored.
    OwnWords {
        text: String,
        status: String,
        published: String,
        in_review: String,
        rejected: String,
        signed_at: String,
        anonymous: String,
        anonymous_yes: String,
        anonymous_no: String,
        wished: String,
        badge_shown: String,
        badge_waits: String,
        terms: String,
        lang: String,
        version: String,
        correct: String,
    }

    /// A mail does not concern who got it.
    NotMe {
        heading: String,
        text: String,
        delete: String,
        delete_text: String,
        block: String,
        block_text: String,
    }

    /// A letter has another text than was signed.
    StandWords { heading: String, text: String, changes: String, button: String }

    /// News of a campaign can be stopped.
    NewsWords { heading: String, text: String, button: String }

    /// What a letter's text was before.
    HistoryWords {
        heading: String,
        first: String,
        correction: String,
        substance: String,
        removed: String,
        added: String,
        unchanged: String,
    }

    /// No mail goes to an address.
    Blocked { heading: String, text: String, button: String }
}
