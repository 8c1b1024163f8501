//! What a database's address says.

use std::path::PathBuf;

use super::OpenError;

/// A database that this server knows how to use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Address {
    /// A file, behind `sqlite:data/open-letter.db`.
    Sqlite(PathBuf),
    /// A server, behind `postgres://user@host/database`.
    Postgres(String),
}

impl Address {
    pub(crate) fn parse(address: &str) -> Result<Self, OpenError> {
        if ["postgres://", "postgresql://"]
            .iter()
            .any(|scheme| address.starts_with(scheme))
        {
            return Ok(Self::Postgres(address.to_owned()));
        }
        let unknown = || OpenError::Address(address.to_owned());
        let path = address.strip_prefix("sqlite:").ok_or_else(unknown)?;
        let path = path.strip_prefix("//").unwrap_or(path);
        if path.is_empty() || path.starts_with(':') || path.contains('?') {
            return Err(unknown());
        }
        Ok(Self::Sqlite(PathBuf::from(path)))
    }

    /// The address for people: a password is none of their business.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Sqlite(path) => path.display().to_string(),
            Self::Postgres(address) => {
                match (address.split_once("://"), address.rsplit_once('@')) {
                    (Some((scheme, _)), Some((_, place))) => {
                        let place = place.split('?').next().unwrap_or_default();
                        format!("{scheme}://{place}")
                    }
                    _ => address.split('?').next().unwrap_or_default().to_owned(),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_name_files_and_servers() {
        let file = |path: &str| Address::Sqlite(PathBuf::from(path));
        for address in ["sqlite:data/a.db", "sqlite://data/a.db"] {
            assert_eq!(Address::parse(address).unwrap(), file("data/a.db"));
        }
        assert_eq!(
            Address::parse("sqlite:/data/a.db").unwrap(),
            file("/data/a.db")
        );
        for address in [
            "",
            "data/a.db",
            "mysql://localhost/a",
            "sqlite:",
            "sqlite::memory:",
        ] {
            let refused = Address::parse(address);
            assert!(matches!(refused, Err(OpenError::Address(_))), "{address}");
        }
    }

    #[test]
    fn no_password_is_shown() {
        let address = Address::parse("postgres://me:s3cret@host:5432/letters?password=x").unwrap();
        assert_eq!(address.shown(), "postgres://host:5432/letters");
        let address = Address::parse("postgres:///letters?host=/run&password=x").unwrap();
        assert_eq!(address.shown(), "postgres:///letters");
    }
}
