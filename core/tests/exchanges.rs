//! Recorded exchanges with backends: the presets have to ask just this, and to read just this.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops where it cannot go on"
)]

use std::fs;
use std::path::Path;

use open_letter_core::Json;
use open_letter_core::adapter::{Adapter, Answer, Ask, Operation};
use open_letter_core::json::FromJson;
use serde_json::{Value, json};

fn folder(name: &str) -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let mut found = Vec::new();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let text = fs::read_to_string(&path).unwrap();
            let value = serde_json::from_str(&text);
            found.push((
                name.clone(),
                value.unwrap_or_else(|error| panic!("{name}: {error}")),
            ));
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(!found.is_empty(), "{} is empty", folder.display());
    found
}

fn to_core(value: &Value) -> Json {
    serde_json::from_value(value.clone()).unwrap()
}

/// Numbers have one kind in the browser, and so they have here.
fn plain(json: &Json) -> Value {
    whole(serde_json::to_value(json).unwrap())
}

fn whole(value: Value) -> Value {
    match value {
        #[expect(clippy::cast_possible_truncation)]
        Value::Number(number) => match number.as_f64() {
            Some(float) if float.fract() == 0.0 => json!(float as i64),
            _ => Value::Number(number),
        },
        Value::Array(items) => items.into_iter().map(whole).collect(),
        Value::Object(members) => members
            .into_iter()
            .map(|(name, item)| (name, whole(item)))
            .collect(),
        other => other,
    }
}

fn presets() -> Vec<(String, Adapter)> {
    let mut presets = Vec::new();
    for (name, document) in folder("../static/adapters") {
        if name != "schema" {
            let adapter = Adapter::new(to_core(&document));
            let adapter = adapter.unwrap_or_else(|faults| {
                let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
                panic!("{name}: {}", faults.join("; "))
            });
            presets.push((name, adapter));
        }
    }
    presets
}

#[test]
fn nothing_is_wrong_with_a_preset() {
    assert!(presets().len() > 15);
}

#[test]
fn presets_ask_and_read_what_was_recorded() {
    let presets = presets();
    let mut wrong = Vec::new();
    for (file, record) in folder("tests/exchanges") {
        assert!(record["source"][0].is_string(), "{file} names no source");
        let preset = record["preset"].as_str().unwrap();
        let (_, adapter) = presets.iter().find(|(name, _)| name == preset).unwrap();
        for exchange in record["exchanges"].as_array().unwrap() {
            let what = format!("{file}, {}: {}", exchange["operation"], exchange["what"]);
            if let Err(difference) = replay(adapter, &record, exchange) {
                wrong.push(format!("{what}\n{difference}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Asks what was asked, answers what was answered, and compares.
fn replay(adapter: &Adapter, record: &Value, exchange: &Value) -> Result<(), String> {
    let operation = Operation::from_json(&to_core(&exchange["operation"])).unwrap();
    let mut ask = json!({
        "src": record["src"],
        "limit": exchange["limit"].as_u64().unwrap_or(50),
        "after": exchange["after"],
    });
    if operation == Operation::Sign {
        let mut signature = record["signer"].clone();
        if exchange["signer"].is_object() {
            signature.clone_from(&exchange["signer"]);
        }
        signature["lang"] = json!("en");
        ask["signature"] = signature;
        ask["key"] = json!("00000000000000000000000000000001");
        ask["now"] = json!(1_777_626_000_000_i64);
    }
    let ask = Ask::from_json(&to_core(&ask)).unwrap();
    let made = adapter
        .request(operation, &ask)
        .map_err(|fault| fault.to_string())?;
    let mut url = String::new();
    match made {
        None => same("request", &Value::Null, &exchange["request"])?,
        Some(wire) => {
            let expected = &exchange["request"];
            url.clone_from(&wire.url);
            same("url", &json!(wire.url), &expected["url"])?;
            same("method", &json!(wire.method), &expected["method"])?;
            let headers: serde_json::Map<_, _> = wire
                .headers
                .iter()
                .map(|(name, value)| (name.clone(), json!(value)))
                .collect();
            let named = expected["headers"].as_object().cloned().unwrap_or_default();
            same("headers", &json!(headers), &json!(named))?;
            if let Some(body) = &wire.body {
                same("type", &json!(wire.media_type), &expected["type"])?;
                same("body", &plain(body), &whole(expected["body"].clone()))?;
            } else {
                same("body", &Value::Null, &expected["body"])?;
            }
        }
    }
    let came = &exchange["answer"];
    let body = to_core(&came["body"]);
    let header = |name: &str| {
        let headers = came["headers"].as_object()?;
        let found = headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        found.1.as_str().map(str::to_owned)
    };
    let answer = Answer {
        status: u16::try_from(came["status"].as_u64().unwrap_or(200)).unwrap(),
        url: &url,
        body: &body,
        header: &header,
        parse: |text| serde_json::from_str(text).ok(),
    };
    match (adapter.read(operation, &ask, &answer), &exchange["fails"]) {
        (Ok(read), Value::Null) => {
            let mut read = plain(&read);
            tidy(operation, &mut read);
            same("reads", &read, &whole(exchange["reads"].clone()))
        }
        (Err(failure), fails) if !fails.is_null() => {
            same("code", &json!(failure.code()), &fails["code"])?;
            let problem = plain(&failure.to_json());
            let fields: Vec<_> = problem["problem"]["errors"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|error| json!(error["pointer"].as_str().unwrap().trim_start_matches('/')))
                .collect();
            let named = fails["fields"].as_array().cloned().unwrap_or_default();
            same("fields", &json!(fields), &json!(named))
        }
        (Ok(read), _) => Err(format!("should fail, and reads {}", plain(&read))),
        (Err(failure), _) => Err(format!("fails: {}", failure.message())),
    }
}

/// Drops what the records leave to other tests: what an adapter completes by itself.
fn tidy(operation: Operation, read: &mut Value) {
    let members = read.as_object_mut().unwrap();
    match operation {
        Operation::Letter => {
            for name in ["fields", "url", "contact"] {
                members.remove(name);
            }
            for name in ["id", "title"] {
                if members[name] == "" {
                    members.remove(name);
                }
            }
            if members["signatures"] == json!({}) {
                members.remove("signatures");
            }
        }
        Operation::Sign => {
            members.remove("receipt");
        }
        _ => {}
    }
}

fn same(what: &str, found: &Value, expected: &Value) -> Result<(), String> {
    let mut expected = expected.clone();
    if what == "reads"
        && let Some(members) = expected.as_object_mut()
    {
        for name in ["fields", "url", "contact"] {
            members.remove(name);
        }
        if members.get("signatures") == Some(&json!({})) {
            members.remove("signatures");
        }
    }
    if *found == expected {
        Ok(())
    } else {
        Err(format!("{what}:\n  {found}\n  expected\n  {expected}"))
    }
}
