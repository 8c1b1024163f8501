//! The npm package: the same widget for those who bundle it into scripts of their own.
//!
//! A bundler follows `import('./boot.js')` and `new URL('./open-letter.wasm', import.meta.url)` as
//! they stand in a text, so the package's files have plain names, and modules of its own say where
//! they are.

use super::Bundle;
use super::fingerprint::Named;
use super::locales::Table;
use crate::{files, workspace};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// Vite turns smaller files into `data:` URLs, which a strict page may not fetch. White space
/// brings them there.
const LEAST: usize = 4_097;

/// What the package takes as it stands in `npm/`.
const AS_THEY_ARE: [&str; 7] = [
    "README.md",
    "custom-elements.json",
    "define.d.ts",
    "define.js",
    "open-letter.d.ts",
    "react.d.ts",
    "react.js",
];

/// The manifest's version before it has one.
const UNVERSIONED: &str = "\"version\": \"0.0.0\"";

/// Themes for an element. The others of that folder are the server's own pages'.
const THEMES: [&str; 3] = ["campaign.css", "civic.css", "literary.css"];

/// What was made for the embed bundle, to be packed once more.
pub(super) struct Pieces<'a> {
    pub(super) glue: &'a Path,
    pub(super) adapter_glue: &'a Path,
    pub(super) style: &'a Path,
    pub(super) locales: &'a Table,
    pub(super) wasm: &'a Named,
    pub(super) adapter_wasm: &'a Named,
}

/// Makes the package's folder anew.
pub(super) fn make(bundle: &Bundle, pieces: &Pieces) -> Result<()> {
    let package = Package {
        bundle,
        sources: workspace::path("npm"),
        out: workspace::npm_package(),
    };
    if package.out.exists() {
        fs::remove_dir_all(&package.out).context("an earlier npm package cannot go")?;
    }
    package.scripts(pieces)?;
    package.data(pieces)?;
    package.papers()
}

struct Package<'a> {
    bundle: &'a Bundle,
    sources: PathBuf,
    out: PathBuf,
}

impl Package<'_> {
    fn scripts(&self, pieces: &Pieces) -> Result<()> {
        let embed = self.bundle.sources.join("embed");
        let own = |name: &str| self.sources.join(name);
        let locales = self.bundle.work.join("npm-locales.js");
        files::write(&locales, locales_module(pieces.locales))?;
        let (element, files) = (embed.join("element.js"), own("files.js"));
        self.script(
            &own("open-letter.js"),
            "open-letter.js",
            &["./boot.js"],
            &[
                ("open-letter-element", &element),
                ("open-letter-files", &files),
            ],
            &[
                ("__WASM__", json!(pieces.wasm.integrity)),
                ("__VERSION__", json!(workspace::VERSION)),
            ],
        )?;
        self.script(
            &embed.join("boot.js"),
            "boot.js",
            &["./adapter.js", "./proof.js", "./sign.js"],
            &[
                ("open-letter-glue", pieces.glue),
                ("open-letter-style", pieces.style),
                ("open-letter-places", &own("places.js")),
                ("open-letter-locales", &locales),
            ],
            &[],
        )?;
        self.script(
            &embed.join("adapter.js"),
            "adapter.js",
            &["./markdown.js"],
            &[
                ("open-letter-adapter-glue", pieces.adapter_glue),
                ("open-letter-adapter-files", &own("adapter-files.js")),
            ],
            &[("__ADAPTER_WASM__", json!(pieces.adapter_wasm.integrity))],
        )?;
        for name in ["proof.js", "sign.js"] {
            self.script(&embed.join(name), name, &[], &[], &[])?;
        }
        let marked = super::marked()?;
        let source = embed.join("markdown.js");
        self.script(&source, "markdown.js", &[], &[("marked", &marked)], &[])
    }

    fn script(
        &self,
        source: &Path,
        name: &str,
        beside: &[&str],
        aliases: &[(&str, &Path)],
        defines: &[(&str, Value)],
    ) -> Result<()> {
        let output = self.out.join(name);
        let esbuild = &self.bundle.esbuild;
        esbuild.part(source, &output, beside, aliases, defines)
    }

    /// What is no script: the Wasm, the languages, the adapters, the themes.
    fn data(&self, pieces: &Pieces) -> Result<()> {
        let from = self.bundle.out();
        let copy = |from: &Path, to: &str| files::write(&self.out.join(to), files::bytes(from)?);
        copy(&from.join(&pieces.wasm.name), "open-letter.wasm")?;
        copy(&from.join(&pieces.adapter_wasm.name), "adapter.wasm")?;
        copy(pieces.style, "open-letter.css")?;
        for (language, path) in pieces.locales {
            let padded = format!("{:<LEAST$}", files::text(&from.join(path))?);
            files::write(&self.out.join(format!("locales/{language}.json")), padded)?;
        }
        for name in THEMES {
            copy(&from.join("themes").join(name), &format!("themes/{name}"))?;
        }
        for adapter in files::below(&from.join("adapters"))? {
            copy(&adapter, &format!("adapters/{}", files::name(&adapter)))?;
        }
        Ok(())
    }

    /// The manifest, what is read by people and by editors, and the licences.
    fn papers(&self) -> Result<()> {
        let copy =
            |from: PathBuf, name: &str| files::write(&self.out.join(name), files::bytes(&from)?);
        for name in AS_THEY_ARE {
            copy(self.sources.join(name), name)?;
        }
        for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
            copy(workspace::path(name), name)?;
        }
        let manifest = files::text(&self.sources.join("package.json"))?;
        ensure!(
            manifest.contains(UNVERSIONED),
            "npm/package.json lacks {UNVERSIONED}, where the workspace's version goes"
        );
        let version = format!("\"version\": \"{}\"", workspace::VERSION);
        let manifest = manifest.replace(UNVERSIONED, &version);
        files::write(&self.out.join("package.json"), manifest)
    }
}

/// A module with the address of each language's file, written out for bundlers to see.
fn locales_module(table: &Table) -> String {
    let entries: String = table
        .keys()
        .map(|language| {
            format!("  '{language}': new URL('./locales/{language}.json', import.meta.url).href,\n")
        })
        .collect();
    format!("export const locales = {{\n{entries}}};\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_an_address_that_a_bundler_can_see() {
        let table = Table::from([("pt-BR".to_owned(), "locales/pt-BR-0123.json".to_owned())]);
        assert_eq!(
            locales_module(&table),
            "export const locales = {\n  'pt-BR': new URL('./locales/pt-BR.json', import.meta.url).href,\n};\n"
        );
    }

    #[test]
    fn a_small_file_is_brought_to_a_size_that_stays_a_file() {
        let padded = format!("{:<LEAST$}", "{}");
        assert_eq!(padded.len(), LEAST);
        assert_eq!(serde_json::from_str::<Value>(&padded).unwrap(), json!({}));
    }
}
