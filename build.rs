//! Writes the built-in sentences without their names, in the order of their names, which the Wasm
//! knows: with them, every name would stand in it twice.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use serde_json::Value;

const ENGLISH: &str = "static/locales/widget/en.json";

fn main() -> Result<(), Box<dyn Error>> {
    let mut named: BTreeMap<String, Value> = serde_json::from_str(&fs::read_to_string(ENGLISH)?)?;
    let lang = named.remove("lang");
    let sentences: Vec<Value> = named.into_values().collect();
    let bare = serde_json::json!({ "lang": lang, "sentences": sentences });
    let out = PathBuf::from(env::var("OUT_DIR")?).join("en.json");
    fs::write(out, bare.to_string())?;
    Ok(())
}
