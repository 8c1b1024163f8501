//! esbuild: bundles modules, minifies scripts and stylesheets.

use super::Finish;
use crate::tools::ESBUILD;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What every browser with the Wasm features that we need can read.
const TARGET: &str = "--target=es2022";

/// esbuild, for one finish.
pub(super) struct Esbuild {
    program: PathBuf,
    finish: Finish,
}

impl Esbuild {
    pub(super) fn new(finish: Finish) -> Result<Self> {
        Ok(Self {
            program: ESBUILD.ensure()?,
            finish,
        })
    }

    /// Minifies a classic script that is whole by itself.
    pub(super) fn script(&self, input: &Path, output: &Path) -> Result<()> {
        self.run(input, output, std::iter::empty())
    }

    /// Makes one stylesheet of it and of those that it imports.
    pub(super) fn stylesheet(&self, input: &Path, output: &Path) -> Result<()> {
        self.run(input, output, std::iter::once(OsString::from("--bundle")))
    }

    /// Makes one classic script of several modules. It is wrapped in a function, since a script
    /// on a stranger's page may leave no name behind.
    pub(super) fn classic_script(
        &self,
        input: &Path,
        output: &Path,
        aliases: &[(&str, &Path)],
        defines: &[(&str, Value)],
    ) -> Result<()> {
        self.bundle(&["--format=iife"], input, output, aliases, defines)
    }

    /// Makes one module of several.
    pub(super) fn module(
        &self,
        input: &Path,
        output: &Path,
        aliases: &[(&str, &Path)],
        defines: &[(&str, Value)],
    ) -> Result<()> {
        self.bundle(&["--format=esm"], input, output, aliases, defines)
    }

    /// Makes one module of several, which goes on importing those that lie `beside` it.
    pub(super) fn part(
        &self,
        input: &Path,
        output: &Path,
        beside: &[&str],
        aliases: &[(&str, &Path)],
        defines: &[(&str, Value)],
    ) -> Result<()> {
        let beside = beside.iter().map(|path| format!("--external:{path}"));
        let options: Vec<String> = ["--format=esm".to_owned()]
            .into_iter()
            .chain(beside)
            .collect();
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        self.bundle(&options, input, output, aliases, defines)
    }

    /// Imports by a bare name are found through the aliases, and a stylesheet is imported as its
    /// text.
    fn bundle(
        &self,
        options: &[&str],
        input: &Path,
        output: &Path,
        aliases: &[(&str, &Path)],
        defines: &[(&str, Value)],
    ) -> Result<()> {
        let fixed = ["--bundle", "--loader:.css=text"].into_iter();
        let fixed = fixed.chain(options.iter().copied()).map(OsString::from);
        let aliases = aliases.iter().map(|(name, path)| {
            let mut alias = OsString::from(format!("--alias:{name}="));
            alias.push(path);
            alias
        });
        self.run(
            input,
            output,
            fixed.chain(aliases).chain(defines.iter().map(define)),
        )
    }

    fn run(
        &self,
        input: &Path,
        output: &Path,
        options: impl Iterator<Item = OsString>,
    ) -> Result<()> {
        ensure!(input.is_file(), "{} is missing", input.display());
        let mut outfile = OsString::from("--outfile=");
        outfile.push(output);
        let mut esbuild = Command::new(&self.program);
        esbuild.arg(input).arg(outfile).args(options);
        esbuild.args([
            TARGET,
            "--charset=utf8",
            "--legal-comments=none",
            "--log-level=warning",
        ]);
        if self.finish == Finish::Release {
            esbuild.arg("--minify");
        }
        let status = esbuild.status().context("esbuild does not start")?;
        ensure!(status.success(), "esbuild refuses {}", input.display());
        Ok(())
    }
}

fn define((name, value): &(&str, Value)) -> OsString {
    format!("--define:{name}={value}").into()
}
