//! The server as it is handed to others: one program, with the studio and the embed inside.

use crate::{command, files, workspace};
use anyhow::{Context, Result};
use std::env;
use std::path::{Path, PathBuf};

/// The package, and the name of its binary.
const SERVER: &str = "open-letter-server";

/// Builds it, and puts it into a folder.
pub(super) fn build(out: &Path) -> Result<()> {
    // Flags of its own in a folder of its own: the everyday build would be thrown away for them.
    let target = workspace::path("target/released");
    let mut cargo = command::cargo(["build", "--release", "--locked"]);
    cargo
        .args(["--package", SERVER, "--features", "dist"])
        .env("CARGO_TARGET_DIR", &target)
        .env_remove("RUSTFLAGS")
        .env("CARGO_ENCODED_RUSTFLAGS", remapping(&target));
    command::run("server-released", &mut cargo)?;
    let name = format!("{SERVER}{}", env::consts::EXE_SUFFIX);
    let built = target.join("release").join(&name);
    let to = out.join(&name);
    std::fs::copy(&built, &to).with_context(|| format!("{} cannot be copied", built.display()))?;
    // A program says where it was built in its messages only where a folder was overlooked.
    let root = workspace::root().to_string_lossy().into_owned();
    anyhow::ensure!(
        !contains(&files::bytes(&to)?, root.as_bytes()),
        "{} names the folder that it was built in",
        to.display()
    );
    Ok(())
}

/// Names that stand for the folders of this machine in what the compiler writes.
fn remapping(target: &Path) -> String {
    let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = env::home_dir().map(|home| home.join(".cargo"));
    let cargo_home = cargo_home.or(home).unwrap_or_default();
    [
        (target, "/target"),
        (workspace::root(), "/open-letter"),
        (&cargo_home, "/cargo"),
    ]
    .iter()
    .filter(|(folder, _)| !folder.as_os_str().is_empty())
    .rev()
    .map(|(folder, name)| format!("--remap-path-prefix={}={name}", folder.display()))
    .collect::<Vec<_>>()
    .join("\u{1f}")
}

fn contains(content: &[u8], text: &[u8]) -> bool {
    content.windows(text.len()).any(|part| part == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checkout_and_the_crates_get_other_names_and_the_nearest_comes_last() {
        let target = workspace::path("target/released");
        let flags = remapping(&target);
        let flags: Vec<&str> = flags.split('\u{1f}').collect();
        // The compiler takes the last that fits.
        assert!(flags.last().unwrap().ends_with("=/target"));
        let root = workspace::root().display();
        assert!(flags.contains(&&*format!("--remap-path-prefix={root}=/open-letter")));
    }
}
