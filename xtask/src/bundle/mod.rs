//! Trunk's post-build hook: what wasm-bindgen left becomes the embed bundle, `embed/1/`, the same
//! files under their exact version, and the npm package.
//!
//! Names bear hashes of their content, and the same input gives the same bytes. Only the loader
//! and the stylesheet that the hosted page links keep their names.

mod adapters;
mod apart;
mod compressed;
mod esbuild;
mod fingerprint;
mod imports;
mod locales;
mod npm;
mod release;
mod wasm;

use crate::tools::MARKED;
use crate::{console, files, workspace};
use anyhow::{Context, Result, ensure};
use esbuild::Esbuild;
use fingerprint::Named;
use serde_json::{Value, json};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// How much care goes into the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Finish {
    /// Quickly, and legible in the browser's tools.
    Debug,
    /// Optimised, minified, compressed.
    Release,
}

/// Makes the bundle from what Trunk tells its hooks.
pub(crate) fn from_trunk() -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR")
        .context("this is Trunk's hook; build with `cargo xtask build`, or `trunk build`")?;
    let finish = match env::var("TRUNK_PROFILE").as_deref() {
        Ok("release") => Finish::Release,
        _ => Finish::Debug,
    };
    let bundle = Bundle {
        sources: workspace::path("static"),
        work: workspace::notes().join("bundle"),
        staging: staging.into(),
        esbuild: Esbuild::new(finish)?,
        finish,
    };
    bundle.make()
}

/// One run of the hook.
struct Bundle {
    /// The folder of scripts, themes and locales.
    sources: PathBuf,
    /// A folder for what is in the making.
    work: PathBuf,
    /// The folder that becomes `dist/`.
    staging: PathBuf,
    esbuild: Esbuild,
    finish: Finish,
}

impl Bundle {
    fn make(&self) -> Result<()> {
        if self.work.exists() {
            fs::remove_dir_all(&self.work).context("an earlier bundle's rest cannot go")?;
        }
        fs::create_dir_all(&self.work).context("target/xtask/bundle cannot be made")?;
        let (glue, module) = self.take_wasm_bindgens("open-letter")?;
        let (adapter_glue, adapter_module) = self.take_wasm_bindgens("open-letter-adapter")?;
        apart::rename(&glue)?;
        if self.finish == Finish::Release {
            console::say("bundle: making the Wasm smaller, in three ways");
        }
        let wasm = self.module("open-letter", &module, &glue)?;
        let adapter_wasm = self.module("adapter", &adapter_module, &adapter_glue)?;
        let adapter = self.adapter(&adapter_glue, &adapter_wasm)?;
        self.studio()?;
        adapters::bundle(&self.sources.join("adapters"), &self.out().join("adapters"))?;
        let style = self.stylesheets()?;
        let locales = locales::bundle(&self.sources.join("locales/widget"), &self.out())?;
        let boot = self.boot(&glue, &style, &locales, &adapter)?;
        self.loader(&boot, &wasm)?;
        self.frames()?;
        let pieces = npm::Pieces {
            glue: &glue,
            adapter_glue: &adapter_glue,
            style: &style,
            locales: &locales,
            wasm: &wasm,
            adapter_wasm: &adapter_wasm,
        };
        npm::make(self, &pieces)?;
        release::list(&self.out())?;
        if self.finish == Finish::Release {
            console::say("bundle: compressing what is served");
            compressed::beside(&self.staging)?;
        }
        release::keep(&self.out())
    }

    fn out(&self) -> PathBuf {
        self.staging.join(workspace::EMBED)
    }

    /// Takes the glue and the module out of the page's folder, since they are not the page's.
    fn take_wasm_bindgens(&self, package: &str) -> Result<(PathBuf, PathBuf)> {
        let take = |name: &str| -> Result<PathBuf> {
            let (from, to) = (self.staging.join(name), self.work.join(name));
            fs::rename(&from, &to).with_context(|| {
                format!("Trunk left no {name}; index.html has to name the Rust package")
            })?;
            Ok(to)
        };
        // The glue imports these by relative path, where a crate brings any.
        if self.staging.join("snippets").is_dir() {
            take("snippets")?;
        }
        Ok((
            take(&format!("{package}.js"))?,
            take(&format!("{package}_bg.wasm"))?,
        ))
    }

    /// A Wasm as it is served, under a name of its content.
    fn module(&self, stem: &str, module: &Path, glue: &Path) -> Result<Named> {
        let wasm = wasm::smallest(module, &self.work, self.finish)?;
        let wasm = match self.finish {
            Finish::Release => imports::shorten(&wasm, glue)?,
            Finish::Debug => wasm,
        };
        self.name(stem, "wasm", wasm)
    }

    /// What is loaded for adapters alone: their script, and what reads Markdown for it.
    fn adapter(&self, glue: &Path, wasm: &Named) -> Result<Named> {
        let markdown = self.script("markdown", &[("marked", &marked()?)], &[])?;
        self.script(
            "adapter",
            &[
                ("open-letter-adapter-glue", glue),
                (
                    "open-letter-adapter-files",
                    &self.sources.join("embed/adapter-files.js"),
                ),
            ],
            &[
                ("__ADAPTER_WASM__", json!([wasm.name, wasm.integrity])),
                ("__MARKDOWN__", json!([markdown.name, markdown.integrity])),
            ],
        )
    }

    /// What the studio page loads once somebody tries an adapter there. Only that page pays for
    /// it, so no care goes into its bytes.
    fn studio(&self) -> Result<()> {
        let (glue, module) = self.take_wasm_bindgens("open-letter-studio")?;
        files::write(&self.staging.join("check.wasm"), files::bytes(&module)?)?;
        self.esbuild.module(
            &self.sources.join("studio/check.js"),
            &self.staging.join("check.js"),
            &[("open-letter-studio-glue", &glue)],
            &[],
        )
    }

    /// A module of `static/embed/`, in one piece and under a name of its content.
    fn script(
        &self,
        stem: &str,
        aliases: &[(&str, &Path)],
        defines: &[(&str, Value)],
    ) -> Result<Named> {
        let source = self.sources.join("embed").join(format!("{stem}.js"));
        let bundled = self.work.join(format!("{stem}.js"));
        self.esbuild.module(&source, &bundled, aliases, defines)?;
        self.name(stem, "js", files::bytes(&bundled)?)
    }

    /// The default stylesheet under its stable name, and every other theme beside it.
    fn stylesheets(&self) -> Result<PathBuf> {
        let folder = self.sources.join("themes");
        let default = self.out().join("open-letter.css");
        for theme in files::below(&folder)? {
            let name = files::name(&theme);
            // What lies deeper is a part that a theme imports.
            if theme.parent() != Some(&folder) || !name.ends_with(".css") {
                continue;
            }
            let output = match name.as_str() {
                "default.css" => default.clone(),
                _ => self.out().join("themes").join(name),
            };
            self.esbuild.stylesheet(&theme, &output)?;
        }
        ensure!(default.is_file(), "static/themes/default.css is missing");
        Ok(default)
    }

    /// The script that the loader loads: boot, the glue, and the stylesheet's text.
    fn boot(
        &self,
        glue: &Path,
        style: &Path,
        locales: &locales::Table,
        adapter: &Named,
    ) -> Result<Named> {
        let bundled = self.work.join("boot.js");
        let places = self.sources.join("embed/places.js");
        let sign = self.script("sign", &[], &[])?;
        let proof = self.script("proof", &[], &[])?;
        self.esbuild.module(
            &self.sources.join("embed/boot.js"),
            &bundled,
            &[
                ("open-letter-glue", glue),
                ("open-letter-style", style),
                ("open-letter-places", &places),
            ],
            &[
                ("__LOCALES__", json!(locales)),
                ("__ADAPTER__", json!([adapter.name, adapter.integrity])),
                ("__SIGN__", json!([sign.name, sign.integrity])),
                ("__PROOF__", json!([proof.name, proof.integrity])),
            ],
        )?;
        self.name("open-letter", "js", files::bytes(&bundled)?)
    }

    /// The one script of a host page, which knows the names and the hashes of the other two.
    fn loader(&self, boot: &Named, wasm: &Named) -> Result<()> {
        let assets = json!({
            "js": [boot.name, boot.integrity],
            "wasm": [wasm.name, wasm.integrity],
        });
        self.esbuild.classic_script(
            &self.sources.join("embed/open-letter.js"),
            &self.out().join("open-letter.js"),
            &[("open-letter-files", &self.sources.join("embed/files.js"))],
            &[
                ("__ASSETS__", assets),
                ("__VERSION__", json!(workspace::VERSION)),
            ],
        )
    }

    /// The two scripts of a letter in a frame: its own, and that of the page around it.
    fn frames(&self) -> Result<()> {
        for name in ["frame.js", "frame-parent.js"] {
            let source = self.sources.join("embed").join(name);
            self.esbuild.script(&source, &self.out().join(name))?;
        }
        Ok(())
    }

    fn name(&self, stem: &str, extension: &str, content: Vec<u8>) -> Result<Named> {
        let named = Named::of(stem, extension, &content);
        files::write(&self.out().join(&named.name), content)?;
        Ok(named)
    }
}

/// The module of what reads Markdown.
fn marked() -> Result<PathBuf> {
    let program = MARKED.ensure()?;
    let modules = program
        .ancestors()
        .find(|folder| folder.ends_with("node_modules"));
    Ok(modules
        .context("npm's folder has another shape")?
        .join("marked/lib/marked.esm.js"))
}
