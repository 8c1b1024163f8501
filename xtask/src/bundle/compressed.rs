//! Compressed forms beside the files, so that the server compresses nothing while it serves.

use crate::files;
use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What compresses well. Pictures and fonts are compressed already.
const KINDS: [&str; 10] = [
    "css",
    "html",
    "js",
    "json",
    "mjs",
    "svg",
    "txt",
    "wasm",
    "webmanifest",
    "xml",
];

/// Below this a packet is a packet.
const LEAST: usize = 200;

/// Writes `.br` and `.gz` beside every file below a folder that is worth it.
pub(super) fn beside(folder: &Path) -> Result<()> {
    for file in files::below(folder)? {
        let kind = file
            .extension()
            .map(|kind| kind.to_string_lossy().into_owned());
        if !kind.is_some_and(|kind| KINDS.contains(&kind.as_str())) {
            continue;
        }
        let content = files::bytes(&file)?;
        if content.len() <= LEAST {
            continue;
        }
        files::write(&with_suffix(&file, "br"), brotli(&content)?)?;
        files::write(&with_suffix(&file, "gz"), gzip(&content)?)?;
    }
    Ok(())
}

/// Brotli at its best level.
pub(super) fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut compressed, &parameters)
        .context("brotli failed")?;
    Ok(compressed)
}

/// gzip at its best level, without name or time.
fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).context("gzip failed")?;
    encoder.finish().context("gzip failed")
}

fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn both_forms_give_the_content_back_and_are_the_same_each_time() {
        let content = "An open letter. ".repeat(40).into_bytes();
        assert_eq!(gzip(&content).unwrap(), gzip(&content).unwrap());
        assert_eq!(brotli(&content).unwrap(), brotli(&content).unwrap());

        let mut back = Vec::new();
        flate2::read::GzDecoder::new(&*gzip(&content).unwrap())
            .read_to_end(&mut back)
            .unwrap();
        assert_eq!(back, content);

        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &*brotli(&content).unwrap(), &mut back).unwrap();
        assert_eq!(back, content);
    }

    #[test]
    fn small_files_and_pictures_stay_alone() {
        let folder = std::env::temp_dir().join(format!("open-letter-br-{}", std::process::id()));
        files::write(&folder.join("small.js"), "1").unwrap();
        files::write(&folder.join("picture.png"), [0; 500]).unwrap();
        files::write(&folder.join("page.html"), "<p>".repeat(200)).unwrap();

        beside(&folder).unwrap();

        let names: Vec<String> = files::below(&folder)
            .unwrap()
            .iter()
            .map(|file| files::name(file))
            .collect();
        assert_eq!(
            names,
            [
                "page.html",
                "page.html.br",
                "page.html.gz",
                "picture.png",
                "small.js"
            ]
        );
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
