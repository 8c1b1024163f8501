//! What a failure means, by the rules of a document.

use super::value::{find, read};
use super::{Answer, template};
use crate::flow::Failure;
use crate::json::Json;
use crate::protocol::{Code, Field, FieldCode, FieldError, Problem};

/// Whether a condition holds. One that names no place always does.
pub(super) fn holds(condition: &Json, body: &Json) -> bool {
    let pointer = condition.as_str().or(condition.get("at").as_str());
    let Some(pointer) = pointer else {
        return true;
    };
    let found = find(body, pointer);
    match condition.get("is") {
        Json::Null => match found {
            None | Some(Json::Null | Json::Bool(false)) => false,
            Some(Json::String(text)) => !text.is_empty(),
            Some(Json::Array(items)) => !items.is_empty(),
            Some(Json::Object(members)) => !members.is_empty(),
            Some(_) => true,
        },
        expected => found == Some(expected),
    }
}

fn list(json: &Json) -> &[Json] {
    match json {
        Json::Array(items) => items,
        _ => &[],
    }
}

/// Whether a backend says that a signature is there already.
pub(super) fn tells_duplicates(operation: &Json) -> bool {
    let duplicate = |rule: &Json| rule.get("means").as_str() == Some("duplicate");
    list(operation.get("errors")).iter().any(duplicate)
}

/// The first rule that fits a refusal, and its place among the rules.
pub(super) fn fitting<'a>(operation: &'a Json, answer: &Answer<'_>) -> Option<(usize, &'a Json)> {
    let status = f64::from(answer.status);
    let mut rules = list(operation.get("errors")).iter().enumerate();
    rules.find(|(_, rule)| {
        let expected = rule.get("status");
        (*expected == Json::Null || *expected == Json::Number(status)) && holds(rule, answer.body)
    })
}

/// What a refusal means. A duplicate is none.
pub(super) fn refusal(operation: &Json, answer: &Answer<'_>) -> Result<(), Failure> {
    let rule = fitting(operation, answer).map(|(_, rule)| rule);
    let problem = |code| Problem {
        code,
        ..Problem::default()
    };
    let means = rule.and_then(|rule| rule.get("means").as_str());
    let problem = match (means, answer.status) {
        (Some("duplicate"), _) => return Ok(()),
        (Some("closed"), _) => problem(Code::Closed),
        (Some("rate_limited"), _) | (None, 429) => problem(Code::RateLimited),
        (Some("auth"), _) => problem(Code::Unauthorised),
        (Some(_), _) => {
            let mut problem = problem(Code::Invalid);
            if let Some(rule) = rule {
                problem.errors = field_errors(rule, operation.get("body"), answer);
            }
            problem
        }
        (None, 503) => problem(Code::Unavailable),
        (None, 200..300) => problem(Code::Invalid),
        (None, status) => return Err(Failure::Http(status)),
    };
    Err(Failure::Problem(Box::new(problem)))
}

/// The fields that a refusal names, as the form knows them.
fn field_errors(rule: &Json, body: &Json, answer: &Answer<'_>) -> Vec<FieldError> {
    let mut names = Vec::new();
    match read(rule.get("fields"), answer.body, answer) {
        Some(Json::Object(members)) => names.extend(members.into_iter().map(|(name, _)| name)),
        Some(Json::Array(items)) => {
            let pointer = rule.get("name").as_str().unwrap_or_default();
            let name = |item| find(item, pointer).and_then(template::text);
            names.extend(items.iter().filter_map(name));
        }
        _ => {}
    }
    let mut errors = Vec::new();
    for field in Field::ALL {
        let variable = ["{", field.name(), "}"].concat();
        let theirs = template::spelling(body, &variable);
        if names
            .iter()
            .any(|name| name == field.name() || theirs == Some(name))
        {
            errors.push(FieldError::new(field, FieldCode::NotAccepted));
        }
    }
    errors
}
