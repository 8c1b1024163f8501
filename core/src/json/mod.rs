//! One JSON value type, and how the project's types are read from it.
//!
//! The widget deserialises an answer once into [`Json`] and reads everything from there with
//! small accessors: deriving `Deserialize` for each wire type cost 17 kB of Wasm (DESIGN.md).

mod serde;

use std::fmt;

/// How deeply arrays and objects may nest. The Wasm stack overflowed between 2,000 and 5,000.
pub const MAX_DEPTH: u8 = 64;

/// The largest whole number that every JSON implementation holds exactly, 2^53 - 1.
pub const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;

/// Any JSON value. Objects keep the order of their members.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Json {
    /// `null`, and what is missing.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// Every number, as the browser has it.
    Number(f64),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Json>),
    /// An object.
    Object(Vec<(String, Json)>),
}

/// A value that is not of the shape that was expected of it. It travels in a box, since every
/// step on its way up would copy it otherwise, and those copies are code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// Where in the document, as a JSON Pointer (RFC 6901).
    pub pointer: String,
    /// What should have stood there, in words.
    pub expected: &'static str,
}

impl Mismatch {
    /// A mismatch at the value that is being read.
    #[must_use]
    pub fn here(expected: &'static str) -> Box<Self> {
        Box::new(Self {
            pointer: String::new(),
            expected,
        })
    }

    /// The same mismatch, seen from where the value's pointer starts.
    #[must_use]
    pub fn at(mut self: Box<Self>, pointer: &str) -> Box<Self> {
        self.pointer.insert_str(0, pointer);
        self
    }

    /// The same mismatch, seen from the object or array that holds the value.
    #[must_use]
    pub fn under(mut self: Box<Self>, token: &str) -> Box<Self> {
        let mut pointer = String::from("/");
        for c in token.chars() {
            match c {
                '~' => pointer.push_str("~0"),
                '/' => pointer.push_str("~1"),
                _ => pointer.push(c),
            }
        }
        pointer.push_str(&self.pointer);
        self.pointer = pointer;
        self
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.pointer.is_empty() {
            "the document"
        } else {
            &self.pointer
        };
        write!(f, "{place} should be {}", self.expected)
    }
}

impl std::error::Error for Mismatch {}

/// A type that can be read from [`Json`].
pub trait FromJson: Sized {
    /// Reads the value, or tells what it should have been.
    ///
    /// # Errors
    /// When the value has another type or an impossible content.
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>>;
}

impl Json {
    /// The member of an object; [`Json::Null`] where there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> &Self {
        const NULL: &Json = &Json::Null;
        match self {
            Self::Object(members) => members
                .iter()
                .find(|(key, _)| key == name)
                .map_or(NULL, |(_, value)| value),
            _ => NULL,
        }
    }

    /// Adds a member to an object; nothing else takes one.
    pub fn put(&mut self, name: &str, value: Self) {
        if let Self::Object(members) = self {
            members.push((name.to_owned(), value));
        }
    }

    /// Reads a member into a type. A missing member reads as `null`.
    ///
    /// # Errors
    /// When the member has another shape; the pointer names it.
    pub fn read<T: FromJson>(&self, name: &str) -> Result<T, Box<Mismatch>> {
        T::from_json(self.get(name)).map_err(|mismatch| mismatch.under(name))
    }

    /// Reads a member into its place.
    ///
    /// # Errors
    /// As [`Json::read`]; the place is then left as it was.
    pub fn read_into<T: FromJson>(&self, name: &str, place: &mut T) -> Result<(), Box<Mismatch>> {
        *place = self.read(name)?;
        Ok(())
    }

    /// Reads a member into its place, and leaves the place alone where there is none.
    ///
    /// # Errors
    /// As [`Json::read`].
    pub fn read_or_keep<T: FromJson>(
        &self,
        name: &str,
        place: &mut T,
    ) -> Result<(), Box<Mismatch>> {
        match self.get(name) {
            Self::Null => Ok(()),
            _ => self.read_into(name, place),
        }
    }

    /// The string, if it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// An object from its members, without those that are `null`.
    #[must_use]
    pub fn object(members: Vec<(&str, Self)>) -> Self {
        let mut object = Vec::new();
        for (name, value) in members {
            if value != Self::Null {
                object.push((name.to_owned(), value));
            }
        }
        Self::Object(object)
    }

    /// Fails unless the value is an object.
    ///
    /// # Errors
    /// When it is anything else.
    pub fn expect_object(&self) -> Result<&[(String, Self)], Box<Mismatch>> {
        match self {
            Self::Object(members) => Ok(members),
            _ => Err(Mismatch::here("an object")),
        }
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<Option<&str>> for Json {
    fn from(text: Option<&str>) -> Self {
        text.map_or(Self::Null, Self::from)
    }
}

impl FromJson for String {
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        json.as_str()
            .map(str::to_owned)
            .ok_or(Mismatch::here("a string"))
    }
}

impl FromJson for bool {
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        match json {
            Json::Bool(value) => Ok(*value),
            _ => Err(Mismatch::here("true or false")),
        }
    }
}

impl FromJson for u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "the guard admits whole numbers within the range that f64 holds exactly"
    )]
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        match json {
            Json::Number(n) if *n >= 0.0 && *n <= MAX_SAFE_INTEGER as f64 && n.fract() == 0.0 => {
                Ok(*n as Self)
            }
            _ => Err(Mismatch::here("a whole number that is not negative")),
        }
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        match json {
            Json::Null => Ok(None),
            present => T::from_json(present).map(Some),
        }
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        let mut read = Self::new();
        each(json, &mut |item| {
            read.push(T::from_json(item)?);
            Ok(())
        })?;
        Ok(read)
    }
}

/// Goes through an array; `null` is an empty one. Not generic, so that it is in the Wasm once.
fn each(
    json: &Json,
    read: &mut dyn FnMut(&Json) -> Result<(), Box<Mismatch>>,
) -> Result<(), Box<Mismatch>> {
    match json {
        Json::Null => Ok(()),
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                read(item).map_err(|mismatch| mismatch.under(&index.to_string()))?;
            }
            Ok(())
        }
        _ => Err(Mismatch::here("an array")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Json, serde_json::Error> {
        serde_json::from_str(text)
    }

    #[test]
    fn reads_and_writes_every_kind_of_value() {
        let text = r#"{"a":null,"b":[true,1.5,"x"],"c":{"d":2.0}}"#;
        let json = parse(text).unwrap();
        assert_eq!(
            json.get("b"),
            &Json::Array(vec![true.into(), Json::Number(1.5), "x".into()])
        );
        assert_eq!(serde_json::to_string(&json).unwrap(), text);
    }

    #[test]
    fn refuses_what_nests_too_deeply() {
        let nested = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
        assert!(parse(&nested(64)).is_ok());
        let error = parse(&nested(65)).unwrap_err().to_string();
        assert!(error.contains("64 levels"), "{error}");
    }

    #[test]
    fn refuses_objects_with_a_flood_of_members() {
        let flood: Vec<_> = (0..1_001).map(|i| format!("\"k{i}\":1")).collect();
        assert!(parse(&format!("{{{}}}", flood.join(","))).is_err());
    }

    #[test]
    fn a_mismatch_points_to_its_place() {
        let json = parse(r#"{"a/b":[{"n":1},{"n":-1}]}"#).unwrap();
        struct Item;
        impl FromJson for Item {
            fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
                json.read::<u64>("n").map(|_| Self)
            }
        }
        let error = json.read::<Vec<Item>>("a/b").err().unwrap();
        assert_eq!(error.pointer, "/a~1b/1/n");
        assert_eq!(
            error.to_string(),
            "/a~1b/1/n should be a whole number that is not negative"
        );
    }

    #[test]
    fn whole_numbers_only_within_the_exact_range() {
        for (text, expected) in [
            ("0", Some(0)),
            ("236.0", Some(236)),
            ("9007199254740991", Some(MAX_SAFE_INTEGER)),
            ("9007199254740993", None),
            ("0.5", None),
            ("-1", None),
            ("1e300", None),
            ("\"7\"", None),
        ] {
            let read = u64::from_json(&parse(text).unwrap()).ok();
            assert_eq!(read, expected, "{text}");
        }
    }
}
