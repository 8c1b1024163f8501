//! What documents may say, and what they make of requests and answers.

mod answers;
mod documents;
mod pages;
mod requests;

use super::*;
use crate::flow::Failure;
use crate::json::FromJson;
use serde_json::{Value, json};

fn core(value: Value) -> Json {
    serde_json::from_value(value).unwrap()
}

fn adapter(document: Value) -> Adapter {
    Adapter::new(core(document)).unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn ask(src: &str, limit: u32, after: Option<&str>) -> Ask {
    Ask {
        src: src.to_owned(),
        limit,
        after: after.map(str::to_owned),
        signature: Json::Null,
    }
}

fn faults(document: Value) -> Vec<String> {
    check(&core(document))
        .iter()
        .map(ToString::to_string)
        .collect()
}

const SRC: &str = "https://letters.example.org/v1/keep%20it?x=1#apikey=a%2Fb&table=names";

fn read(
    adapter: &Adapter,
    operation: Operation,
    ask: &Ask,
    status: u16,
    headers: &[(&str, &str)],
    body: Value,
) -> Result<Value, Failure> {
    let body = core(body);
    let answer = Answer {
        status,
        url: "https://letters.example.org/v1/list?page=1",
        body: &body,
        header: &|name| {
            let found = headers
                .iter()
                .find(|(known, _)| known.eq_ignore_ascii_case(name))?;
            Some(found.1.to_owned())
        },
        parse: |text| serde_json::from_str(text).ok(),
    };
    let read = adapter.read(operation, ask, &answer)?;
    Ok(serde_json::to_value(read).unwrap())
}
