//! The configuration file: what options may say, in TOML, each under its own name.
//!
//! It gives options their defaults. What the environment says is stronger, and what stands on the
//! command line is stronger still.

use std::fmt;
use std::path::{Path, PathBuf};

use clap::builder::OsStr;
use clap::{ArgAction, Command};
use toml::{Table, Value};

/// The option and the variable that name the file.
const OPTION: &str = "--config";
const VARIABLE: &str = "OPEN_LETTER_CONFIG";

/// Why a configuration file is of no use, in a sentence.
#[derive(Debug)]
pub struct ConfigurationError {
    file: PathBuf,
    reason: String,
}

impl fmt::Display for ConfigurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file.display(), self.reason)
    }
}

impl std::error::Error for ConfigurationError {}

/// Where the configuration file is, if there is one.
#[must_use]
pub fn place(mut arguments: impl Iterator<Item = std::ffi::OsString>) -> Option<PathBuf> {
    while let Some(argument) = arguments.next() {
        if argument == OPTION {
            return arguments.next().map(PathBuf::from);
        }
        let named = argument.to_str().and_then(|text| text.strip_prefix(OPTION));
        if let Some(file) = named.and_then(|rest| rest.strip_prefix('=')) {
            return Some(PathBuf::from(file));
        }
    }
    std::env::var_os(VARIABLE).map(PathBuf::from)
}

/// Gives the options of a command, and of those below it, what a file says.
///
/// # Errors
/// Where the file cannot be read, or says something that no option knows.
pub fn applied(command: Command, file: &Path) -> Result<Command, ConfigurationError> {
    let wrong = |reason: String| ConfigurationError {
        file: file.to_owned(),
        reason,
    };
    let text = std::fs::read_to_string(file)
        .map_err(|error| wrong(format!("the configuration cannot be read: {error}")))?;
    let settings: Table = toml::from_str(&text).map_err(|error| wrong(place_of(&error, &text)))?;
    let mut command = command;
    for (name, value) in &settings {
        let values = values(value).ok_or_else(|| {
            wrong(format!(
                "{name} should be a text, a number, true or false, or a list of texts"
            ))
        })?;
        let mut known = false;
        command = with(command, name, &values, &mut known);
        if !known {
            return Err(wrong(unknown(&command, name)));
        }
    }
    Ok(command)
}

/// A mistake in TOML, with its line.
fn place_of(error: &toml::de::Error, text: &str) -> String {
    let start = error.span().map_or(0, |span| span.start);
    let line = 1 + text
        .bytes()
        .take(start)
        .filter(|byte| *byte == b'\n')
        .count();
    format!("line {line}: {}", error.message().trim_end())
}

/// What a setting says, as the command line would have it.
fn values(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(text) => Some(vec![text.clone()]),
        Value::Integer(number) => Some(vec![number.to_string()]),
        Value::Float(number) => Some(vec![number.to_string()]),
        Value::Boolean(on) => Some(vec![on.to_string()]),
        Value::Array(all) => all
            .iter()
            .map(|one| one.as_str().map(str::to_owned))
            .collect(),
        Value::Datetime(_) | Value::Table(_) => None,
    }
}

fn with(command: Command, name: &str, values: &[String], known: &mut bool) -> Command {
    let own = command
        .get_arguments()
        .find(|argument| argument.get_long() == Some(name))
        .map(|argument| argument.get_id().clone());
    let command = match own {
        None => command,
        Some(id) => {
            *known = true;
            command.mut_arg(id, |argument| {
                let default: Vec<OsStr> = match argument.get_action() {
                    // One that takes several is given them all.
                    ArgAction::Append => values.iter().map(OsStr::from).collect(),
                    _ => vec![OsStr::from(values.join(" "))],
                };
                argument.required(false).default_values(default)
            })
        }
    };
    command.mut_subcommands(|below| with(below, name, values, known))
}

/// What to say of a setting that there is not.
fn unknown(command: &Command, name: &str) -> String {
    let mut names = Vec::new();
    collect(command, &mut names);
    let near = names
        .into_iter()
        .map(|known| (strsim::damerau_levenshtein(&known, name), known))
        .filter(|(distance, _)| *distance <= 3)
        .min();
    match near {
        Some((_, near)) => format!("there is no setting {name}; {near} is one"),
        None => format!("there is no setting {name}; see open-letter-server serve --help"),
    }
}

fn collect(command: &Command, names: &mut Vec<String>) {
    let own = command.get_arguments().filter_map(clap::Arg::get_long);
    names.extend(own.map(str::to_owned));
    for below in command.get_subcommands() {
        collect(below, names);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use clap::{Arg, ArgMatches};

    use super::*;

    fn file(text: &str) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file
    }

    fn command() -> Command {
        let serve = Command::new("serve")
            .arg(Arg::new("listen").long("listen").default_value("usual"))
            .arg(
                Arg::new("rate")
                    .long("mail-rate")
                    .env("OPEN_LETTER_NO_SUCH"),
            )
            .arg(Arg::new("quiet").long("quiet").action(ArgAction::SetTrue))
            .arg(Arg::new("names").long("names").action(ArgAction::Append));
        Command::new("server").subcommand(serve)
    }

    fn read(text: &str, arguments: &[&str]) -> ArgMatches {
        let command = applied(command(), file(text).path()).unwrap();
        let all = ["server", "serve"].iter().chain(arguments);
        let matches = command.try_get_matches_from(all).unwrap();
        matches.subcommand_matches("serve").unwrap().clone()
    }

    #[test]
    fn a_setting_is_weaker_than_the_command_line() {
        let said = |matches: &ArgMatches| matches.get_one::<String>("listen").cloned().unwrap();
        assert_eq!(said(&read("", &[])), "usual");
        assert_eq!(said(&read("listen = \"file\"", &[])), "file");
        assert_eq!(
            said(&read("listen = \"file\"", &["--listen", "line"])),
            "line"
        );
    }

    #[test]
    fn numbers_switches_and_lists_are_what_options_take() {
        let matches = read(
            "mail-rate = 30\nquiet = true\nnames = [\"ada\", \"bo\"]",
            &[],
        );
        assert_eq!(matches.get_one::<String>("rate").unwrap(), "30");
        assert!(matches.get_flag("quiet"));
        let names: Vec<_> = matches.get_many::<String>("names").unwrap().collect();
        assert_eq!(names, ["ada", "bo"]);
    }

    #[test]
    fn what_no_option_knows_is_told_with_what_it_may_have_meant() {
        let told = |text: &str| {
            let error = applied(command(), file(text).path()).unwrap_err();
            error.reason
        };
        assert_eq!(
            told("lisen = \"x\""),
            "there is no setting lisen; listen is one"
        );
        assert_eq!(
            told("colour = \"x\""),
            "there is no setting colour; see open-letter-server serve --help"
        );
        assert!(told("listen = [1]").starts_with("listen should be a text"));
        assert!(told("a = 1\nlisten = ").starts_with("line 2: "));
        let missing = applied(command(), Path::new("nowhere.toml")).unwrap_err();
        assert!(
            missing
                .to_string()
                .starts_with("nowhere.toml: the configuration cannot be read")
        );
    }

    #[test]
    fn the_settings_to_begin_with_are_settings() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../packaging/open-letter.toml");
        let command = applied(<crate::cli::Cli as clap::CommandFactory>::command(), &file).unwrap();
        command
            .try_get_matches_from(["open-letter-server", "serve"])
            .unwrap();
    }

    #[test]
    fn the_file_is_named_on_the_command_line() {
        let place = |arguments: &[&str]| place(arguments.iter().map(Into::into));
        let file = Some(PathBuf::from("a.toml"));
        assert_eq!(place(&["server", "serve", "--config", "a.toml"]), file);
        assert_eq!(place(&["server", "--config=a.toml", "serve"]), file);
        assert_eq!(place(&["server", "serve"]), None);
    }
}
