//! A Python with Django, which is made once, in `.venv-tests`, from `tests/django/requirements.txt`.
//!
//! `DJANGO_REHOME_PYTHON` names the Python to make it with, where `python3` is not the one.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use super::text;

/// The Python of an environment with Django, made where it is missing.
pub(crate) fn python() -> &'static Path {
    static PYTHON: OnceLock<PathBuf> = OnceLock::new();
    PYTHON.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let requirements = root.join("tests/django/requirements.txt");
        let wanted = std::fs::read_to_string(&requirements).unwrap();
        let home = root.join(".venv-tests");
        let (python, stamp) = (home.join("bin/python"), home.join("made-from.txt"));
        if std::fs::read_to_string(&stamp).is_ok_and(|made| made == wanted) {
            return python;
        }
        let base = std::env::var("DJANGO_REHOME_PYTHON").unwrap_or_else(|_| "python3".into());
        must(Command::new(&base).args(["-m", "venv", "--clear"]).arg(&home));
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"];
        must(Command::new(&python).args(pip).arg(&requirements));
        std::fs::write(stamp, wanted).unwrap();
        python
    })
}

/// Runs a program that must succeed, and returns what it says.
pub(crate) fn must(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| {
        panic!("{command:?} cannot be run: {error}\nThe tests need Python 3.10 or newer.")
    });
    let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{command:?} failed:\n{said}");
    said
}
