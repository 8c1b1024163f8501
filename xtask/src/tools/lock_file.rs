//! The version of a crate in `Cargo.lock`.

use anyhow::{Context, Result};

/// A crate's only version.
pub(crate) fn version_of(package: &str, lock: &str) -> Result<String> {
    let lock: toml::Table = lock.parse().context("Cargo.lock is not TOML")?;
    let packages = lock.get("package").and_then(toml::Value::as_array);
    let mut versions = packages
        .into_iter()
        .flatten()
        .filter(|entry| entry.get("name").and_then(toml::Value::as_str) == Some(package))
        .filter_map(|entry| entry.get("version")?.as_str());
    match (versions.next(), versions.next()) {
        (Some(version), None) => Ok(version.to_owned()),
        (Some(one), Some(other)) => {
            anyhow::bail!(
                "Cargo.lock has {package} twice, {one} and {other}; one of them has to go"
            )
        }
        (None, _) => anyhow::bail!("Cargo.lock has no {package}"),
    }
}

#[cfg(test)]
mod tests {
    use super::version_of;

    const LOCK: &str = r#"
        version = 4
        [[package]]
        name = "wasm-bindgen-futures"
        version = "0.4.80"
        [[package]]
        name = "wasm-bindgen"
        version = "0.2.130"
        [[package]]
        name = "base64"
        version = "0.22.1"
        [[package]]
        name = "base64"
        version = "0.23.1"
    "#;

    #[test]
    fn a_crate_is_found_by_its_whole_name() {
        assert_eq!(version_of("wasm-bindgen", LOCK).unwrap(), "0.2.130");
    }

    #[test]
    fn a_crate_that_is_missing_or_there_twice_is_an_error() {
        assert!(version_of("yew", LOCK).is_err());
        assert!(version_of("base64", LOCK).is_err());
        assert!(version_of("yew", "no toml [").is_err());
    }
}
