//! Pythons with Django, and with what makes and uses packages, each made once, in `.venv-tests`, from
//! its requirements.
//!
//! Which Python an environment is made with: the first that fits of the one that
//! `DJANGO_REHOME_PYTHON` names, `python3`, `python3.14` and so on down, and those that pyenv has.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use super::text;

/// A version of Django, and the Python 3 that it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Django {
    pub(crate) version: &'static str,
    /// The first and the last minor version.
    pythons: (u32, u32),
}

/// The oldest that is supported, the one that most is judged with, and the newest.
pub(crate) const DJANGOS: [Django; 3] = [
    Django { version: "4.2", pythons: (10, 12) },
    Django { version: "5.2", pythons: (10, 14) },
    Django { version: "6.1", pythons: (12, 14) },
];

/// The Python that the tests ask where the version of Django is all the same.
pub(crate) fn python() -> PathBuf {
    DJANGOS[1].python().expect("Python 3.10 or newer, which the tests need")
}

impl Django {
    /// The Python of the environment, made where it is missing; none where no Python here fits.
    pub(crate) fn python(&self) -> Option<PathBuf> {
        static MADE: Mutex<BTreeMap<&str, Option<PathBuf>>> = Mutex::new(BTreeMap::new());
        MADE.lock().unwrap().entry(self.version).or_insert_with(|| self.make()).clone()
    }

    fn make(&self) -> Option<PathBuf> {
        let requirements = format!("tests/django/requirements/{}.txt", self.version);
        let made = environment(self.version, &requirements, self.pythons)?;
        Some(made.unwrap_or_else(|failure| panic!("{failure}")))
    }
}

/// The Python of the environment of this name, made where it is missing or was made from another list;
/// none where no Python here has a minor version in the range, ends included.
///
/// # Errors
/// What pip says, where it cannot install what is listed.
pub(crate) fn environment(
    name: &str,
    requirements: &str,
    minors: (u32, u32),
) -> Option<Result<PathBuf, String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let requirements = root.join(requirements);
    let wanted = std::fs::read_to_string(&requirements).unwrap();
    let home = root.join(".venv-tests").join(name);
    let (python, stamp) = (home.join("bin/python"), home.join("made-from.txt"));
    if std::fs::read_to_string(&stamp).is_ok_and(|made| made == wanted) {
        return Some(Ok(python));
    }
    let base = candidates()
        .into_iter()
        .find(|base| minor_of(base).is_some_and(|minor| minors.0 <= minor && minor <= minors.1))?;
    must(Command::new(&base).args(["-m", "venv", "--clear"]).arg(&home));
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"];
    let installed = said(Command::new(&python).args(pip).arg(&requirements));
    Some(installed.map(|_| {
        std::fs::write(stamp, wanted).unwrap();
        python
    }))
}

/// Pythons that may be there, the likely ones first.
fn candidates() -> Vec<PathBuf> {
    let named = std::env::var_os("DJANGO_REHOME_PYTHON").map(PathBuf::from);
    let mut found: Vec<PathBuf> = named.into_iter().collect();
    found.push("python3".into());
    found.extend((10..=14).rev().map(|minor| PathBuf::from(format!("python3.{minor}"))));
    let pyenv = std::env::var_os("PYENV_ROOT").map(PathBuf::from);
    let pyenv = pyenv.or_else(|| Some(std::env::home_dir()?.join(".pyenv")));
    let versions = pyenv.and_then(|pyenv| std::fs::read_dir(pyenv.join("versions")).ok());
    let mut versions: Vec<PathBuf> = versions
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin/python")))
        .collect();
    versions.sort();
    found.extend(versions.into_iter().rev());
    found
}

/// The minor version of a Python 3 that can make environments.
fn minor_of(python: &Path) -> Option<u32> {
    let asked = "import ensurepip, sys; print(sys.version_info[0] == 3 and sys.version_info[1])";
    let output = Command::new(python).args(["-c", asked]).output().ok()?;
    text(&output.stdout).trim().parse().ok()
}

/// Runs a program that must succeed, and returns what it says.
pub(crate) fn must(command: &mut Command) -> String {
    said(command).unwrap_or_else(|failure| panic!("{failure}"))
}

/// Runs a program, and returns what it says.
///
/// # Errors
/// It fails: the command, and what it says.
pub(crate) fn said(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|error| format!("{command:?} cannot be run: {error}"))?;
    let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
    match output.status.success() {
        true => Ok(said),
        false => Err(format!("{command:?} failed:\n{said}")),
    }
}
