//! Findings of `check` → text, for people and for machines: one module for each format.
//!
//! Names, paths and source lines are the user's, or whoever's the repository is, and are escaped for
//! each format: none of them can forge an annotation, close a document or drive a terminal.

mod concise;
mod full;
mod github;
mod gitlab;
mod json;
mod markdown;
mod rdjson;
mod sarif;
mod summary;

use std::collections::BTreeMap;
use std::fmt::Write;

use md5::{Digest, Md5};
use serde::Serialize;

use crate::cli::Format;
use crate::diagnostic::{Error, is_hidden, slashed};
use crate::finding::{Checked, Finding};
use crate::reference::Certainty;

/// The findings in a format; `color` is for those that people read on a terminal.
///
/// # Errors
/// A value that cannot be written in this format.
pub fn findings(checked: &Checked, format: Format, color: bool) -> Result<String, Error> {
    match format {
        Format::Full => Ok(full::report(checked, color)),
        Format::Concise => Ok(concise::report(checked, color)),
        Format::Json => json::report(checked),
        Format::Github => Ok(github::report(checked)),
        Format::Gitlab => gitlab::report(checked),
        Format::Sarif => sarif::report(checked),
        Format::Rdjson => rdjson::report(checked),
        Format::Markdown => Ok(markdown::report(checked)),
    }
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Severity {
    /// It is proven; or nothing could be judged.
    Error,
    /// It is likely.
    Warning,
}

impl Severity {
    fn of(one: &Finding) -> Self {
        match (one.rule.kind, one.certainty) {
            (None, _) | (_, Certainty::Proven) => Self::Error,
            (Some(_), Certainty::Likely | Certainty::Unknown) => Self::Warning,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// The source lines of a finding; none where they are longer than anybody reads, as in JSON that stands
/// on one line: a report that repeated them for each of its findings would have no end.
fn lines(one: &Finding) -> &[String] {
    const MOST: usize = 8_000;
    let bytes: usize = one.lines.iter().map(String::len).sum();
    if bytes <= MOST { &one.lines } else { &[] }
}

/// What was found, then what could not be judged.
fn all(checked: &Checked) -> impl Iterator<Item = &Finding> {
    checked.findings.iter().chain(&checked.unjudged)
}

/// What to do about a finding.
fn advice(one: &Finding) -> Option<&str> {
    one.fix.as_ref().map(|fix| fix.message.as_str()).or(one.help.as_deref())
}

/// What a finding says, and below it what to do, for formats that have one text for both.
fn said(one: &Finding) -> String {
    match advice(one) {
        Some(advice) => format!("{}\nhelp: {advice}", one.message),
        None => one.message.clone(),
    }
}

/// For each of [`all`], what tells it from the others and stays when lines above it come and go: a
/// digest of the rule, the file and the source line; the second time that these are the same it is
/// another one.
fn fingerprints(checked: &Checked) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    all(checked)
        .map(|one| {
            let text: Vec<&str> = lines(one).iter().map(|line| line.trim()).collect();
            let text = if text.is_empty() { one.message.clone() } else { text.join("\n") };
            let base = format!("{}\0{}\0{text}", one.rule.code, slashed(&one.path));
            let count = seen.entry(base.clone()).or_default();
            *count += 1;
            let mut digits = String::new();
            for byte in Md5::digest(format!("{base}\0{count}")) {
                let _ = write!(digits, "{byte:02x}");
            }
            digits
        })
        .collect()
}

/// A value as JSON, that means the same to whoever reads it as JSON and nothing to whom it passes on
/// its way: a terminal, a CI that looks for commands in what is printed, a page that it is put in.
fn to_json(value: &impl Serialize) -> Result<String, Error> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| Error::new(format!("the report cannot be written: {error}")))?;
    let mut out = String::with_capacity(text.len() + 1);
    let mut chars = text.chars().peekable();
    // Such characters stand in strings alone: all that JSON is made of besides is plain.
    while let Some(c) = chars.next() {
        match is_hidden(c) || c == '<' || (c == '#' && chars.peek() == Some(&'#')) {
            true => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
            false => out.push(c),
        }
    }
    out.push('\n');
    Ok(out)
}

#[cfg(test)]
pub(super) mod tests;
