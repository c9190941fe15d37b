//! The line that ends what people read: how much was found, and what to do about it.

use std::collections::BTreeSet;
use std::path::Path;

use crate::finding::{Checked, Finding};
use crate::reference::Certainty;
use crate::report::files;

/// How much was found, mended and could not be judged: a line or several.
pub(super) fn lines(checked: &Checked) -> Vec<String> {
    let mut lines = Vec::new();
    let (fixed, fixed_files) = checked.fixed;
    if !checked.findings.is_empty() {
        let found = stale(checked.findings.len());
        let places = files(paths(&checked.findings));
        lines.push(format!("Found {found} in {places}{}.", ways(&checked.findings)));
    }
    if fixed > 0 {
        lines.push(format!("Fixed {} in {}.", stale(fixed), files(fixed_files)));
    }
    if !checked.unjudged.is_empty() {
        let unjudged = files(paths(&checked.unjudged));
        lines.push(match lines.is_empty() {
            true => format!("Found no stale references, but could not judge {unjudged}."),
            false => format!("Could not judge {unjudged}."),
        });
    }
    if lines.is_empty() {
        lines.push(format!("No stale references in {}.", files(checked.files)));
    }
    lines
}

/// How many `--fix` mends by itself.
pub(super) fn fixable(findings: &[Finding]) -> usize {
    with_fix(findings, Certainty::Proven)
}

fn with_fix(findings: &[Finding], certainty: Certainty) -> usize {
    findings.iter().filter(|one| one.fix.is_some() && one.certainty == certainty).count()
}

fn ways(findings: &[Finding]) -> String {
    match (fixable(findings), with_fix(findings, Certainty::Likely)) {
        (0, 0) => String::new(),
        (proven, 0) => format!(" ({proven} fixable with --fix)"),
        (0, likely) => format!(" ({likely} fixable with --fix --include likely)"),
        (proven, likely) => {
            format!(" ({proven} fixable with --fix, {likely} more with --include likely)")
        }
    }
}

fn stale(count: usize) -> String {
    format!("{count} stale reference{}", if count == 1 { "" } else { "s" })
}

fn paths(findings: &[Finding]) -> usize {
    findings.iter().map(|one| one.path.as_path()).collect::<BTreeSet<&Path>>().len()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{likely, proven, unjudged};
    use super::*;

    fn said(checked: &Checked) -> String {
        lines(checked).join(" ")
    }

    #[test]
    fn every_outcome_is_said() {
        let mut checked = Checked { files: 12, ..Checked::default() };
        assert_eq!(said(&checked), "No stale references in 12 files.");
        checked.unjudged = vec![unjudged()];
        assert_eq!(said(&checked), "Found no stale references, but could not judge 1 file.");
        checked.findings = vec![proven(), proven(), likely()];
        assert_eq!(
            said(&checked),
            "Found 3 stale references in 2 files (2 fixable with --fix, 1 more with --include \
             likely). Could not judge 1 file."
        );
        checked.unjudged.clear();
        checked.findings = vec![likely()];
        assert_eq!(
            said(&checked),
            "Found 1 stale reference in 1 file (1 fixable with --fix --include likely)."
        );
        checked.findings[0].fix = None;
        assert_eq!(said(&checked), "Found 1 stale reference in 1 file.");
        checked.fixed = (2, 1);
        assert_eq!(
            said(&checked),
            "Found 1 stale reference in 1 file. Fixed 2 stale references in 1 file."
        );
        checked.findings.clear();
        assert_eq!(said(&checked), "Fixed 2 stale references in 1 file.");
    }
}
