//! The adapter documents that come with the widget, under their own names: a tag names them.

use crate::files;
use anyhow::{Context, Result};
use serde_json::Value;
use std::path::Path;

/// Writes every document, and their schema, without white space.
pub(super) fn bundle(sources: &Path, out: &Path) -> Result<()> {
    for source in files::below(sources)? {
        let name = files::name(&source);
        if source.parent() == Some(sources) && name.ends_with(".json") {
            let document: Value = serde_json::from_str(&files::text(&source)?)
                .with_context(|| format!("{} is not JSON", source.display()))?;
            files::write(&out.join(name), document.to_string())?;
        }
    }
    Ok(())
}
