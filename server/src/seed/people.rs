//! Who signs: names that read as fiction, always the same for the same number.

use open_letter_core::Timestamp;
use open_letter_core::letter::{Letter, Moderation, Need};
use open_letter_core::protocol::FieldError;
use open_letter_core::signature::{Draft, NewSignature};
use sha2::{Digest, Sha256};

use crate::claims::Badges;
use crate::clock;
use crate::id;
use crate::signing::Origin;
use crate::store::Place;

const GIVEN_NAMES: &str = include_str!("../../seed/given_names.txt");
const SURNAMES: &str = include_str!("../../seed/surnames.txt");
const ROLES: &str = include_str!("../../seed/roles.txt");
const AFFILIATIONS: &str = include_str!("../../seed/affiliations.txt");

/// The badge that some bear, where the letter has it.
const BADGE: &str = "public-code";

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// As with the letter that this began with: nine in the first hours, 236 on the first day, and
/// the rest over fifty days, ever fewer.
const FIRST: u64 = 9;
const FIRST_DAY: u64 = 236;

/// Everybody who might sign a letter.
pub(super) struct People<'a> {
    letter: &'a Letter,
    count: u64,
    now: Timestamp,
    given_names: Vec<&'static str>,
    surnames: Vec<&'static str>,
    roles: Vec<&'static str>,
    affiliations: Vec<&'static str>,
}

impl<'a> People<'a> {
    pub(super) fn new(letter: &'a Letter, count: u64) -> Self {
        let lines = |text: &'static str| text.lines().filter(|line| !line.is_empty()).collect();
        Self {
            letter,
            count,
            now: clock::now(),
            given_names: lines(GIVEN_NAMES),
            surnames: lines(SURNAMES),
            roles: lines(ROLES),
            affiliations: lines(AFFILIATIONS),
        }
    }

    /// The person with a number, or which of the letter's rules that person does not hold.
    pub(super) fn person(&self, number: u64) -> Result<(NewSignature, Origin), Vec<FieldError>> {
        let mut dice = Dice::new(&self.letter.id, number);
        let Letter {
            fields,
            consent,
            badges,
            ..
        } = self.letter;
        let name = format!(
            "{} {}",
            dice.pick(&self.given_names),
            dice.pick(&self.surnames)
        );
        let anonymous = dice.percent(12) && fields.anonymous != Need::Off;
        let with_role = anonymous || dice.percent(85) || fields.role == Need::Required;
        let with_place = dice.percent(70) || fields.affiliation == Need::Required;
        let (role, affiliation) = (dice.pick(&self.roles), dice.pick(&self.affiliations));
        let worn = dice.percent(15) && badges.iter().any(|badge| badge.id == BADGE);
        let shown = |text: &str, shown: bool| {
            if shown {
                text.to_owned()
            } else {
                String::new()
            }
        };
        let draft = Draft {
            name,
            email: format!("signatory-{number}@example.org"),
            role: shown(role, with_role && fields.role != Need::Off),
            affiliation: shown(affiliation, with_place && fields.affiliation != Need::Off),
            anonymous,
            accepted: consent.is_some(),
            consent_version: None,
            lang: self.letter.lang.clone(),
            letter_version: self.letter.version.clone(),
            ..Draft::default()
        };
        let id = id::from_bytes(dice.id());
        let signed_at = self.signed_at(number, &mut dice);
        let origin = Origin {
            id,
            letter_id: self.letter.id.clone(),
            receipt: None,
            badges: if worn {
                Badges {
                    granted: vec![BADGE.to_owned()],
                    open: false,
                }
            } else {
                Badges::default()
            },
            signed_at,
            place: Place::new(Moderation::None, None, signed_at),
            source: None,
        };
        Ok((draft.check(self.letter)?, origin))
    }

    /// When that person signed: about after those with a lower number, and never after now.
    fn signed_at(&self, number: u64, dice: &mut Dice) -> Timestamp {
        let (from, to, place, places) = if number < FIRST {
            (0, 3 * HOUR, number, FIRST)
        } else if number < FIRST_DAY {
            (3 * HOUR, 14 * HOUR, number - FIRST, FIRST_DAY - FIRST)
        } else {
            let places = self.count.max(number + 1) - FIRST_DAY;
            (14 * HOUR, 50 * DAY, number - FIRST_DAY, places)
        };
        let (place, places) = (i128::from(place), i128::from(places));
        let span = i128::from(to - from);
        // After the first day the square crowds people at the beginning.
        let share = if to > DAY {
            span * place * place / places
        } else {
            span * place
        };
        let step = span / places * dice.share() / 256;
        let since = i64::try_from(i128::from(from) + share / places + step).unwrap_or_default();
        let published = self
            .letter
            .published_at
            .map_or(self.now.millis() - 50 * DAY, Timestamp::millis);
        Timestamp::from_millis((published + since).min(self.now.millis()))
    }
}

/// Chance that falls the same way each time.
struct Dice {
    bytes: [u8; 32],
    next: usize,
}

impl Dice {
    fn new(letter: &str, number: u64) -> Self {
        let seed = format!("an invented signatory\0{letter}\0{number}");
        Self {
            bytes: Sha256::digest(seed).into(),
            next: 16,
        }
    }

    /// The first half of the bytes, which nothing else uses.
    fn id(&self) -> [u8; 16] {
        std::array::from_fn(|place| self.bytes[place])
    }

    /// 0 to 65,535.
    fn throw(&mut self) -> u16 {
        let pair = [self.bytes[self.next % 32], self.bytes[(self.next + 1) % 32]];
        self.next += 2;
        u16::from_be_bytes(pair)
    }

    fn percent(&mut self, percent: u16) -> bool {
        self.throw() % 100 < percent
    }

    fn share(&mut self) -> i128 {
        i128::from(self.throw() % 256)
    }

    fn pick<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        let throw = usize::from(self.throw());
        texts
            .get(throw % texts.len().max(1))
            .copied()
            .unwrap_or_default()
    }
}
