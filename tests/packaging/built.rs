//! The wheel and the sdist, built once for all tests here, as CONTRIBUTING says a release is built.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use crate::common::expected;
use crate::common::python::{environment, must};

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
    let (dist, source, stamp) = (home.join("dist"), home.join("source"), home.join("built.tar.gz"));
    must(maturin(&python, &["maturin", "sdist"], &dist).current_dir(root));
    let sdist = only(&dist, ".tar.gz");

    // A build takes minutes, and is the same for the same sources.
    let packed = std::fs::read(&sdist).unwrap();
    if std::fs::read(&stamp).is_ok_and(|built| built == packed) {
        return Ok(Built { python, wheel: only(&dist, ".whl"), sdist });
    }
    let _ = std::fs::remove_dir_all(&dist);
    let _ = std::fs::remove_dir_all(&source);
    std::fs::create_dir_all(&dist).unwrap();
    std::fs::create_dir_all(&source).unwrap();
    std::fs::write(&sdist, &packed).unwrap();
    // With `m`, files are as old as they are here: cargo would not look at what was always there.
    must(Command::new("tar").args(["-xmf"]).arg(&sdist).arg("-C").arg(&source));
    let unpacked = only(&source, "");
    let release = documented();
    let words: Vec<&str> = release.split_whitespace().collect();
    // What cargo has compiled for the last one serves again.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    must(maturin(&python, &words, &dist).arg("--target-dir").arg(target).current_dir(unpacked));
    std::fs::write(stamp, packed).unwrap();
    Ok(Built { python, wheel: only(&dist, ".whl"), sdist })
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
