//! When to print in colours: decided once, for what the tool prints and for what clap does.

use std::env::var_os;
use std::ffi::OsString;

use anstream::stream::RawStream;
use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;

/// When to print in colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Color {
    /// What the arguments ask for, before clap has read them: its errors and its help go by it.
    pub fn asked(arguments: impl IntoIterator<Item = OsString>) -> Self {
        let mut arguments = arguments.into_iter().take_while(|argument| argument != "--");
        while let Some(argument) = arguments.next() {
            let argument = argument.to_string_lossy().into_owned();
            let word = match argument.strip_prefix("--color") {
                Some("") => arguments.next().unwrap_or_default().to_string_lossy().into_owned(),
                Some(word) if word.starts_with('=') => word[1..].to_owned(),
                _ => continue,
            };
            // Whatever else it is, clap says so.
            return Self::from_str(&word, false).unwrap_or(Self::Auto);
        }
        Self::Auto
    }

    /// Settles it for all that is printed from now on. What the user says goes before the
    /// environment; in it, `NO_COLOR` goes before what forces colours.
    pub fn settle(self) {
        let is_set = |name| var_os(name).is_some_and(|value| !value.is_empty());
        let choice = match self {
            Self::Always => ColorChoice::Always,
            Self::Never => ColorChoice::Never,
            // The one variable that anstream does not know.
            Self::Auto if !is_set("NO_COLOR") && is_set("FORCE_COLOR") => ColorChoice::Always,
            Self::Auto => ColorChoice::Auto,
        };
        choice.write_global();
    }
}

/// Whether a stream gets colours, by what was settled.
pub fn is_colored<S: RawStream>(stream: &S) -> bool {
    AutoStream::choice(stream) != ColorChoice::Never
}
