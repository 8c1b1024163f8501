//! Templates: URLs and headers with variables (RFC 6570, level 1 and `{+name}`), and bodies.

use crate::json::Json;
use crate::protocol::{UNRESERVED, percent_encode};

/// Fills a template. Without `raw`, `{name}` is percent-encoded.
///
/// # Errors
/// The name of a variable that has no value.
pub(super) fn expand(
    template: &str,
    variable: &dyn Fn(&str) -> Json,
    raw: bool,
) -> Result<String, String> {
    let mut filled = String::new();
    let mut rest = template;
    while let Some((before, tail)) = rest.split_once('{') {
        filled.push_str(before);
        let (name, after) = tail.split_once('}').unwrap_or((tail, ""));
        rest = after;
        let (name, keep) = match name.strip_prefix('+') {
            Some(name) => (name, true),
            None => (name, false),
        };
        let text = text(&variable(name)).ok_or(name)?;
        if raw {
            filled.push_str(&text);
        } else {
            let kept: &[u8] = if keep {
                b"-._~:/?#[]@!$&'()*+,;=%"
            } else {
                UNRESERVED
            };
            filled.push_str(&percent_encode(&text, kept));
        }
    }
    filled.push_str(rest);
    Ok(filled)
}

/// A value as a text; none for what is no text, whole number or truth.
pub(super) fn text(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Bool(truth) => Some(if *truth { "true" } else { "false" }.to_owned()),
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a fraction is refused before"
        )]
        Json::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            Some((*number as i64).to_string())
        }
        _ => None,
    }
}

/// The variable that a string of a body is, if it is exactly one.
fn variable_of(text: &str) -> Option<&str> {
    let name = text.strip_prefix('{')?.strip_suffix('}')?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    name.bytes().all(plain).then_some(name)
}

/// Fills a body. None where it hangs on variables without a value.
pub(super) fn fill(template: &Json, variable: &dyn Fn(&str) -> Json) -> Option<Json> {
    Some(match template {
        Json::String(text) => match variable_of(text) {
            Some(name) => Some(variable(name)).filter(|value| *value != Json::Null)?,
            None => template.clone(),
        },
        Json::Array(items) => {
            let mut filled = Vec::new();
            for item in items {
                filled.extend(fill(item, variable));
            }
            Json::Array(filled)
        }
        Json::Object(members) => {
            let mut filled = Vec::new();
            for (name, value) in members {
                if let Some(value) = fill(value, variable) {
                    filled.push((name.clone(), value));
                }
            }
            if filled.is_empty() && !members.is_empty() {
                return None;
            }
            Json::Object(filled)
        }
        other => other.clone(),
    })
}

/// The member that a body keeps a variable in, given as `{name}`.
pub(super) fn spelling<'a>(body: &'a Json, variable: &str) -> Option<&'a str> {
    match body {
        Json::Array(items) => items.iter().find_map(|item| spelling(item, variable)),
        Json::Object(members) => members.iter().find_map(|(name, value)| {
            if value.as_str() == Some(variable) {
                Some(name.as_str())
            } else {
                // Firestore and its like wrap a value in its type; the outer name is the field's.
                spelling(value, variable).map(|inner| if wraps(value) { name } else { inner })
            }
        }),
        _ => None,
    }
}

/// Whether an object only says the type of one value.
fn wraps(value: &Json) -> bool {
    matches!(value, Json::Object(members) if members.len() == 1)
}
