//! What is expected of a letter, beyond its shape.

use std::collections::BTreeSet;

use open_letter_core::letter::{Count, Letter, Moderation, Page};
use open_letter_core::protocol::{PAGE_SIZE, SignatureStatus};
use open_letter_core::signature::Signatory;

use super::lack::{Found, ensure};
use super::subject::is_ahead;

pub(super) fn named(letter: &Letter) -> Found {
    ensure(!letter.id.trim().is_empty(), || "/id is empty".to_owned())?;
    ensure(!letter.title.trim().is_empty(), || {
        "/title is empty".to_owned()
    })
}

/// A tag of BCP 47 by its outline; whether it is registered is not for us to know.
pub(super) fn language(letter: &Letter) -> Found {
    let Some(tag) = &letter.lang else {
        return Ok(());
    };
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    let is_tag = (2..=8).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    ensure(is_tag, || {
        "/lang should be a language tag such as en or pt-BR, and is not".to_owned()
    })
}

/// How many have signed, as the letter says it.
pub(super) fn counted(letter: &Letter) -> Count {
    letter.signatures.count.unwrap_or_default()
}

/// A count from the future would be shown until then, whatever came later.
pub(super) fn dated(count: Count) -> Found {
    ensure(!is_ahead(count.as_of), || {
        format!("as_of is {}, which is still to come", count.as_of)
    })
}

/// A page of at most so many signatories, each of them once, none of them nobody.
pub(super) fn page(page: &Page, limit: u32) -> Found {
    let (found, most) = (page.items.len(), usize::try_from(limit).unwrap_or_default());
    ensure(found <= most, || {
        format!("there are {found} on the page, where {limit} were asked for")
    })?;
    let mut ids = BTreeSet::new();
    for (index, signatory) in page.items.iter().enumerate() {
        let Signatory { id, signed_at, .. } = signatory;
        ensure(!id.is_empty(), || format!("/items/{index}/id is empty"))?;
        ensure(ids.insert(id), || {
            format!("/items/{index}/id came before on the page")
        })?;
        ensure(!is_ahead(*signed_at), || {
            format!("/items/{index}/signed_at is {signed_at}, which is still to come")
        })?;
    }
    ensure(page.next.as_deref() != Some(""), || {
        "/next is an empty string; null ends the list".to_owned()
    })
}

pub(super) fn first_page(letter: &Letter) -> Found {
    page(&letter.signatures.page, PAGE_SIZE)?;
    let (count, shown) = (counted(letter).count, letter.signatures.page.items.len());
    ensure(
        u64::try_from(shown).is_ok_and(|shown| shown <= count),
        || format!("{shown} are shown, and only {count} are counted"),
    )
}

/// Newest first. Where a signature waits before it is published, the list's order is that of
/// publishing, which is not shown; then only a list that is upside down is seen.
pub(super) fn newest_first(letter: &Letter, items: &[Signatory]) -> Found {
    let times: Vec<_> = items.iter().map(|item| item.signed_at).collect();
    let waits = letter.confirmation || letter.moderation == Moderation::Before;
    let wrong = if waits {
        times.len() >= 3 && times.windows(2).all(|pair| pair[0] < pair[1])
    } else {
        times.windows(2).any(|pair| pair[0] < pair[1])
    };
    ensure(!wrong, || {
        "an older signature stands before a newer one".to_owned()
    })
}

/// What a new signature of this letter has as its status.
pub(super) fn first_status(letter: &Letter) -> SignatureStatus {
    match (letter.confirmation, letter.moderation) {
        (true, _) => SignatureStatus::PendingConfirmation,
        (false, Moderation::Before) => SignatureStatus::InReview,
        (false, _) => SignatureStatus::Published,
    }
}

#[cfg(test)]
mod tests {
    use open_letter_core::Timestamp;

    use super::*;

    fn signatory(signed_at: i64) -> Signatory {
        Signatory {
            id: format!("id-{signed_at}"),
            name: None,
            role: None,
            affiliation: None,
            reason: None,
            badges: Vec::new(),
            signed_at: Timestamp::from_millis(signed_at),
        }
    }

    #[test]
    fn languages_are_tags() {
        for (lang, expected) in [
            (None, true),
            (Some("en"), true),
            (Some("zh-Hant-TW"), true),
            (Some("sl-1994"), true),
            (Some("English, I think"), false),
            (Some("en_GB"), false),
            (Some(""), false),
            (Some("e"), false),
        ] {
            let letter = Letter {
                lang: lang.map(str::to_owned),
                ..Letter::default()
            };
            assert_eq!(language(&letter).is_ok(), expected, "{lang:?}");
        }
    }

    #[test]
    fn the_order_is_strict_only_where_nothing_waits() {
        let plain = Letter::default();
        let waits = Letter {
            confirmation: true,
            ..Letter::default()
        };
        for (times, in_plain, in_waiting) in [
            (&[3, 2, 2, 1][..], true, true),
            (&[2, 3, 1][..], false, true),
            (&[1, 2, 3][..], false, false),
            (&[][..], true, true),
        ] {
            let items: Vec<_> = times.iter().map(|time| signatory(*time)).collect();
            assert_eq!(newest_first(&plain, &items).is_ok(), in_plain, "{times:?}");
            assert_eq!(
                newest_first(&waits, &items).is_ok(),
                in_waiting,
                "{times:?}"
            );
        }
    }

    #[test]
    fn a_page_has_each_once_and_no_more_than_asked_for() {
        let of = |times: &[i64]| Page {
            items: times.iter().map(|time| signatory(*time)).collect(),
            next: None,
        };
        assert!(page(&of(&[2, 1]), 2).is_ok());
        assert!(page(&of(&[3, 2, 1]), 2).is_err());
        assert!(page(&of(&[1, 1]), 2).is_err());
        assert!(page(&of(&[i64::MAX / 2]), 2).is_err());
    }
}
