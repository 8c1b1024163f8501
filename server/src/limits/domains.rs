//! Lists of mail domains, as an operator writes them.

use std::collections::HashSet;
use std::str::FromStr;
use std::sync::Arc;

use open_letter_core::Email;

/// Domains, each with everything below it.
#[derive(Clone, Debug, Default)]
pub struct DomainList(Arc<HashSet<String>>);

impl DomainList {
    /// Whether an address is at one of them.
    pub(crate) fn holds(&self, email: &Email) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let (_, domain) = email.split();
        let domain = ascii(domain).unwrap_or_else(|| domain.to_lowercase());
        let mut rest = Some(domain.as_str());
        while let Some(domain) = rest {
            if self.0.contains(domain) {
                return true;
            }
            rest = domain.split_once('.').map(|(_, above)| above);
        }
        false
    }
}

/// A domain in lower case and punycode, so that two spellings are one.
fn ascii(domain: &str) -> Option<String> {
    idna::domain_to_ascii(domain).ok()
}

/// A list of domains that cannot be used, in a sentence.
#[derive(Debug, thiserror::Error)]
pub enum DomainListError {
    /// An entry is no domain.
    #[error("\"{0}\" is no domain such as example.org.")]
    Domain(String),
    /// A list's file cannot be read.
    #[error("The list of domains {file} cannot be read: {source}.")]
    File {
        /// The file.
        file: String,
        /// Why.
        source: std::io::Error,
    },
}

impl FromStr for DomainList {
    type Err = DomainListError;

    /// Reads domains with commas between them. `@` and a path stands for a file with one in each
    /// line, since lists of throw-away domains have thousands.
    fn from_str(list: &str) -> Result<Self, Self::Err> {
        let mut domains = HashSet::new();
        for entry in list.split(',').map(str::trim) {
            match entry.strip_prefix('@') {
                Some(file) => {
                    let text = std::fs::read_to_string(file).map_err(|source| {
                        let file = file.to_owned();
                        DomainListError::File { file, source }
                    })?;
                    for line in text.lines() {
                        domains.extend(domain(line.split('#').next().unwrap_or_default())?);
                    }
                }
                None => domains.extend(domain(entry)?),
            }
        }
        Ok(Self(Arc::new(domains)))
    }
}

/// The domain of an entry; none where the entry is empty.
fn domain(entry: &str) -> Result<Option<String>, DomainListError> {
    let entry = entry.trim();
    if entry.is_empty() {
        return Ok(None);
    }
    let refuse = || DomainListError::Domain(entry.to_owned());
    let is_domain = !entry.starts_with('.') && !entry.contains(['/', '@', ':', ' ']);
    let domain = is_domain.then(|| ascii(entry)).flatten();
    domain.map(Some).ok_or_else(refuse)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(list: &DomainList, address: &str) -> bool {
        list.holds(&Email::parse(address).unwrap())
    }

    #[test]
    fn a_domain_holds_what_is_below_it_and_nothing_beside() {
        let list: DomainList = "example.org, Bücher.example ,".parse().unwrap();
        for (address, held) in [
            ("ada@example.org", true),
            ("ada@EXAMPLE.org", true),
            ("ada@mail.example.org", true),
            ("ada@bücher.example", true),
            ("ada@xn--bcher-kva.example", true),
            ("ada@notexample.org", false),
            ("ada@example.org.example", false),
            ("example.org@example.net", false),
        ] {
            assert_eq!(holds(&list, address), held, "{address}");
        }
        assert!(!holds(&"".parse().unwrap(), "ada@example.org"));
    }

    #[test]
    fn a_file_has_one_in_each_line() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("domains");
        std::fs::write(&file, "# throw-away\nbin.example\n\r\nbag.example # too\n").unwrap();
        let list: DomainList = format!("@{},example.org", file.display()).parse().unwrap();
        for domain in ["bin.example", "bag.example", "example.org"] {
            assert!(holds(&list, &format!("ada@{domain}")), "{domain}");
        }
        let told = "@nowhere".parse::<DomainList>().unwrap_err().to_string();
        assert!(told.contains("nowhere cannot be read"), "{told}");
    }

    #[test]
    fn what_is_no_domain_is_refused() {
        for list in [
            "ada@example.org",
            ".example.org",
            "https://example.org",
            "a b",
        ] {
            assert!(list.parse::<DomainList>().is_err(), "{list}");
        }
    }
}
