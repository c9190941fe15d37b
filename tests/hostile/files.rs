//! What is no file, what cannot be read, what is too large, and links.

use std::fs::{self, File};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;

use crate::common::{expected, rehome_as_it_is, text};
use crate::lab::{Moves, Refuses, checks, laws, project, put, run};

const MENTIONS: &[u8] = b"from emr.models import Encounter\n\nx = Encounter\n";

fn fifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// None of them is opened: who opens a FIFO waits for ever, and a device has no end.
#[test]
fn what_is_no_file() {
    let build = |root: &Path| {
        for name in ["emr/pipe.py", "emr/fixtures.json", "pyproject.toml", "core/models/pipe.html"]
        {
            fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
            fifo(&root.join(name));
        }
        fs::remove_dir_all(root.join("core/models")).unwrap();
        drop(UnixListener::bind(root.join("emr/socket.py")).unwrap());
        put(root, "emr/directory.py/inner.py", MENTIONS);
        put(root, "emr/list.json/x.txt", b"emr.Encounter\n");
        for (name, target) in
            [("zero.py", "/dev/zero"), ("tty.html", "/dev/tty"), ("full.json", "/dev/full")]
        {
            symlink(target, root.join("emr").join(name)).unwrap();
        }
    };
    laws("no file", &Moves, &build);
    checks("no file", &build);
}

/// A FIFO where the models of an app would be: there is no app then, and it is said.
#[test]
fn a_pipe_in_place_of_models() {
    let build = |root: &Path| {
        fs::remove_file(root.join("core/models.py")).unwrap();
        fifo(&root.join("core/models.py"));
        fs::remove_file(root.join("emr/models.py")).unwrap();
        fifo(&root.join("emr/models.py"));
    };
    laws("pipe", &Refuses("emr"), &build);
}

#[test]
fn links_that_go_round_and_links_that_lead_out() {
    let build = |root: &Path| {
        let outside = root.parent().unwrap().join("outside");
        put(&outside, "secret.py", MENTIONS);
        put(&outside, "package/__init__.py", MENTIONS);
        for (name, target) in [
            ("emr/itself.py", "itself.py"),
            ("emr/a.py", "b.py"),
            ("emr/b.py", "a.py"),
            ("emr/up", ".."),
            ("emr/root", "../.."),
            ("emr/nowhere.py", "not/there.py"),
        ] {
            symlink(target, root.join(name)).unwrap();
        }
        symlink("../../outside/secret.py", root.join("emr/secret.py")).unwrap();
        symlink("../outside/package", root.join("package")).unwrap();
    };
    let said = laws("links", &Moves, &build);
    // Nothing is written there (the laws see all of what is around the project), and it is said.
    for link in ["emr/root", "emr/secret.py", "package"] {
        let line = format!("{link}:1:1: a link that leads out of the project is not followed");
        assert!(said.contains(&line), "{said}");
    }
    checks("links", &build);
}

/// Who is root can read everything: somebody else is.
#[test]
fn what_cannot_be_read() {
    let mut somebody = Command::new("setpriv");
    somebody.args(["--reuid=65534", "--regid=65534", "--clear-groups", "true"]);
    if !somebody.status().is_ok_and(|status| status.success()) {
        expected("unreadable files", "nobody else can be made to read them (setpriv as root)");
        return;
    }
    for (name, mode, named) in [
        ("emr/views.py", 0o000, "emr/views.py:1:1: cannot be read"),
        ("emr/api", 0o000, "emr/api"),
        ("emr/other.json", 0o000, "emr/other.json:1:1: cannot be read"),
    ] {
        // Where somebody else may go.
        let around = std::env::temp_dir().join(format!("rehome-unread-{}", std::process::id()));
        let held = project("hostile", &|root| put(root, "emr/other.json", b"{}"));
        let copied = Command::new("cp").arg("-r").arg(&held.0).arg(&around).status().unwrap();
        assert!(copied.success());
        let root = around.join("project");
        fs::set_permissions(root.join(name), fs::Permissions::from_mode(mode)).unwrap();
        let tool = around.join("tool");
        fs::copy(env!("CARGO_BIN_EXE_django-rehome"), &tool).unwrap();
        for command in [&["refs", "emr.Encounter"][..], &["move", "emr.Encounter", "--to", "core"]]
        {
            let output = Command::new("setpriv")
                .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
                .arg(&tool)
                .args(command)
                .arg("--root")
                .arg(&root)
                .output()
                .unwrap();
            let said = text(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{name}: {said}");
            assert!(said.contains(named) && said.contains("\n  help: "), "{name}: {said}");
        }
        fs::remove_dir_all(&around).unwrap();
    }
}

/// A gigabyte, which is a hole but for a few bytes at its end, or all of it.
fn large(path: &Path, end: &[u8]) {
    use std::os::unix::fs::FileExt;
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let file = File::create(path).unwrap();
    file.set_len(1 << 30).unwrap();
    file.write_all_at(end, (1 << 30) - end.len() as u64).unwrap();
}

const NAMES: [&str; 4] = ["emr/large.py", "emr/large.json", "emr/large.html", "emr/large.txt"];

/// The limit of memory is less than any of them; it is said of those that mention the model.
#[test]
fn a_gigabyte() {
    laws("gigabytes", &Moves, &|root| NAMES.iter().for_each(|name| large(&root.join(name), b"")));
    let mentions = |root: &Path| {
        for name in NAMES {
            large(&root.join(name), b"\nemr.Encounter\n");
        }
    };
    laws("gigabytes", &Refuses("emr/large.html:1:1: is too large to be read"), &mentions);
    let said = checks("gigabytes", &mentions);
    for name in NAMES {
        let line = said.lines().find(|line| line.starts_with(name));
        assert!(line.is_some_and(|line| line.contains("too large to be read")), "{name}: {said}");
    }
}

/// As large as is read: it moves, and the memory is enough.
#[test]
fn a_fixture_of_sixty_megabytes() {
    let row = "{\"model\": \"emr.encounter\", \"pk\": 1, \"fields\": {}}";
    let other = format!(
        "{{\"model\": \"emr.note\", \"pk\": 1, \"fields\": {{\"text\": \"{}\"}}}}",
        "x".repeat(1 << 20)
    );
    let rows = format!("[{}{row}]", format!("{other},").repeat(60));
    let said = laws("fixture", &Moves, &|root| put(root, "emr/fixtures/all.json", rows.as_bytes()));
    assert!(said.contains("emr  "), "{said}");
}

/// A configuration is no place to hide a bomb, or a lie.
#[test]
fn a_configuration_that_lies() {
    let deep =
        format!("[tool.django-rehome]\nexclude = {}{}\n", "[".repeat(50_000), "]".repeat(50_000));
    let dotted = format!("[tool.django-rehome]\n{} = 1\n", vec!["a"; 50_000].join("."));
    let inline =
        format!("[tool.django-rehome]\na = {}1{}\n", "{a=".repeat(50_000), "}".repeat(50_000));
    for (name, config) in [
        ("deep", deep.as_bytes()),
        ("dotted", dotted.as_bytes()),
        ("inline", inline.as_bytes()),
        ("bytes", b"[tool.django-rehome]\nexclude = [\"\xff\"]\n"),
        ("nul", b"[tool.django-rehome]\nexclude = [\"a\0\"]\n"),
        ("type", b"[tool.django-rehome]\nmoves = 1\n"),
        ("escape", b"[tool.django-rehome]\n\"\\u001b[2J\\u202e\" = 1\n"),
        ("name", b"[[tool.django-rehome.moves]]\nfrom = \"emr.\\u001b[2J\"\nto = \"core\"\n"),
        ("twice", b"[tool.django-rehome]\n[tool.django-rehome]\n"),
    ] {
        let build = |root: &Path| put(root, "pyproject.toml", config);
        laws(name, &Refuses("pyproject.toml"), &build);
        checks(name, &build);
    }
    // What it says is not so: the model has never left, or is nowhere.
    for config in [
        "[[tool.django-rehome.moves]]\nfrom = \"core.Encounter\"\nto = \"emr\"\n",
        "[[tool.django-rehome.moves]]\nfrom = \"emr.Ghost\"\nto = \"core\"\n",
        "[[tool.django-rehome.moves]]\nfrom = \"emr.Encounter\"\nto = \"emr\"\n",
        "[[tool.django-rehome.moves]]\nfrom = \"no.One\"\nto = \"nowhere\"\nmodule = \"../../x\"\n",
    ] {
        let held = project("hostile", &|root| put(root, "pyproject.toml", config.as_bytes()));
        let root = held.0.join("project");
        run("lies", &["check"], &root);
        run("lies", &["check", "--fix", "--allow-no-vcs"], &root);
        run("lies", &["move", "emr.Encounter", "--to", "core"], &root);
    }
}

/// Files that are named are looked at by their name, whatever they are.
#[test]
fn given_what_is_no_file() {
    let held = project("hostile", &|root| {
        fifo(&root.join("emr/pipe.py"));
        fs::create_dir(root.join("emr/directory.py")).unwrap();
        symlink("/dev/zero", root.join("emr/zero.py")).unwrap();
    });
    let root = held.0.join("project");
    for name in ["emr/pipe.py", "emr/directory.py", "emr/zero.py", "/dev/null", "/dev/zero"] {
        run(name, &["check", "--move", "emr.Encounter=core", name], &root);
    }
    let nothing = rehome_as_it_is(&["check", "--move", "emr.Encounter=core", "emr/none.py"], &root);
    assert_eq!(nothing.status.code(), Some(2));
}
