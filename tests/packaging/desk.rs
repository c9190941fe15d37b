//! A project that was moved, on the desk of someone who has the wheel.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::built::{Built, installed};
use crate::common::python::must;
use crate::common::{Scratch, testdata, tree};

/// `project`, where `emr.Encounter` was moved to `core` and all is committed; beside it
/// `django-rehome`, with the wheel in its `dist`.
pub(crate) struct Desk {
    scratch: Scratch,
    /// Directories of the programs that the user has.
    programs: Vec<PathBuf>,
}

impl Desk {
    pub(crate) fn new(built: &Built) -> Self {
        let scratch = Scratch::new("desk");
        let python = installed(built, &scratch.0.join("environment"));
        let programs = [&python, &built.python].map(|python| python.parent().unwrap().to_owned());
        let desk = Self { scratch, programs: programs.to_vec() };
        let user = "[user]\nname = Someone\nemail = someone@example.com\n";
        fs::write(desk.path("gitconfig"), user).unwrap();

        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let checkout = desk.path("django-rehome");
        fs::create_dir_all(&checkout).unwrap();
        let files = ["packaging", ".pre-commit-hooks.yaml", "Cargo.toml"];
        for file in files.into_iter().chain(["LICENSE-APACHE", "LICENSE-MIT"]) {
            symlink(root.join(file), checkout.join(file)).unwrap();
        }
        symlink(built.wheel.parent().unwrap(), checkout.join("dist")).unwrap();

        for (path, bytes) in tree(&testdata().join("cases/minimal/before")) {
            let target = desk.path("project").join(path);
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            fs::write(target, bytes).unwrap();
        }
        desk.write("pyproject.toml", "[project]\nname = \"clinic\"\nversion = \"1\"\n");
        let commit = "git add --all && git commit --quiet -m";
        must(&mut desk.shell("project", &format!("git init --quiet && {commit} 'Before'")));
        must(&mut desk.shell("project", "django-rehome move emr.Encounter --to core --write"));
        assert!(desk.read("pyproject.toml").contains("emr.Encounter"), "the move is not noted");
        must(&mut desk.shell("project", &format!("{commit} 'Encounter is in core'")));
        desk
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.scratch.0.join(name)
    }

    /// Has a shell run a line in a directory of the desk, with the user's programs.
    pub(crate) fn shell(&self, dir: &str, line: &str) -> Command {
        self.shell_with(&self.programs, dir, line)
    }

    /// The same, with other programs.
    pub(crate) fn shell_with(&self, programs: &[PathBuf], dir: &str, line: &str) -> Command {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = programs.iter().cloned().chain(std::env::split_paths(&path));
        let mut command = Command::new("bash");
        command
            .args(["--noprofile", "--norc", "-euo", "pipefail", "-c", line])
            .current_dir(self.path(dir))
            .env("PATH", std::env::join_paths(path).unwrap())
            .env("PRE_COMMIT_HOME", self.path("cache"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", self.path("gitconfig"))
            .env_remove("GIT_DIR")
            .env_remove("GIT_INDEX_FILE");
        command
    }

    /// Writes a file of the project.
    pub(crate) fn write(&self, path: &str, text: &str) {
        fs::write(self.path("project").join(path), text).unwrap();
    }

    /// Reads a file of the project.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path("project").join(path)).unwrap()
    }
}
