//! Short names for what the Wasm imports from its glue, and for the closures that it exports.
//!
//! wasm-bindgen names each with a hash, `__wbg_appendChild_8f7c2a1d9e0b3c45`, once in the Wasm and
//! once in the glue. Hashes do not compress: the names were 4 kB of brotli here.

use crate::files;
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::path::Path;
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{ExportSection, ImportSection, Module, RawSection};
use wasmparser::{Parser, Payload};

/// How the name of a closure's export begins.
const CLOSURE: &str = "wasm_bindgen_";

/// Renames the imports in the module, which is returned, and in the glue, which is rewritten.
pub(super) fn shorten(wasm: &[u8], glue: &Path) -> Result<Vec<u8>> {
    let (module, names) = rename(wasm)?;
    let mut script = files::text(glue)?;
    // The longest first, for one name may begin with another.
    let mut names: Vec<_> = names.iter().collect();
    names.sort_by_key(|(long, _)| std::cmp::Reverse(long.len()));
    for (long, short) in names {
        ensure!(
            script.contains(long.as_str()),
            "the glue has no {long}, which the Wasm imports"
        );
        script = script.replace(long.as_str(), short);
    }
    files::write(glue, script)?;
    Ok(module)
}

/// The module with short names, and which stands for which.
fn rename(wasm: &[u8]) -> Result<(Vec<u8>, BTreeMap<String, String>)> {
    let mut module = Module::new();
    let mut names = BTreeMap::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload.context("wasm-opt left a module that cannot be read")? {
            Payload::ImportSection(reader) => {
                let mut section = ImportSection::new();
                for import in reader.into_imports() {
                    let import = import?;
                    let next = names.len();
                    let short = names
                        .entry(import.name.to_owned())
                        .or_insert_with(|| format!("i{next}_"));
                    let kind = RoundtripReencoder
                        .entity_type(import.ty)
                        .context("an import is of a kind that is not known here")?;
                    section.import(import.module, short, kind);
                }
                module.section(&section);
            }
            Payload::ExportSection(reader) => {
                let mut section = ExportSection::new();
                for export in reader {
                    let export = export?;
                    let next = names.len();
                    let name = if export.name.starts_with(CLOSURE) {
                        names
                            .entry(export.name.to_owned())
                            .or_insert_with(|| format!("e{next}_"))
                    } else {
                        export.name
                    };
                    let kind = RoundtripReencoder
                        .export_kind(export.kind)
                        .context("an export is of a kind that is not known here")?;
                    section.export(name, kind, export.index);
                }
                module.section(&section);
            }
            other => {
                if let Some((id, range)) = other.as_section() {
                    let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
                    let data = wasm
                        .get(range)
                        .context("a section ends behind the module")?;
                    module.section(&RawSection { id, data });
                }
            }
        }
    }
    Ok((module.finish(), names))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{EntityType, FunctionSection, TypeSection, ValType};

    fn module(names: &[&str]) -> Vec<u8> {
        let mut module = Module::new();
        let mut types = TypeSection::new();
        types.ty().function([ValType::I32], []);
        module.section(&types);
        let mut imports = ImportSection::new();
        for name in names {
            imports.import("./glue.js", name, EntityType::Function(0));
        }
        module.section(&imports);
        let functions = FunctionSection::new();
        module.section(&functions);
        module.finish()
    }

    #[test]
    fn both_sides_get_the_same_names() {
        let glue = std::env::temp_dir().join(format!("open-letter-glue-{}", std::process::id()));
        let names = [
            "__wbg_body_0123456789abcdef",
            "__wbg_bodyUsed_0123456789abcdef",
        ];
        files::write(&glue, format!("{{ {}: 1, {}: 2 }}", names[0], names[1])).unwrap();

        let shortened = shorten(&module(&names), &glue).unwrap();

        assert_eq!(shortened, module(&["i0_", "i1_"]));
        assert_eq!(files::text(&glue).unwrap(), "{ i0_: 1, i1_: 2 }");
        std::fs::remove_file(&glue).unwrap();
    }

    #[test]
    fn a_closure_is_exported_under_a_short_name_and_all_else_under_its_own() {
        let exports = |closure: &str| {
            let mut module = Module::new();
            let mut section = ExportSection::new();
            section.export("mount", wasm_encoder::ExportKind::Func, 0);
            section.export(closure, wasm_encoder::ExportKind::Func, 1);
            module.section(&section);
            module.finish()
        };
        let (renamed, names) = rename(&exports("wasm_bindgen_0123456789abcdef_invoke")).unwrap();
        assert_eq!(renamed, exports("e0_"));
        assert_eq!(names["wasm_bindgen_0123456789abcdef_invoke"], "e0_");
    }

    #[test]
    fn a_glue_of_another_module_is_refused() {
        let glue = std::env::temp_dir().join(format!("open-letter-other-{}", std::process::id()));
        files::write(&glue, "{}").unwrap();
        let error = shorten(&module(&["__wbg_body_0123456789abcdef"]), &glue).unwrap_err();
        assert!(error.to_string().contains("__wbg_body"), "{error}");
        std::fs::remove_file(&glue).unwrap();
    }
}
