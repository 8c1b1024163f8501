//! `open-letter-server desk password`: a password becomes its hash.

use std::io::{self, BufRead, IsTerminal, Write};

use argon2::Argon2;
use argon2::password_hash::PasswordHasher;

use crate::start::StartError;

/// What is shorter is soon guessed, once somebody has the hash.
const MIN_CHARACTERS: usize = 12;
/// Nobody types more, and hashing takes longer the more there is.
const MAX_BYTES: usize = 1_000;

/// Why a password gets no hash.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// It is too easy to guess.
    #[error(
        "A password should have at least {MIN_CHARACTERS} characters; four words that do not belong together are a good one."
    )]
    Short,
    /// It is longer than anybody types.
    #[error("A password should have at most {MAX_BYTES} bytes.")]
    Long,
    /// The second was not the first.
    #[error("The two passwords are not the same; please try again.")]
    Differ,
    /// The system gave no random bytes, or too little memory.
    #[error("The password could not be hashed: {0}.")]
    Hash(String),
    /// It could not be read.
    #[error("The password could not be read: {0}.")]
    Read(#[from] io::Error),
}

/// Reads a password, from the terminal without showing it or from standard input, and prints its
/// hash.
pub(crate) fn run() -> Result<(), StartError> {
    let password = read().map_err(StartError::Password)?;
    let hash = hash(&password).map_err(StartError::Password)?;
    writeln!(io::stdout(), "{hash}")?;
    Ok(())
}

fn read() -> Result<String, PasswordError> {
    if io::stdin().is_terminal() {
        let password = rpassword::prompt_password("Password: ")?;
        check(&password)?;
        if rpassword::prompt_password("Once more: ")? != password {
            return Err(PasswordError::Differ);
        }
        return Ok(password);
    }
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    let password = line.trim_end_matches(['\r', '\n']);
    check(password)?;
    Ok(password.to_owned())
}

fn check(password: &str) -> Result<(), PasswordError> {
    if password.chars().count() < MIN_CHARACTERS {
        return Err(PasswordError::Short);
    }
    if password.len() > MAX_BYTES {
        return Err(PasswordError::Long);
    }
    Ok(())
}

/// The hash of a password, by Argon2id with a salt of its own.
pub(crate) fn hash(password: &str) -> Result<String, PasswordError> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).map_err(|error| PasswordError::Hash(error.to_string()))?;
    let hash = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
    let hash = hash.map_err(|error| PasswordError::Hash(error.to_string()))?;
    Ok(hash.to_string())
}
