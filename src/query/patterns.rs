//! The patterns of a `.scm` file, and what a Python file has to say to match each: what the pattern
//! compares a name with.
//! <https://tree-sitter.github.io/tree-sitter/using-parsers/queries/3-predicates-and-directives.html>

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// A predicate that compares a capture with literal words, or with a pattern.
static PREDICATE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"\(#(eq|any-of|match)\? @\w+((?:\s+"[^"]*")+)\)"#).ok());

/// A word of a predicate.
static QUOTED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#""([^"]*)""#).ok());

/// The patterns of `text` as byte ranges, put together by what a file has to say: a pattern for its
/// bytes.
pub(super) fn groups(text: &str) -> Vec<(String, Vec<Range<usize>>)> {
    let mut groups: Vec<(String, Vec<Range<usize>>)> = Vec::new();
    for range in patterns(text) {
        let needle = needle(&text[range.clone()]);
        match groups.iter_mut().find(|(other, _)| *other == needle) {
            Some((_, list)) => list.push(range),
            None => groups.push((needle, vec![range])),
        }
    }
    groups
}

/// The patterns at the top level, which all stand in brackets.
fn patterns(text: &str) -> Vec<Range<usize>> {
    let (mut patterns, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    let (mut in_string, mut in_comment) = (false, false);
    for (at, c) in text.char_indices() {
        match c {
            '\n' => in_comment = false,
            _ if in_comment => {}
            '"' => in_string = !in_string,
            _ if in_string => {}
            ';' => in_comment = true,
            '(' => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            ')' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    patterns.push(start..at + 1);
                }
            }
            _ => {}
        }
    }
    patterns
}

/// What a file has to say to match a pattern, as that says itself or by the first of its predicates;
/// nothing where it has none.
fn needle(pattern: &str) -> String {
    let (Some(predicate), Some(quoted)) = (PREDICATE.as_ref(), QUOTED.as_ref()) else {
        return String::new();
    };
    if let Some((_, rest)) = pattern.split_once("(#set! says \"") {
        return rest.split('"').next().unwrap_or_default().replace(r"\\", r"\");
    }
    let Some(found) = predicate.captures(pattern) else { return String::new() };
    let words = quoted.captures_iter(&found[2]).map(|word| word[1].to_owned());
    match &found[1] {
        // The pattern is for a whole name, and the file has more than that.
        "match" => words.map(|word| word.replace(['^', '$'], "")).collect(),
        _ => {
            let words: Vec<String> = words.map(|word| regex::escape(&word)).collect();
            format!(r"\b(?:{})\b", words.join("|"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::groups;

    #[test]
    fn patterns_that_ask_for_the_same_word_are_together() {
        let text = r#"
; (a comment)
((call (identifier) @_f "(") (#eq? @_f "get_model") (#set! kind "a"))
((type) @x (#set! kind "b"))
((call (identifier) @_f) @x (#any-of? @_f "a.b" "c") (#eq? @_g "d") (#set! kind "c"))
((call (identifier) @_f) (#eq? @_f "get_model") (#set! kind "d"))
((call (identifier) @_f) (#match? @_f "(^|_)app$") (#set! kind "e"))
((call (identifier) @_f) (#match? @_f "^[a-z]") (#set! says "\\[x") (#set! kind "f"))
"#;
        let found = groups(text);
        let needles: Vec<&str> = found.iter().map(|(needle, _)| needle.as_str()).collect();
        assert_eq!(needles, [r"\b(?:get_model)\b", "", r"\b(?:a\.b|c)\b", "(|_)app", r"\[x"]);
        let list: Vec<&str> = found[0].1.iter().map(|range| &text[range.clone()]).collect();
        assert!(
            list.iter().all(|one| one.starts_with("((call") && one.ends_with("\"))")),
            "{list:?}"
        );
        assert!(list[0].contains(r#"kind "a""#) && list[1].contains(r#"kind "d""#));
    }
}
