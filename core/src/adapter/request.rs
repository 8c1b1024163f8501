//! What an operation asks: a document and its variables, made into a request.

use super::{Adapter, Fault, Operation, template};
use crate::json::{FromJson, Json, Mismatch};
use crate::protocol::{UNRESERVED, percent_decode, percent_encode};
use crate::rich_text::Href;
use crate::timestamp::Timestamp;

/// What is asked of an operation, besides what the document says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ask {
    /// The element's `src`.
    pub src: String,
    /// Signatories on a page.
    pub limit: u32,
    /// Where a further page starts, as the page before said.
    pub after: Option<String>,
    /// What `sign` sends: an object of variables.
    pub signature: Json,
}

impl FromJson for Ask {
    /// Reads `{src, limit, after, signature, key, now}`. The key and the time, in milliseconds,
    /// are of the intent to sign: a second try has the same.
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        let mut signature = match json.get("signature") {
            Json::Object(members) => members.clone(),
            _ => Vec::new(),
        };
        if let Some(key) = json.get("key").as_str() {
            let version = json.get("signature").get("consent").get("version");
            let now = i64::try_from(json.read::<u64>("now")?).unwrap_or_default();
            for (name, value) in [
                ("consent_version", version.clone()),
                ("now", Json::String(Timestamp::from_millis(now).to_string())),
                ("dedupe", key.into()),
                ("uuid", uuid(key).as_deref().into()),
            ] {
                signature.push((name.to_owned(), value));
            }
        }
        Ok(Self {
            src: json.read("src")?,
            limit: u32::try_from(json.read::<Option<u64>>("limit")?.unwrap_or_default())
                .unwrap_or_default(),
            after: json.read("after")?,
            signature: Json::Object(signature),
        })
    }
}

/// A UUID from a key of 32 hexadecimal digits, marked as a random one (RFC 9562, version 4).
fn uuid(key: &str) -> Option<String> {
    let part = |from, to| key.get(from..to);
    let parts = [
        part(0, 8)?,
        "-",
        part(8, 12)?,
        "-4",
        part(13, 16)?,
        "-8",
        part(17, 20)?,
        "-",
        part(20, 32)?,
    ];
    Some(parts.concat())
}

/// A request as it goes to the backend.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wire {
    /// How.
    pub method: String,
    /// Where to.
    pub url: String,
    /// Headers, besides the body's type.
    pub headers: Vec<(String, String)>,
    /// What is sent: a string as it is, all else as JSON.
    pub body: Option<Json>,
    /// The body's type.
    pub media_type: &'static str,
}

/// JSON's media type.
pub(crate) const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

impl Adapter {
    /// The request of an operation; none where it makes none.
    ///
    /// # Errors
    /// A variable has no value, or the URL is none.
    pub fn request(&self, operation: Operation, ask: &Ask) -> Result<Option<Wire>, Fault> {
        let json = self.operation(operation);
        let name = operation.as_str();
        let fail = |place: &str, variable: String| Fault {
            pointer: ["/", name, "/", place].concat(),
            message: [
                "needs {",
                &variable,
                "}, which has no value here: src can give it, as in #",
                &variable,
                "=…",
            ]
            .concat(),
        };
        let variable = |name: &str| self.variable(json, ask, name);
        let paging = json.get("paging");
        let first = json.get("url").as_str();
        let url = match (&ask.after, paging.get("by").as_str()) {
            (Some(url), Some("url" | "link")) => url.clone(),
            (after, _) => {
                let further = paging.get("url").as_str().filter(|_| after.is_some());
                let Some(template) = further.or(first) else {
                    return Ok(None);
                };
                template::expand(template, &variable, false).map_err(|name| fail("url", name))?
            }
        };
        if Href::parse(&url).and_then(|href| href.origin()).is_none() {
            return Err(Fault {
                pointer: ["/", name, "/url"].concat(),
                message: "should make an absolute http or https address".to_owned(),
            });
        }
        let mut headers = Vec::new();
        for (header, text) in json.get("headers").expect_object().unwrap_or_default() {
            let text = text.as_str().unwrap_or_default();
            let value =
                template::expand(text, &variable, true).map_err(|name| fail("headers", name))?;
            headers.push((header.clone(), value));
        }
        let body = template::fill(json.get("body"), &variable).filter(|body| *body != Json::Null);
        let mut wire = Wire {
            method: match json.get("method").as_str() {
                Some(method) => method.to_owned(),
                None if body.is_none() => "GET".to_owned(),
                None => "POST".to_owned(),
            },
            url,
            headers,
            body,
            media_type: JSON,
        };
        match json.get("send").as_str() {
            Some("text") => wire.media_type = "text/plain",
            Some("form") => {
                wire.media_type = FORM;
                wire.body = wire.body.map(|body| Json::String(form(&body)));
            }
            _ => {}
        }
        Ok(Some(wire))
    }

    /// What a variable stands for; `Null` where it has no value.
    fn variable(&self, operation: &Json, ask: &Ask, name: &str) -> Json {
        let after = ask.after.as_deref();
        let start = |first: &Json| match after {
            Some(after) => after.into(),
            None => first.clone(),
        };
        let paging = operation.get("paging");
        let typed =
            |value: Json| match template::text(&value).and_then(|text| text.parse::<u32>().ok()) {
                Some(number) => Json::Number(f64::from(number)),
                None => value,
            };
        match name {
            "limit" => Json::Number(f64::from(ask.limit.min(max(paging)))),
            "page" => typed(start(&Json::Number(f64::from(first(paging))))),
            "offset" => typed(start(&Json::Number(0.0))),
            "cursor" => after.into(),
            _ => match ask.signature.get(name) {
                Json::Null => of_src(&ask.src, name),
                value => value.clone(),
            },
        }
    }
}

/// The largest page that a backend gives.
pub(super) fn max(paging: &Json) -> u32 {
    number(paging, "max").unwrap_or(u32::MAX)
}

/// The number of the first page.
pub(super) fn first(paging: &Json) -> u32 {
    number(paging, "first").unwrap_or(1)
}

fn number(paging: &Json, name: &str) -> Option<u32> {
    u32::try_from(paging.read::<u64>(name).ok()?).ok()
}

/// What `src` says: its parts, and the parameters in its fragment.
pub(super) fn of_src(src: &str, name: &str) -> Json {
    let (src, fragment) = src.split_once('#').unwrap_or((src, ""));
    let path = src
        .split('?')
        .next()
        .unwrap_or_default()
        .trim_end_matches('/');
    let (base, id) = path.rsplit_once('/').unwrap_or_default();
    match name {
        "src" => src.into(),
        "base" => base.into(),
        "id" => Json::String(percent_decode(id)),
        "origin" => Json::from(Href::parse(src).and_then(|href| href.origin()).as_deref()),
        _ => {
            let mut pairs = fragment.split('&').filter_map(|pair| pair.split_once('='));
            pairs
                .find(|(key, _)| *key == name)
                .map_or(Json::Null, |(_, value)| Json::String(percent_decode(value)))
        }
    }
}

/// A flat object as a form. What cannot stand in one is left out; [`super::check`] refuses it.
fn form(body: &Json) -> String {
    let mut form = String::new();
    for (name, value) in body.expect_object().unwrap_or_default() {
        if let Some(text) = template::text(value) {
            if !form.is_empty() {
                form.push('&');
            }
            form.push_str(&percent_encode(name, UNRESERVED));
            form.push('=');
            form.push_str(&percent_encode(&text, UNRESERVED));
        }
    }
    form
}
