//! Enums that are plain words in JSON.

/// Reads an enum of plain words from JSON and writes it back.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $expected:literal { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        #[cfg_attr(feature = "wire", derive(serde::Serialize, serde::Deserialize))]
        pub enum $name { $($(#[$variant_doc])* #[cfg_attr(feature = "wire", serde(rename = $word))] $variant),* }

        impl $name {
            /// The word that stands for it in JSON.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }

        impl $crate::json::FromJson for $name {
            fn from_json(json: &$crate::Json) -> Result<Self, Box<$crate::json::Mismatch>> {
                match json.as_str() {
                    $(Some($word) => Ok(Self::$variant),)*
                    _ => Err($crate::json::Mismatch::here($expected)),
                }
            }
        }
    };
}
pub(crate) use words;
