//! For people: the source line with the place underlined, what is wrong with it, and what to do.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet};

use super::{Severity, advice, all, lines, summary};
use crate::diagnostic::{escape_in_place, one_line, shown_path};
use crate::finding::{Checked, Finding, Position, Region};

pub(super) fn report(checked: &Checked, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for one in all(checked) {
        out.push_str(&renderer.render(&groups(one)));
        out.push_str("\n\n");
    }
    for line in summary::lines(checked) {
        out.push_str(&line);
        out.push('\n');
    }
    out
}

/// What is wrong; and how it is mended, where that can be shown.
fn groups(one: &Finding) -> Vec<Group<'_>> {
    let level = match Severity::of(one) {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let (start, path) = (one.region.start, shown_path(&one.path));
    let title = level.primary_title(one_line(&one.message)).id(one.rule.code);
    let wrong = match offsets(one, &one.region) {
        Some(range) => title.element(
            Snippet::source(source(one))
                .line_start(start.line)
                .path(path)
                .annotation(AnnotationKind::Primary.span(range)),
        ),
        None => title.element(Origin::path(path).line(start.line).char_column(start.column)),
    };
    let Some(advice) = advice(one).map(one_line) else { return vec![wrong] };
    match patch(one) {
        Some(mended) => {
            vec![wrong, Group::with_title(Level::HELP.secondary_title(advice)).element(mended)]
        }
        None => vec![wrong.element(Level::HELP.message(advice))],
    }
}

/// The lines of the finding as its fix leaves them, where nothing else has to change.
fn patch(one: &Finding) -> Option<Snippet<'_, Patch<'_>>> {
    let edits = &one.fix.as_ref().filter(|fix| !fix.edits.is_empty())?.edits;
    let mut patches = Vec::new();
    for edit in edits {
        let text = escape_in_place(&edit.text.replace("\r\n", "\n"));
        patches.push((offsets(one, &edit.region)?, text));
    }
    patches.sort_by_key(|(range, _)| (range.start, range.end));
    if patches.windows(2).any(|pair| pair[0].0.end > pair[1].0.start) {
        return None;
    }
    let patches = patches.into_iter().map(|(range, text)| Patch::new(range, text));
    Some(Snippet::source(source(one)).line_start(one.region.start.line).patches(patches))
}

/// The lines of a finding as they are shown.
fn source(one: &Finding) -> String {
    lines(one).iter().map(|line| escape_in_place(line) + "\n").collect()
}

/// Where a region is in what is shown, in bytes; none where it is not in these lines.
fn offsets(one: &Finding, region: &Region) -> Option<Range<usize>> {
    let start = offset(one, region.start)?;
    let behind = Position { line: one.region.start.line + lines(one).len(), ..region.end };
    let end = match region.end == behind && behind.column == 1 {
        // Whole lines end where the next one begins.
        true => source(one).len(),
        false => offset(one, region.end)?,
    };
    Some(start..end.max(start))
}

fn offset(one: &Finding, position: Position) -> Option<usize> {
    let index = position.line.checked_sub(one.region.start.line)?;
    let shown = |line: &String| escape_in_place(line);
    let line = lines(one).get(index).map(shown)?;
    let above: usize = lines(one)[..index].iter().map(|line| shown(line).len() + 1).sum();
    let column = position.column.saturating_sub(1);
    Some(above + line.char_indices().nth(column).map_or(line.len(), |(at, _)| at))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_plain, checked, hostile, proven, region, several};
    use super::*;
    use crate::finding::TextEdit;

    #[test]
    fn the_place_is_underlined_and_the_fix_shown() {
        assert_eq!(
            report(&checked(), false),
            "\
error[RH001]: emr.models no longer defines Encounter: it has moved to core.models
 --> emr/views.py:1:6
  |
1 | from emr.models import Encounter
  |      ^^^^^^^^^^
  |
help: import it from core.models
  |
1 - from emr.models import Encounter
1 + from core.models import Encounter
  |

warning[RH109]: \"emr.Encounter\" is the old label of core.Encounter
 --> emr/events.py:3:8
  |
3 | TOPIC: \"emr.Encounter\"
  |        ^^^^^^^^^^^^^^^
  |
  = help: write core.Encounter

error[RH000]: is not valid Python, and mentions Encounter
--> emr/broken.py:1:1
 = help: mend the file

Found 2 stale references in 2 files (1 fixable with --fix, 1 more with --include likely).
Could not judge 1 file.
"
        );
    }

    #[test]
    fn several_lines_are_one_place() {
        let text = report(&Checked { findings: vec![several()], ..Checked::default() }, false);
        assert!(text.contains("\n1 |   from emr.models import (\n  |  ______^\n"), "{text}");
        assert!(text.contains("\n3 | | )\n  | |_^\n"), "{text}");
    }

    /// The place that is said is that of the file, whatever is shown of what stands before it.
    #[test]
    fn a_place_behind_what_is_not_seen_is_its_own() {
        let mut one = proven();
        one.lines = vec!["\u{1b}[31m\tü = emr.models".to_owned()];
        one.region = region(7, 11..21, 100);
        one.fix = None;
        let text = report(&Checked { findings: vec![one], ..Checked::default() }, false);
        assert!(text.contains(" --> emr/views.py:7:11\n"), "{text}");
        assert!(
            text.contains("7 | ␛[31m    ü = emr.models\n  |              ^^^^^^^^^^\n"),
            "{text}"
        );
    }

    #[test]
    fn whole_lines_are_replaced_as_such() {
        let mut one = proven();
        let shown = |one: &Finding| {
            report(&Checked { findings: vec![one.clone()], ..Checked::default() }, false)
        };
        let whole = Position { line: 2, column: 1, byte_column: 1 };
        for (text, wanted) in [
            (
                "from core.models import Encounter\r\n",
                "1 - from emr.models import Encounter\n1 + from core.models import Encounter\n",
            ),
            (
                "from core.models import Encounter\nfrom emr.models import X\n",
                "1 + from core.models import Encounter\n2 + from emr.models import X\n",
            ),
            ("", "1 - from emr.models import Encounter\n"),
        ] {
            if let Some(fix) = &mut one.fix {
                fix.edits[0].region = Region { end: whole, ..region(1, 1..1, 0) };
                fix.edits[0].text = text.to_owned();
            }
            assert!(shown(&one).contains(&format!("|\n{wanted}  |\n")), "{}", shown(&one));
        }
    }

    #[test]
    fn a_fix_elsewhere_or_of_one_place_twice_is_said_in_words() {
        let mut one = proven();
        let shown = |one: &Finding| {
            report(&Checked { findings: vec![one.clone()], ..Checked::default() }, false)
        };
        assert!(shown(&one).contains("1 + from core"));
        for at in [region(1, 6..10, 0), region(2, 1..1, 40), region(1, 1..7, 0)] {
            if let Some(fix) = &mut one.fix {
                fix.edits.truncate(1);
                fix.edits.push(TextEdit { region: at, text: "x".to_owned() });
            }
            let text = shown(&one);
            assert!(text.contains("= help: import it from core.models\n"), "{text}");
        }
    }

    /// A place may be anywhere, of any length, on lines of any kind: it is always said.
    #[test]
    fn every_place_is_said() {
        let mut one = proven();
        let lines = ["", "é\t\u{1b}x\r", "日本", " "];
        one.lines = lines.map(str::to_owned).to_vec();
        let positions: Vec<Position> = (1..=6)
            .flat_map(|line| (1..=6).map(move |column| Position { line, column, byte_column: 1 }))
            .collect();
        for start in positions.iter().filter(|position| position.line == 1) {
            for end in &positions {
                one.region = Region { start: *start, end: *end, bytes: 0..0 };
                if let Some(fix) = &mut one.fix {
                    fix.edits[0].region = one.region.clone();
                    fix.edits[0].text = "a\n\u{202e}".to_owned();
                }
                let text =
                    report(&Checked { findings: vec![one.clone()], ..Checked::default() }, false);
                assert!(text.contains("--> emr/views.py:1:"), "{start:?} {end:?} {text}");
                assert_plain(&text);
            }
        }
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let mut one = proven();
        one.lines = vec![format!("{}emr.models{}", "x ".repeat(1000), " y".repeat(1000))];
        one.region = region(1, 2001..2011, 0);
        one.fix = None;
        let text = report(&Checked { findings: vec![one], ..Checked::default() }, false);
        assert!(text.contains("--> emr/views.py:1:2001\n"), "{text}");
        assert!(text.contains("emr.models") && text.len() < 2000, "{text}");
    }

    #[test]
    fn colours_are_asked_for() {
        let one = Checked { findings: vec![proven()], ..Checked::default() };
        assert!(report(&one, true).starts_with("\u{1b}[1m\u{1b}[91merror"));
        assert_plain(&report(&one, false));
    }

    #[test]
    fn nothing_is_forged() {
        assert_plain(&report(&hostile(), false));
        let colored = report(&hostile(), true);
        let style = regex::Regex::new("\u{1b}\\[[0-9;]*m").unwrap();
        assert_plain(&style.replace_all(&colored, ""));
    }
}
