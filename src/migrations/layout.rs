//! How a migration is laid out: as `makemigrations` writes it, a field on a line of its own however
//! long; or as Black and Ruff do, where they have formatted the app's last migration.
//!
//! <https://black.readthedocs.io/en/stable/the_black_code_style/current_style.html#how-black-wraps-lines>

use std::fmt::Write;
use std::path::Path;

use crate::diagnostic::Error;
use crate::migrations::expr::{Expr, before};
use crate::project::Project;
use crate::scan;

/// How wide Black and Ruff make a line, unless they are told otherwise.
const WIDTH: usize = 88;

/// How wide the project's formatter makes a line, if the project says so.
///
/// # Errors
/// A file that cannot be read.
pub fn configured_width(project: &Project) -> Result<Option<usize>, Error> {
    for (path, tables) in [
        ("pyproject.toml", ["[tool.ruff]", "[tool.black]"]),
        ("ruff.toml", ["", ""]),
        (".ruff.toml", ["", ""]),
    ] {
        if !project.has(Path::new(path)) {
            continue;
        }
        let source = scan::read(project, Path::new(path))?;
        let width = line_length(source.text(0..source.bytes.len()), tables);
        if width.is_some() {
            return Ok(width);
        }
    }
    Ok(None)
}

/// `line-length = 100` of one of the `tables`; that of the empty name stands above all others.
fn line_length(text: &str, tables: [&str; 2]) -> Option<usize> {
    let mut table = "";
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            table = line;
        } else if let Some((key, value)) = line.split_once('=')
            && key.trim() == "line-length"
            && tables.contains(&table)
        {
            let digits = value.trim().chars().take_while(char::is_ascii_digit);
            return digits.collect::<String>().parse().ok();
        }
    }
    None
}

/// How the text of a migration is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// As `makemigrations` does.
    #[default]
    Django,
    /// As a formatter does.
    Formatted {
        /// How wide a line may be.
        width: usize,
        /// Whether a blank line follows `class Migration`.
        spaced: bool,
    },
}

impl Layout {
    /// The layout of a migration with this text, which prefers this quote. `width` is what the
    /// project tells its formatter, if it does.
    ///
    /// Only a formatter writes double quotes, and breaks the line of a field; no formatter leaves a
    /// line too long that can be broken.
    pub fn of(text: &str, quote: char, width: Option<usize>) -> Self {
        let lines: Vec<&str> = text.lines().skip_while(|line| !is_class(line)).collect();
        let breaks = lines.iter().any(|line| {
            let code = line.trim_start();
            let indent = line.len() - code.len();
            indent > 8 && code.ends_with('(') && !code.starts_with("migrations.")
        });
        let breakable = lines.iter().filter(|line| is_breakable(line));
        let longest = breakable.map(|line| line.chars().count()).max().unwrap_or_default();
        let is_formatted = match width {
            Some(width) => (breaks || quote == '"') && longest <= width,
            None => breaks || (quote == '"' && longest <= WIDTH),
        };
        if !is_formatted {
            return Self::Django;
        }
        let spaced = lines.get(1).is_none_or(|line| line.trim().is_empty());
        Self::Formatted { width: width.unwrap_or(longest.max(WIDTH)), spaced }
    }

    /// What stands below the line of the class.
    pub fn below_class(self) -> &'static str {
        match self {
            Self::Formatted { spaced: false, .. } => "",
            _ => "\n",
        }
    }

    /// One item of a list, of a dictionary or of arguments: its name or key with what joins it to its
    /// value, the value, a comma, and the end of the line.
    pub fn item(self, indent: usize, name: &str, value: &Expr, quote: char) -> String {
        let mut out = String::new();
        self.add(&mut out, indent, name, value, ",", quote);
        out
    }

    fn add(
        self,
        out: &mut String,
        indent: usize,
        name: &str,
        value: &Expr,
        comma: &str,
        quote: char,
    ) {
        let margin = " ".repeat(indent);
        let whole = format!("{margin}{name}{}{comma}\n", value.render(quote));
        // The end of the line does not count.
        if self.fits(&whole) {
            out.push_str(&whole);
            return;
        }
        let (opening, items, closing) = match value {
            Expr::Call { function, arguments } => {
                let items =
                    arguments.iter().map(|(keyword, value)| (before(keyword.as_deref()), value));
                (format!("{}(", function.render(quote)), items.collect(), ")")
            }
            Expr::List(items) => ("[".to_owned(), nameless(items), "]"),
            Expr::Tuple(items) => ("(".to_owned(), nameless(items), ")"),
            Expr::Set(items) => ("{".to_owned(), nameless(items), "}"),
            Expr::Dict(pairs) => {
                let pairs = pairs.iter();
                let items =
                    pairs.map(|(key, value)| (format!("{}: ", key.render(quote)), value)).collect();
                ("{".to_owned(), items, "}")
            }
            Expr::Name(_) | Expr::Str { .. } | Expr::Other { .. } => {
                (String::new(), Vec::new(), "")
            }
        };
        if items.is_empty() {
            out.push_str(&whole);
            return;
        }
        let _ = writeln!(out, "{margin}{name}{opening}");
        let inner = indent + 4;
        let rendered = items.iter().map(|(name, value)| format!("{name}{}", value.render(quote)));
        let together = rendered.collect::<Vec<_>>().join(", ");
        let together = format!("{}{together}\n", " ".repeat(inner));
        if matches!(value, Expr::Call { .. }) && self.fits(&together) {
            out.push_str(&together);
        } else {
            // One that stands alone has no comma, unless that makes a tuple of it.
            let is_tuple = matches!(value, Expr::Tuple(_));
            let comma = if items.len() > 1 || is_tuple { "," } else { "" };
            for (name, value) in &items {
                self.add(out, inner, name, value, comma, quote);
            }
        }
        let _ = writeln!(out, "{margin}{closing}{comma}");
    }

    /// A statement that imports one name, broken where it is too long.
    pub fn import(self, line: &str) -> String {
        match line.split_once(" import ") {
            Some((from, names)) if !self.fits(line) => {
                let names: Vec<String> =
                    names.split(", ").map(|name| format!("    {name},\n")).collect();
                format!("{from} import (\n{})\n", names.concat())
            }
            _ => format!("{line}\n"),
        }
    }

    /// A comment, broken where it is too long.
    pub fn comment(self, text: &str) -> String {
        let mut lines = vec!["#".to_owned()];
        for word in text.split(' ') {
            let last = lines.last().map(|line| format!("{line} {word}")).unwrap_or_default();
            match lines.last_mut() {
                Some(line) if self.fits(&last) || line == "#" => *line = last,
                _ => lines.push(format!("# {word}")),
            }
        }
        lines.join("\n") + "\n"
    }

    fn fits(self, line: &str) -> bool {
        match self {
            Self::Django => true,
            Self::Formatted { width, .. } => line.trim_end().chars().count() <= width,
        }
    }
}

fn nameless(items: &[Expr]) -> Vec<(String, &Expr)> {
    items.iter().map(|item| (String::new(), item)).collect()
}

fn is_class(line: &str) -> bool {
    line.starts_with("class Migration")
}

/// Whether a line has brackets with something in them, outside strings and comments.
fn is_breakable(line: &str) -> bool {
    let (mut string, mut open) = (None, false);
    for one in line.trim_start().chars() {
        match string {
            Some(quote) if one == quote => string = None,
            Some(_) => {}
            None if one == '#' => return false,
            None if open && !")]}".contains(one) => return true,
            None if matches!(one, '"' | '\'') => string = Some(one),
            None => open = "([{".contains(one),
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::parse_text;

    fn item(width: usize, text: &str) -> String {
        let file = parse_text("m.py".as_ref(), text).unwrap();
        let statement = file.root().named_child(0).unwrap();
        let value = Expr::read(&file, statement.named_child(0).unwrap());
        Layout::Formatted { width, spaced: true }.item(0, "", &value, '"')
    }

    #[test]
    fn lines_break_as_black_breaks_them() {
        let field = "('room', models.CharField(max_length=10, default='x'))";
        assert_eq!(
            item(80, field),
            "(\"room\", models.CharField(max_length=10, default=\"x\")),\n"
        );
        let broken = "(\n    \"room\",\n    models.CharField(max_length=10, default=\"x\"),\n),\n";
        assert_eq!(item(50, field), broken);
        let broken = "(\n    \"room\",\n    models.CharField(\n        max_length=10, default=\"x\"\n    ),\n),\n";
        assert_eq!(item(40, field), broken);
        assert_eq!(
            item(10, "f(a=[('b', 'c')])"),
            "f(\n    a=[\n        (\n            \"b\",\n            \"c\",\n        )\n    ]\n),\n"
        );
        assert_eq!(item(5, "'a long string'"), "\"a long string\",\n");
        assert_eq!(item(5, "(aaaaa,)"), "(\n    aaaaa,\n),\n");
    }

    #[test]
    fn the_formatter_is_told_how_wide_lines_are() {
        let tables = ["[tool.ruff]", "[tool.black]"];
        let text = "[tool.isort]\nline-length = 70\n[tool.black]\nline-length = 100 # wide\n";
        assert_eq!(line_length(text, tables), Some(100));
        assert_eq!(line_length("[tool.isort]\nline-length = 70\n", tables), None);
        assert_eq!(line_length("line-length = 79\n[lint]\n", ["", ""]), Some(79));
    }

    #[test]
    fn a_formatter_is_known_by_what_it_writes() {
        let text = |body: &str| format!("class Migration(migrations.Migration):\n\n{body}");
        let short = text("    dependencies = [\n        ('emr', '0001_initial'),\n    ]\n");
        assert_eq!(Layout::of(&short, '\'', None), Layout::Django);
        let formatted = Layout::Formatted { width: WIDTH, spaced: true };
        assert_eq!(Layout::of(&short, '"', None), formatted);
        let long = text(&format!("            ('a', f({})),\n", "x".repeat(90)));
        assert_eq!(Layout::of(&long, '"', None), Layout::Django);
        assert_eq!(
            Layout::of(&long, '"', Some(120)),
            Layout::Formatted { width: 120, spaced: true }
        );
        let broken =
            text("            field=models.ForeignKey(\n                x\n            ),\n");
        assert_eq!(Layout::of(&broken, '\'', None), formatted);
        let message = text(&format!("            help_text='({})',\n", "x".repeat(90)));
        assert_eq!(Layout::of(&message, '"', None), formatted);
    }
}
