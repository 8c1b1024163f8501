//! The check of an adapter for the studio page: what its Wasm exports to `static/studio/check.js`,
//! which makes the requests and shows what is found.

use open_letter_core::Json;
use open_letter_core::adapter::Wire;
use open_letter_core::adapter::explain::{
    Came, Finding, Outcome, Report, Say, Section, Setting, Step, explain, summary,
};
use open_letter_core::flow::Failure;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// What `{document, src, sign, key, now, outcomes}` comes to: `{sections, next, abilities,
/// summary, good}`. An outcome is an answer `{status, url, headers, body}`, a `{failure}` with its
/// code, or `{unsent: true}`; `next` is the request to be made before this is called again.
#[wasm_bindgen]
pub fn check(asked: &JsValue) -> JsValue {
    let asked = open_letter_js::from_js(asked).unwrap_or_default();
    let text = |name: &str| asked.read::<String>(name).unwrap_or_default();
    let setting = Setting {
        src: text("src"),
        sign: asked.get("sign") == &Json::Bool(true),
        key: text("key"),
        now: asked
            .read::<u64>("now")
            .unwrap_or_default()
            .try_into()
            .unwrap_or_default(),
        parse: open_letter_js::parse,
    };
    let outcomes: Vec<Outcome> = match asked.get("outcomes") {
        Json::Array(items) => items.iter().map(outcome).collect(),
        _ => Vec::new(),
    };
    let report = explain(asked.get("document"), &setting, &outcomes);
    open_letter_js::to_js(&written(&report))
}

fn outcome(json: &Json) -> Outcome {
    if json.get("unsent") == &Json::Bool(true) {
        // Whether the browser would send it, only sending it could tell.
        return Outcome::NotSent { allowed: true };
    }
    match json.get("failure").get("code").as_str() {
        None => Outcome::Came(came(json)),
        Some("timeout") => Outcome::Failed(Failure::Timeout),
        Some(_) => Outcome::Failed(Failure::from_json(json.get("failure"))),
    }
}

fn came(json: &Json) -> Came {
    let headers = json.get("headers").expect_object().unwrap_or_default();
    let header = |(name, value): &(String, Json)| Some((name.clone(), value.as_str()?.to_owned()));
    Came {
        status: json
            .read::<u64>("status")
            .unwrap_or_default()
            .try_into()
            .unwrap_or_default(),
        url: json.read("url").unwrap_or_default(),
        headers: headers.iter().filter_map(header).collect(),
        body: json
            .expect_object()
            .is_ok_and(|members| members.iter().any(|(name, _)| name == "body"))
            .then(|| json.get("body").clone()),
        readable: true,
    }
}

fn written(report: &Report) -> Json {
    let abilities = report.abilities.iter().map(|ability| said(*ability));
    Json::object(vec![
        (
            "sections",
            Json::Array(report.sections.iter().map(section).collect()),
        ),
        ("next", report.next.as_ref().map_or(Json::Null, step)),
        ("abilities", Json::Array(abilities.collect())),
        ("summary", Json::String(summary(&report.abilities))),
        ("good", report.is_good().into()),
    ])
}

/// A sentence, by the name of its translation and in English.
fn said(say: Say) -> Json {
    Json::object(vec![
        ("key", say.key().into()),
        ("english", say.english().into()),
    ])
}

fn section(section: &Section) -> Json {
    let findings = section.findings.iter().map(finding).collect();
    Json::object(vec![
        ("title", said(section.title)),
        ("asked", section.request.is_some().into()),
        ("findings", Json::Array(findings)),
    ])
}

fn finding(finding: &Finding) -> Json {
    let values = finding
        .values
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.as_str().into()));
    Json::object(vec![
        ("weight", finding.weight.as_str().into()),
        ("sentence", said(finding.say)),
        ("values", Json::Object(values.collect())),
    ])
}

fn step(step: &Step) -> Json {
    let Wire {
        method,
        url,
        headers,
        body,
        media_type,
    } = &step.wire;
    let headers = headers
        .iter()
        .map(|(name, value)| (name.clone(), value.as_str().into()));
    Json::object(vec![
        ("method", method.as_str().into()),
        ("url", url.as_str().into()),
        ("headers", Json::Object(headers.collect())),
        ("body", body.clone().unwrap_or_default()),
        ("type", (*media_type).into()),
        ("send", step.send.into()),
    ])
}
