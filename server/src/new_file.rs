//! A file that is there when it is whole, and not before.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// Who may read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Readers {
    /// Whoever may read others of the kind.
    Usual,
    /// Its owner alone.
    Owner,
}

/// A file that is being written, beside the place that it is for.
#[derive(Debug)]
pub(crate) struct NewFile {
    place: PathBuf,
    part: PathBuf,
    file: File,
    done: bool,
}

impl NewFile {
    /// Begins a file. What a broken-off try has left beside its place goes.
    pub(crate) fn begin(place: &Path, readers: Readers) -> io::Result<Self> {
        let mut name = place.file_name().map(OsString::from).unwrap_or_default();
        name.push(".part");
        let part = place.with_file_name(name);
        match fs::remove_file(&part) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        if readers == Readers::Owner {
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        }
        let file = options.open(&part)?;
        Ok(Self {
            place: place.to_owned(),
            part,
            file,
            done: false,
        })
    }

    /// Where it is until it is whole.
    pub(crate) fn part(&self) -> &Path {
        &self.part
    }

    /// Where it is written to.
    pub(crate) fn file(&self) -> io::Result<File> {
        self.file.try_clone()
    }

    /// Waits until it is on disk, and puts it into its place.
    pub(crate) fn end(mut self) -> io::Result<()> {
        self.file.sync_all()?;
        fs::rename(&self.part, &self.place)?;
        self.done = true;
        #[cfg(unix)]
        {
            let folder = self.place.parent();
            let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
            File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
        }
        Ok(())
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if !self.done {
            // What stays for good would be found by the next try.
            let _ = fs::remove_file(&self.part);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_file_is_there_when_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a.csv");
        let names = || {
            let entries = fs::read_dir(folder.path()).unwrap();
            let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
            names.sort();
            names
        };
        fs::write(&place, "before").unwrap();
        let broken_off = NewFile::begin(&place, Readers::Owner).unwrap();
        broken_off.file().unwrap().write_all(b"half").unwrap();
        assert_eq!(names(), ["a.csv", "a.csv.part"]);
        drop(broken_off);
        assert_eq!(names(), ["a.csv"]);
        assert_eq!(fs::read_to_string(&place).unwrap(), "before");

        fs::write(folder.path().join("a.csv.part"), "of a crash").unwrap();
        let whole = NewFile::begin(&place, Readers::Owner).unwrap();
        whole.file().unwrap().write_all(b"whole").unwrap();
        whole.end().unwrap();
        assert_eq!(names(), ["a.csv"]);
        assert_eq!(fs::read_to_string(&place).unwrap(), "whole");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&place).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }
}
