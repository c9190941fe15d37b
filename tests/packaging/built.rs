//! The wheel and the sdist, built once for all tests here, as CONTRIBUTING says a release is built.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use crate::common::python::{environment, must};
use crate::common::{Tree, expected, tree};

/// What was built, and with what.
pub(crate) struct Built {
    /// The Python with what `requirements.txt` lists.
    pub(crate) python: PathBuf,
    pub(crate) sdist: PathBuf,
    pub(crate) wheel: PathBuf,
}

/// The two; none where the tools that build them are not to be had, which is said.
pub(crate) fn built() -> Option<&'static Built> {
    static BUILT: LazyLock<Result<Built, String>> = LazyLock::new(build);
    BUILT.as_ref().map_err(|why| expected("wheel", why)).ok()
}

fn build() -> Result<Built, String> {
    let python = environment("packaging", "tests/packaging/requirements.txt", (10, 14))
        .unwrap_or_else(|| Err("there is no Python from 3.10 to 3.14".to_owned()))?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("packaging");
    let [packed, unpacked, source, dist] = ["packed", "unpacked", "source", "dist"].map(|name| {
        let dir = home.join(name);
        std::fs::create_dir_all(&dir).unwrap();
        dir
    });
    empty(&packed);
    must(maturin(&python, &["maturin", "sdist"], &packed).current_dir(root));
    let sdist = only(&packed, ".tar.gz");
    empty(&unpacked);
    must(
        Command::new("tar")
            .arg("-xf")
            .arg(&sdist)
            .args(["--strip-components=1", "-C"])
            .arg(&unpacked),
    );

    // A build takes minutes, and is the same for the same sources. One that failed has left no wheel.
    if update(&source, &tree(&unpacked)) && std::fs::read_dir(&dist).unwrap().count() == 1 {
        return Ok(Built { python, sdist, wheel: only(&dist, ".whl") });
    }
    empty(&dist);
    let release = documented();
    let words: Vec<&str> = release.split_whitespace().collect();
    // What cargo has compiled for the last one serves again.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    must(maturin(&python, &words, &dist).arg("--target-dir").arg(target).current_dir(source));
    Ok(Built { python, sdist, wheel: only(&dist, ".whl") })
}

fn empty(dir: &Path) {
    std::fs::remove_dir_all(dir).unwrap();
    std::fs::create_dir(dir).unwrap();
}

/// Gives a directory these files, and says whether it had them. Those that it had are left alone, by
/// whose age cargo tells what has changed.
fn update(dir: &Path, wanted: &Tree) -> bool {
    let found = tree(dir);
    for path in found.keys().filter(|path| !wanted.contains_key(*path)) {
        std::fs::remove_file(dir.join(path)).unwrap();
    }
    for (path, bytes) in wanted.iter().filter(|(path, bytes)| found.get(*path) != Some(bytes)) {
        let target = dir.join(path);
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::write(target, bytes).unwrap();
    }
    found == *wanted
}

/// The command of CONTRIBUTING that builds the wheel of a release.
fn documented() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("CONTRIBUTING.md");
    let contributing = std::fs::read_to_string(path).unwrap();
    let command = contributing.lines().map(str::trim).find(|line| line.contains("maturin build"));
    command.expect("CONTRIBUTING says how a release is built").to_owned()
}

/// maturin, asked as in `words`.
fn maturin(python: &Path, words: &[&str], dist: &Path) -> Command {
    let mut command = Command::new(python.with_file_name(words[0]));
    let words = words[1..].iter().filter(|word| !["--out", "dist"].contains(word));
    command.args(words).arg("--out").arg(dist);
    // maturin finds zig through the Python that is first there.
    let path = std::env::var_os("PATH").unwrap_or_default();
    let bin = python.parent().unwrap().to_owned();
    let path = std::iter::once(bin).chain(std::env::split_paths(&path));
    command.env("PATH", std::env::join_paths(path).unwrap());
    command
}

/// The one entry of the directory whose name ends so.
pub(crate) fn only(dir: &Path, end: &str) -> PathBuf {
    let entries = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    let found: Vec<PathBuf> =
        entries.filter(|path| path.to_string_lossy().ends_with(end)).collect();
    assert_eq!(found.len(), 1, "{}: {found:?}", dir.display());
    found[0].clone()
}

/// An environment with nothing but the wheel, and how its Python is called.
pub(crate) fn installed(built: &Built, dir: &Path) -> PathBuf {
    must(Command::new(&built.python).args(["-m", "venv"]).arg(dir));
    let python = dir.join("bin/python");
    must(pip(&python).arg("--no-index").arg(&built.wheel));
    python
}

/// `pip install`, quietly.
pub(crate) fn pip(python: &Path) -> Command {
    let mut command = Command::new(python);
    command.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
    command
}
