//! The secret file: 32 random bytes from which every key derives.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER_PERMISSIVE;

/// The bytes of the secret.
pub(crate) const SECRET_BYTES: usize = 32;

/// What every key derives from. It is never written anywhere but to its file.
pub(crate) struct Secret(pub(crate) [u8; SECRET_BYTES]);

/// A secret file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// It cannot be read.
    #[error("The secret file {path} cannot be read: {source}.")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It cannot be made.
    #[error("The secret file {path} cannot be made: {source}.")]
    Make {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It holds something else.
    #[error("The secret file {0} should hold 32 bytes as 64 hexadecimal digits.")]
    Content(PathBuf),
    /// The system gave no random bytes.
    #[error("The system gave no random bytes: {0}.")]
    Randomness(#[from] getrandom::Error),
}

impl Secret {
    /// Reads the secret; `None` where there is no file.
    pub(crate) fn read(path: &Path) -> Result<Option<Self>, SecretError> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == ErrorKind::InvalidData => {
                return Err(SecretError::Content(path.to_owned()));
            }
            Err(source) => {
                return Err(SecretError::Read {
                    path: path.to_owned(),
                    source,
                });
            }
        };
        HEXLOWER_PERMISSIVE
            .decode(text.trim().as_bytes())
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .map(|bytes| Some(Self(bytes)))
            .ok_or_else(|| SecretError::Content(path.to_owned()))
    }

    /// Makes a new secret, and its file for the owner's eyes alone.
    pub(crate) fn make(path: &Path) -> Result<Self, SecretError> {
        let mut bytes = [0; SECRET_BYTES];
        getrandom::fill(&mut bytes)?;
        write_new(path, &HEXLOWER_PERMISSIVE.encode(&bytes)).map_err(|source| {
            SecretError::Make {
                path: path.to_owned(),
                source,
            }
        })?;
        Ok(Self(bytes))
    }
}

/// Writes a file that must not be there yet, and waits until it is on disk: a database that was
/// made under a secret that a power cut took away could never be read again.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder {
        fs::create_dir_all(folder)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    writeln!(file, "{text}")?;
    file.sync_all()?;
    #[cfg(unix)]
    fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_is_read_back_and_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/secret");
        assert!(Secret::read(&path).unwrap().is_none());
        let made = Secret::make(&path).unwrap();
        assert_eq!(Secret::read(&path).unwrap().unwrap().0, made.0);
        assert!(matches!(Secret::make(&path), Err(SecretError::Make { .. })));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(
                fs::metadata(&path).unwrap().permissions().mode() & 0o777,
                0o600
            );
        }
    }

    #[test]
    fn a_file_that_is_no_secret_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        for content in [&b""[..], b"abc", &[0xff; 32], "ab".repeat(33).as_bytes()] {
            fs::write(&path, content).unwrap();
            assert!(matches!(Secret::read(&path), Err(SecretError::Content(_))));
        }
    }
}
