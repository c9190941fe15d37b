//! pre-commit itself, on a repository of its own, by the words of README's section "As a hook".

use std::fs;
use std::path::Path;
use std::process::Output;

use walkdir::WalkDir;

use crate::VERSION;
use crate::built::built;
use crate::common::python::must;
use crate::common::text;
use crate::desk::Desk;

fn commit(desk: &Desk) -> Output {
    let line = "git add --all && git commit --quiet -m 'a commit'";
    desk.shell("project", line).output().unwrap()
}

fn passes(desk: &Desk) {
    let output = commit(desk);
    assert!(output.status.success(), "{}", text(&output.stderr));
}

/// A commit that the hook stops: what it says.
fn stopped(desk: &Desk) -> String {
    let output = commit(desk);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    text(&output.stderr)
}

/// The indented block of README's section that has these words in it.
fn block(words: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(path).unwrap();
    let (_, section) = readme.split_once("\n## As a hook\n").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let blocks = section.split("\n\n").filter(|block| block.starts_with("    "));
    let mut found = blocks.filter(|block| block.contains(words));
    let lines = found.next().unwrap_or_else(|| panic!("README has no block with {words}"));
    assert_eq!(found.next(), None, "README has several blocks with {words}");
    lines.lines().map(|line| format!("{}\n", line.strip_prefix("    ").unwrap_or(line))).collect()
}

#[test]
fn a_commit_with_a_stale_import_is_stopped_and_mended() {
    let Some(built) = built() else { return };
    let desk = Desk::new(built);
    must(&mut desk.shell("django-rehome", &block("packaging/mirror/make")));
    let config = block("repos:");
    assert!(config.contains(&format!("rev: v{VERSION}\n")), "README names another release");
    desk.write(".pre-commit-config.yaml", &config);
    must(&mut desk.shell("project", &block("pre-commit install")));
    let hooked = WalkDir::new(desk.path("cache"))
        .into_iter()
        .map(Result::unwrap)
        .find(|entry| entry.file_name() == "django-rehome")
        .expect("pre-commit has installed the tool");
    let binary = desk.path("environment/bin/django-rehome");
    assert!(fs::read(hooked.path()).unwrap() == fs::read(binary).unwrap(), "it is another wheel");

    desk.write("notes.txt", "Encounters are in core now.\n");
    passes(&desk);
    desk.write("emr/reports.py", "import csv\n\nfrom emr.models import Encounter\n");
    let said = stopped(&desk);
    assert!(said.contains("RH001") && said.contains("emr/reports.py:3:24"), "{said}");
    assert_eq!(desk.read("emr/reports.py"), "import csv\n\nfrom emr.models import Encounter\n");
    let fixed = desk.shell("project", &block("check --fix")).output().unwrap();
    assert_eq!(fixed.status.code(), Some(1), "{}", text(&fixed.stderr));
    let mended = "import csv\n\nfrom core.models import Encounter\n";
    assert_eq!(desk.read("emr/reports.py"), mended);
    passes(&desk);

    desk.write(".pre-commit-config.yaml", &config.replace("rehome-check", "rehome-fix"));
    passes(&desk);
    desk.write("emr/reports.py", "import csv\n\nfrom .models import Encounter\n");
    let said = stopped(&desk);
    assert!(said.contains("files were modified by this hook"), "{said}");
    assert_eq!(desk.read("emr/reports.py"), mended);
    desk.write("emr/exports.py", "from emr.models import Encounter\n\nEncounter.objects.all()\n");
    stopped(&desk);
    passes(&desk);
    assert_eq!(must(&mut desk.shell("project", "git status --porcelain")), "");
}

/// The mirror has a tag for each release, and none twice.
#[test]
fn the_mirror_is_made_once_for_a_release() {
    let Some(built) = built() else { return };
    let desk = Desk::new(built);
    let make = "packaging/mirror/make ../mirror";
    must(&mut desk.shell("django-rehome", make));
    let files = must(&mut desk.shell("mirror", "git ls-tree --name-only HEAD && git tag"));
    let wanted = [".pre-commit-hooks.yaml", "LICENSE-APACHE", "LICENSE-MIT", "pyproject.toml"];
    assert_eq!(
        files.lines().collect::<Vec<_>>(),
        [&wanted[..], &[&format!("v{VERSION}")]].concat()
    );
    let again = desk.shell("django-rehome", make).output().unwrap();
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&again.stderr).contains("already"), "{}", text(&again.stderr));
    let manifest = must(&mut desk.shell("mirror", "cat pyproject.toml"));
    assert!(manifest.contains(&format!("\"django-rehome=={VERSION}\"")), "{manifest}");

    // The next release is one more commit.
    let manifest = fs::read_to_string(desk.path("django-rehome/Cargo.toml")).unwrap();
    fs::remove_file(desk.path("django-rehome/Cargo.toml")).unwrap();
    let next = manifest.replacen(VERSION, "99.0.0", 1);
    fs::write(desk.path("django-rehome/Cargo.toml"), next).unwrap();
    must(&mut desk.shell("django-rehome", make));
    let tags = must(&mut desk.shell("mirror", "git tag && git show v99.0.0:pyproject.toml"));
    assert!(tags.contains("django-rehome==99.0.0") && tags.contains(VERSION), "{tags}");
}
