//! What a backend can do, which is all that a letter's life has to know of its adapter.

use crate::json::{FromJson, Json, Mismatch};

/// What a backend can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Abilities {
    /// Whether it speaks the native protocol: it confirms, corrects and takes back.
    pub native: bool,
    /// Whether it says who has signed.
    pub list: bool,
    /// Whether the list has to be asked for, and does not come with the letter.
    pub list_apart: bool,
    /// Whether the count has to be asked for.
    pub count_apart: bool,
    /// Whether it takes signatures.
    pub sign: bool,
    /// Whether a signature may be sent again without counting twice.
    pub safe: bool,
    /// Seconds between two looks at the count; 0 where it is not looked at again.
    pub poll: u64,
}

impl Abilities {
    /// Those of the native protocol.
    pub const NATIVE: Self = Self {
        native: true,
        list: true,
        list_apart: false,
        count_apart: false,
        sign: true,
        safe: true,
        poll: 0,
    };

    /// As they are handed from one Wasm to the other.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "an hour at most")]
    pub fn to_json(self) -> Json {
        Json::object(vec![
            ("list", self.list.into()),
            ("list_apart", self.list_apart.into()),
            ("count_apart", self.count_apart.into()),
            ("sign", self.sign.into()),
            ("safe", self.safe.into()),
            ("poll", Json::Number(self.poll as f64)),
        ])
    }
}

impl Default for Abilities {
    fn default() -> Self {
        Self::NATIVE
    }
}

impl FromJson for Abilities {
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        let is = |name| *json.get(name) == Json::Bool(true);
        Ok(Self {
            native: false,
            list: is("list"),
            list_apart: is("list_apart"),
            count_apart: is("count_apart"),
            sign: is("sign"),
            safe: is("safe"),
            poll: json.read("poll")?,
        })
    }
}
