//! Notes on elements under names of our own.
//!
//! Yew numbers its roots and its listeners from one, and writes the numbers on the elements under
//! fixed names. A page that is itself a Yew application looks for them along an event's whole path,
//! into open shadow roots too: it would find ours, and run whichever of its own listeners has the
//! same number.

use crate::files;
use anyhow::{Result, ensure};
use std::path::Path;

const YEWS: &str = "__yew_";
const OURS: &str = "__ol_";

/// Renames them in the glue, which is the only one to use them.
pub(super) fn rename(glue: &Path) -> Result<()> {
    let script = files::text(glue)?;
    ensure!(
        script.contains(&format!("{YEWS}listener_id")),
        "the glue has no {YEWS}listener_id: see what this version of Yew writes on elements"
    );
    files::write(glue, script.replace(YEWS, OURS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_note_is_ours_and_a_yew_without_them_is_looked_at() {
        let glue = std::env::temp_dir().join(format!("open-letter-apart-{}", std::process::id()));
        let script = "a.__yew_listener_id; b.__yew_subtree_id = c; d.yew";
        files::write(&glue, script).unwrap();
        rename(&glue).unwrap();
        assert_eq!(
            files::text(&glue).unwrap(),
            "a.__ol_listener_id; b.__ol_subtree_id = c; d.yew"
        );
        assert!(rename(&glue).is_err());
        std::fs::remove_file(&glue).unwrap();
    }
}
