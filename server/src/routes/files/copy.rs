//! The embed bundle and what hosted pages need besides, copied to where no program serves them.

use std::fs;
use std::io;
use std::path::Path;

/// What hosted pages name that does not lie below `embed/`.
const ICON: &str = "favicon.svg";
const EMBED: &str = "embed";

/// Copies them into a folder, and tells how many files there were.
pub(crate) fn copy_embed(dist: Option<&Path>, to: &Path) -> io::Result<u64> {
    let Some(dist) = dist else {
        return carried(to);
    };
    let icon = dist.join(ICON);
    if icon.is_file() {
        fs::create_dir_all(to)?;
        fs::copy(icon, to.join(ICON))?;
    }
    copy(&dist.join(EMBED), &to.join(EMBED))
}

fn copy(from: &Path, to: &Path) -> io::Result<u64> {
    fs::create_dir_all(to)?;
    let mut files = 0;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            files += copy(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
            files += 1;
        }
    }
    Ok(files)
}

#[cfg(feature = "dist")]
fn carried(to: &Path) -> io::Result<u64> {
    use rust_embed::Embed;

    let mut files = 0;
    for name in super::Dist::iter() {
        let below = name
            .strip_prefix(EMBED)
            .is_some_and(|rest| rest.starts_with('/'));
        let Some(file) = super::Dist::get(&name).filter(|_| below || name == ICON) else {
            continue;
        };
        let place = to.join(&*name);
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(place, &file.data)?;
        files += u64::from(below);
    }
    Ok(files)
}

#[cfg(not(feature = "dist"))]
fn carried(_: &Path) -> io::Result<u64> {
    Ok(0)
}
