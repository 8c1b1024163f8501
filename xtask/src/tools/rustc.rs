//! What a Rust compiler says of itself.

use crate::command;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A compiler on this machine.
#[derive(Debug, Clone)]
pub(crate) struct Rustc {
    pub(crate) program: PathBuf,
    pub(crate) about: About,
    sysroot: PathBuf,
}

impl Rustc {
    /// Asks a compiler, if there is one.
    pub(crate) fn ask(program: &Path) -> Option<Self> {
        let about = command::answer(Command::new(program).arg("-vV"))?;
        let sysroot = command::answer(Command::new(program).args(["--print", "sysroot"]))?;
        Some(Self {
            program: program.to_owned(),
            about: About::read(&about)?,
            sysroot: sysroot.into(),
        })
    }

    /// Whether the standard library's source is there, which is all that a Wasm build needs.
    pub(crate) fn has_source(&self) -> bool {
        self.sysroot
            .join("lib/rustlib/src/rust/library/std/Cargo.toml")
            .is_file()
    }

    /// Whether a linker for Wasm came with it, as rustup's compilers have one.
    pub(crate) fn has_linker(&self) -> bool {
        let linker = format!("rust-lld{}", std::env::consts::EXE_SUFFIX);
        self.sysroot
            .join("lib/rustlib")
            .join(&self.about.host)
            .join("bin")
            .join(linker)
            .is_file()
    }
}

/// The answer to `rustc -vV`, as far as it matters here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct About {
    pub(crate) host: String,
    /// Major and minor version.
    pub(crate) release: (u32, u32),
    /// The major version of LLVM, which the linker has to share.
    pub(crate) llvm: u32,
}

impl About {
    fn read(answer: &str) -> Option<Self> {
        let of = |key: &str| {
            answer
                .lines()
                .find_map(|line| line.strip_prefix(key))
                .map(str::trim)
        };
        Some(Self {
            host: of("host:")?.to_owned(),
            release: version(of("release:")?)?,
            llvm: of("LLVM version:")?.split('.').next()?.parse().ok()?,
        })
    }
}

/// The first two numbers of a version.
pub(crate) fn version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_names_host_release_and_llvm() {
        let answer = "rustc 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)\n\
            binary: rustc\nhost: x86_64-unknown-linux-gnu\nrelease: 1.96.0\nLLVM version: 22.1.8\n";
        assert_eq!(
            About::read(answer),
            Some(About {
                host: "x86_64-unknown-linux-gnu".into(),
                release: (1, 96),
                llvm: 22
            })
        );
    }

    #[test]
    fn an_answer_without_llvm_is_none() {
        assert_eq!(
            About::read("rustc 1.96.0\nhost: x\nrelease: 1.96.0\n"),
            None
        );
    }

    #[test]
    fn versions_compare_as_numbers() {
        assert!(version("1.100.0") > version("1.96"));
    }
}
