//! Everything that a page can see of `<open-letter>`, in one table.
//!
//! The manifest for editors, the types for TypeScript and the reference page are written from
//! it, and tests hold it against the sources and against the element in a browser.

mod attributes;
mod configure;
mod errors;
mod events;
mod letter;
mod parts;
mod properties;
mod styling;
mod types;

pub(crate) use attributes::ATTRIBUTES;
pub(crate) use configure::{GLOBAL, OPTIONS};
pub(crate) use errors::{ERRORS, Told};
pub(crate) use events::EVENTS;
pub(crate) use parts::PARTS;
pub(crate) use properties::{METHODS, PROPERTIES};
pub(crate) use styling::{CUSTOM_PROPERTIES, SLOTS, STATES};
pub(crate) use types::TYPES;

/// An attribute of the tag, which is also a property of the element.
pub(crate) struct Attribute {
    /// As it stands in the tag.
    pub(crate) name: &'static str,
    /// The property that mirrors it.
    pub(crate) property: &'static str,
    /// What it can be.
    pub(crate) kind: Kind,
    /// What holds where nothing, or something wrong, is said. Empty where that is nothing.
    pub(crate) default: &'static str,
    /// What it does, and its default where that takes more than a word.
    pub(crate) about: &'static str,
}

/// What an attribute can be.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// One of the words of the named type.
    Word(&'static str),
    /// An address.
    Address,
    /// Any text.
    Text,
    /// A whole number, from the first to the second.
    Number(u32, u32),
}

impl Kind {
    /// The TypeScript type of its values in a tag or in options.
    pub(crate) fn typescript(self) -> &'static str {
        match self {
            Self::Word(name) => name,
            Self::Address | Self::Text => "string",
            Self::Number(..) => "number | string",
        }
    }

    /// The words to choose from, where there are such.
    pub(crate) fn words(self) -> Option<&'static [&'static str]> {
        let Self::Word(name) = self else {
            return None;
        };
        TYPES.iter().find_map(|found| match found.shape {
            Shape::Words(words) if found.name == name => Some(words),
            _ => None,
        })
    }
}

/// Something with a name and a type: a property, a parameter, a member of an object, an option.
pub(crate) struct Member {
    /// Its name. A question mark at the end says that it may be missing.
    pub(crate) name: &'static str,
    /// Its type, in TypeScript.
    pub(crate) kind: &'static str,
    /// What it is.
    pub(crate) about: &'static str,
}

impl Member {
    /// Its name without the mark.
    pub(crate) fn plain(&self) -> &'static str {
        self.name.trim_end_matches('?')
    }

    /// Whether it may be missing.
    pub(crate) fn is_optional(&self) -> bool {
        self.name.ends_with('?')
    }
}

/// A method of the element. All of them answer with a promise.
pub(crate) struct Method {
    /// Its name.
    pub(crate) name: &'static str,
    /// What it takes.
    pub(crate) parameters: &'static [Member],
    /// What the promise resolves to, in TypeScript.
    pub(crate) resolves: &'static str,
    /// What it does, and when it rejects.
    pub(crate) about: &'static str,
}

/// An event that the element dispatches. It bubbles and is composed.
pub(crate) struct Event {
    /// Its name.
    pub(crate) name: &'static str,
    /// The members of its `detail`, which is null where there are none.
    pub(crate) detail: &'static [Member],
    /// When it is dispatched.
    pub(crate) about: &'static str,
}

impl Event {
    /// The type of its `detail`, in TypeScript.
    pub(crate) fn detail_type(&self) -> String {
        if self.detail.is_empty() {
            return "null".to_owned();
        }
        let members = self.detail.iter();
        let members: Vec<String> = members
            .map(|member| format!("{}: {}", member.name, member.kind))
            .collect();
        format!("{{ {} }}", members.join("; "))
    }
}

/// A code of `open-letter-error`, and of the error with which `sign()` rejects.
pub(crate) struct ErrorCode {
    /// The code.
    pub(crate) code: &'static str,
    /// Who tells it.
    pub(crate) told: Told,
    /// What has happened.
    pub(crate) about: &'static str,
    /// What to do about it.
    pub(crate) remedy: &'static str,
}

/// Something with a name that is styled or filled from outside: a part, a slot, a state.
pub(crate) struct Named {
    /// Its name.
    pub(crate) name: &'static str,
    /// What it is.
    pub(crate) about: &'static str,
}

/// A custom property.
pub(crate) struct CustomProperty {
    /// Its name, without `--open-letter-`.
    pub(crate) name: &'static str,
    /// What holds where it is not set.
    pub(crate) default: &'static str,
    /// What it changes.
    pub(crate) about: &'static str,
}

impl CustomProperty {
    /// Its name as CSS has it.
    pub(crate) fn full_name(&self) -> String {
        format!("--open-letter-{}", self.name)
    }
}

/// A type that properties, methods and events speak of.
pub(crate) struct Type {
    /// Its name.
    pub(crate) name: &'static str,
    /// What it is.
    pub(crate) about: &'static str,
    /// What it looks like.
    pub(crate) shape: Shape,
}

/// What a type looks like.
pub(crate) enum Shape {
    /// One of some words.
    Words(&'static [&'static str]),
    /// An object.
    Object(&'static [Member]),
    /// One of some objects, told apart by their `type`.
    Tagged(&'static [(&'static str, &'static [Member])]),
}
