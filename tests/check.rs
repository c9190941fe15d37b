//! `check` in small projects: what is found, what is mended, what is passed over, and the exit status.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests make their own projects, and fail loudly"
)]

mod common;

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use common::{Scratch, assert_same, testdata, text, tree};

const RECORD: &str = "[[moves]]\nfrom = \"emr.Encounter\"\nto = \"core\"\n";
const STALE: &str = "from emr.models import Encounter\n\nALL = [Encounter]\n";
const MENDED: &str = "from core.models import Encounter\n\nALL = [Encounter]\n";

/// A project in which `emr.Encounter` has moved to `core`, and which knows it.
struct Project(Scratch);

impl Project {
    fn new() -> Self {
        let scratch = Scratch::with("check", &tree(&testdata().join("cases/minimal/after")));
        let project = Self(scratch);
        project.write("django-rehome.toml", RECORD);
        project
    }

    fn root(&self) -> &Path {
        &self.0.0
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.root().join(path)).unwrap()
    }

    /// Runs the tool in a directory of the project.
    fn run_in(&self, directory: &str, arguments: &[&str], input: Option<&str>) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_django-rehome"));
        command.current_dir(self.root().join(directory)).args(arguments);
        if arguments.contains(&"--fix") {
            command.arg("--allow-no-vcs");
        }
        command.env("GIT_CEILING_DIRECTORIES", env!("CARGO_TARGET_TMPDIR"));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A run that does not read its input ends without it.
        let _ = child.stdin.take().unwrap().write_all(input.unwrap_or_default().as_bytes());
        child.wait_with_output().unwrap()
    }

    /// What `check` finds, as lines, and its exit status.
    fn check_in(&self, directory: &str, arguments: &[&str]) -> (Vec<String>, i32) {
        let arguments = [&["check", "--output-format", "concise"], arguments].concat();
        let output = self.run_in(directory, &arguments, None);
        let said = text(&output.stdout);
        let found = said.lines().filter(|line| line.contains(": RH")).map(str::to_owned);
        (found.collect(), output.status.code().unwrap())
    }

    fn check(&self, arguments: &[&str]) -> (Vec<String>, i32) {
        self.check_in(".", arguments)
    }

    /// What is said on stderr by a run that has to end with this status.
    fn complains(&self, arguments: &[&str], status: i32) -> String {
        let output = self.run_in(".", &[&["check"], arguments].concat(), None);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(status), "{}{said}", text(&output.stdout));
        said
    }
}

/// The places and codes of findings: `emr/views.py:1:24 RH001`.
fn places(found: &[String]) -> Vec<String> {
    let place = |line: &String| {
        let (place, rest) = line.split_once(": ").unwrap();
        format!("{place} {}", rest.split([' ', ':']).next().unwrap())
    };
    found.iter().map(place).collect()
}

#[test]
fn what_has_moved_cleanly_is_clean() {
    let project = Project::new();
    assert_eq!(project.check(&[]), (vec![], 0));
    // The shim, and the migrations that the move has written and found, are not stale.
    let every: Vec<String> =
        tree(project.root()).into_keys().map(|path| path.to_string_lossy().into_owned()).collect();
    let every: Vec<&str> = every.iter().map(String::as_str).collect();
    assert!(every.contains(&"emr/models.py") && every.contains(&"emr/migrations/0001_initial.py"));
    assert_eq!(project.check(&every), (vec![], 0));
}

#[test]
fn a_stale_import_is_found_and_mended_once() {
    let project = Project::new();
    project.write("emr/views.py", STALE);
    let (found, status) = project.check(&[]);
    assert_eq!((places(&found), status), (vec!["emr/views.py:1:24 RH001".to_owned()], 1));
    assert_eq!(project.read("emr/views.py"), STALE, "nothing is written without --fix");
    let (found, status) = project.check(&["--fix"]);
    assert_eq!((found, status), (vec![], 1));
    assert_eq!(project.read("emr/views.py"), MENDED);
    let before = tree(project.root());
    assert_eq!(project.check(&["--fix"]), (vec![], 0));
    assert_same("a second --fix", &before, &tree(project.root()));
}

#[test]
fn files_and_directories_that_are_given_are_judged_alone() {
    let project = Project::new();
    project.write("emr/views.py", STALE);
    project.write("core/views.py", STALE);
    project.write("lab/deep/views.py", STALE);
    let found = |arguments: &[&str]| places(&project.check(arguments).0);
    assert_eq!(found(&["emr/views.py"]), ["emr/views.py:1:24 RH001"]);
    assert_eq!(
        found(&["lab", "./core/views.py"]),
        ["core/views.py:1:24 RH001", "lab/deep/views.py:1:24 RH001"]
    );
    assert_eq!(found(&["."]).len(), 3);
    assert_eq!(project.check(&["emr/models.py", "core/__init__.py"]), (vec![], 0));
    // From a directory below, paths are those of there.
    let (below, _) = project.check_in("lab", &["deep/views.py"]);
    assert_eq!(places(&below), ["deep/views.py:1:24 RH001"]);
    assert_eq!(project.check_in("lab", &[]).0.len(), 3, "no path is the whole project");
    assert!(project.complains(&["emr/none.py"], 2).contains("emr/none.py is not there"));
}

#[test]
fn what_others_re_export_is_followed_from_the_files_that_are_given() {
    let project = Project::new();
    project.write("emr/__init__.py", "from .models import *\n");
    project.write("emr/api.py", "from emr.models import Encounter\n");
    project.write("lab/api.py", "from emr.models import Encounter\n");
    project.write(
        "lab/views.py",
        "from emr.api import Encounter\nfrom lab.api import Encounter as E\n",
    );
    project.write("lab/stars.py", "from emr.models import *\n\nALL = [Encounter]\n");
    // What another app re-exports is an address of its own: that app's import is the stale one.
    assert_eq!(places(&project.check(&["lab/views.py"]).0), ["lab/views.py:1:21 RH001"]);
    assert_eq!(places(&project.check(&["lab/stars.py"]).0), ["lab/stars.py:1:1 RH002"]);
    project
        .write("lab/mocks.py", "from unittest import mock\n\nmock.patch(\"lab.api.Encounter\")\n");
    assert_eq!(project.check(&["lab/mocks.py"]), (vec![], 0), "mocks patch where it is used");
}

/// Permissions that say neither the model nor its app in one piece are found in a file alone as they are in
/// the whole project.
#[test]
fn permissions_of_ones_own_are_found_in_the_files_that_are_given() {
    let project = Project::new();
    let models = project.read("core/models.py");
    let meta = "\n    class Meta:\n        permissions = [(\"can_discharge\", \"x\"), (\"admit-now\", \"x\")]\n";
    let class = "class Encounter(models.Model):\n";
    assert!(models.contains(class), "{models}");
    project.write("core/models.py", models.replace(class, &format!("{class}{meta}\n")));
    for line in [
        "Permission.objects.get(content_type__app_label='emr', codename='can_discharge')",
        "Permission.objects.get(codename='can_discharge', content_type__app_label='emr')",
        "user.has_perm('emr.can_discharge')",
        "user.has_perm('emr.admit-now')",
    ] {
        let text = format!(
            "from django.contrib.auth.models import Permission\n\n\ndef f(user):\n    return {line}\n"
        );
        project.write("lab/views.py", text);
        let (whole, status) = project.check(&[]);
        assert_eq!((whole.len(), status), (1, 1), "{line}: {whole:?}");
        assert_eq!(project.check(&["lab/views.py"]), (whole, status), "{line}");
    }
}

#[test]
fn a_module_that_the_model_has_not_left_is_refused() {
    let project = Project::new();
    project.write("django-rehome.toml", format!("{RECORD}module = \"core.models\"\n"));
    let said = project.complains(&[], 2);
    assert!(said.contains("emr.Encounter is said to have left core.models, where it is"), "{said}");
}

#[test]
fn what_is_had_through_a_module_that_is_gone_is_stale() {
    let project = Project::new();
    std::fs::remove_file(project.root().join("emr/models.py")).unwrap();
    project.write("emr/models/__init__.py", "");
    project.write("django-rehome.toml", format!("{RECORD}module = \"emr.models.visits\"\n"));
    project.write("emr/views.py", "from . import models\n\nALL = [models.visits.Encounter]\n");
    for arguments in [&[][..], &["emr/views.py"]] {
        assert_eq!(places(&project.check(arguments).0), ["emr/views.py:3:8 RH003"]);
    }
    assert_eq!(project.check(&["--fix"]), (vec![], 1));
    assert_eq!(
        project.read("emr/views.py"),
        "from core import models\n\nALL = [models.Encounter]\n"
    );
    assert!(!project.root().join("emr/models/visits.py").exists());
    assert_eq!(project.check(&[]), (vec![], 0));
}

#[test]
fn what_a_star_has_brought_before_the_move_is_missed() {
    let project = Project::new();
    let asked = "\n\ndef __getattr__(name):\n    if name == \"Encounter\":\n        from core.models \
                 import Encounter\n        return Encounter\n    raise AttributeError(name)\n";
    let own = "__all__ = [\"VitalSigns\"]\n\n\nclass VitalSigns:\n    pass\n";
    project.write("emr/models.py", format!("{own}{asked}"));
    project.write("lab/views.py", "from emr.models import *\n\nALL = [Encounter, VitalSigns]\n");
    let wanted = vec!["lab/views.py:1:1 RH002".to_owned()];
    for arguments in [&[][..], &["lab/views.py"]] {
        assert_eq!(places(&project.check(arguments).0), wanted);
    }
    assert_eq!(project.check(&["--fix"]), (vec![], 1));
    assert!(project.read("lab/views.py").contains("from core.models import Encounter\n"));
    assert_eq!(project.check(&[]), (vec![], 0));
    // Elsewhere it comes from where it is.
    for other in ["from core.models import Encounter\n", "from core.models import *\n"] {
        for imports in [
            format!("{other}from emr.models import *\n"),
            format!("from emr.models import *\n{other}"),
        ] {
            project.write("lab/views.py", format!("{imports}\nALL = [Encounter]\n"));
            assert_eq!(project.check(&[]), (vec![], 0), "{imports}");
        }
    }
}

#[test]
fn names_that_went_along_are_stale_where_the_record_says_so() {
    let project = Project::new();
    project.write("core/models.py", project.read("core/models.py") + "\n\nWARDS = 3\nROOMS = 4\n");
    project.write(
        "emr/models.py",
        project.read("emr/models.py").replace("import Encounter", "import ROOMS, WARDS, Encounter"),
    );
    project.write("emr/views.py", "from emr.models import ROOMS, WARDS\n");
    assert_eq!(project.check(&[]), (vec![], 0), "nobody knows that they were there before");
    project.write("django-rehome.toml", format!("{RECORD}names = [\"WARDS\"]\n"));
    assert_eq!(places(&project.check(&["emr/views.py"]).0), ["emr/views.py:1:31 RH001"]);
    project.check(&["--fix"]);
    let mended = project.read("emr/views.py");
    assert!(mended.contains("from core.models import WARDS") && mended.contains("import ROOMS"));
}

#[test]
fn a_file_that_cannot_be_judged_is_never_a_zero() {
    let project = Project::new();
    project.write("emr/broken.py", "from emr.models import Encounter\ndef (:\n");
    project.write("emr/views.py", STALE);
    let (found, status) = project.check(&[]);
    assert_eq!(status, 2);
    assert_eq!(places(&found).len(), 2, "the others are judged all the same: {found:?}");
    assert!(
        found.iter().any(|line| line.starts_with("emr/broken.py:2:") && line.contains("RH000"))
    );
    assert_eq!(project.check(&["emr/views.py"]).1, 1, "what is not given is not judged");
    assert_eq!(project.check(&["emr/broken.py"]).1, 2);
    // One that does not mention the model is none of our business.
    project.write("emr/broken.py", "def (:\n");
    assert_eq!(project.check(&["emr/broken.py"]), (vec![], 0));
    // Nothing keeps --fix from mending the rest.
    project.write("emr/broken.py", "from emr.models import Encounter\ndef (:\n");
    assert_eq!(project.check(&["--fix"]).1, 2);
    assert_eq!(project.read("emr/views.py"), MENDED);
}

#[test]
fn what_mentions_the_model_in_another_encoding_is_not_judged() {
    let project = Project::new();
    let wide = |text: &str| text.bytes().flat_map(|byte| [byte, 0]).collect::<Vec<u8>>();
    let fixture = "[{\"model\": \"emr.encounter\", \"pk\": 1, \"fields\": {}}]";
    for (path, bytes) in [
        ("emr/views.py", format!("X = \"\0\"\n{STALE}").into_bytes()),
        ("emr/wide.py", wide(STALE)),
        ("emr/fixtures/visits.json", wide(fixture)),
        ("emr/templates/visit.html", b"\0{% if perms.emr.view_encounter %}".to_vec()),
    ] {
        project.write(path, &bytes);
        for arguments in [&[][..], &[path], &["--fix", path]] {
            let (found, status) = project.check(arguments);
            assert_eq!((places(&found), status), (vec![format!("{path}:1:1 RH000")], 2));
        }
        assert_eq!(std::fs::read(project.root().join(path)).unwrap(), bytes);
        std::fs::remove_file(project.root().join(path)).unwrap();
    }
    // What is no text and no mention is none of ours.
    project.write("emr/dump.sql", b"\0\x01 import * of encounters");
    assert_eq!(project.check(&[]), (vec![], 0));
    assert_eq!(project.check(&["emr/dump.sql"]), (vec![], 0));
}

#[cfg(unix)]
#[test]
fn links_to_directories_are_what_they_lead_to() {
    let project = Project::new();
    project.write("emr/views.py", STALE);
    project.write("lab/deep/views.py", STALE);
    project.write("beside/none.txt", "");
    let link =
        |to: &str, at: &str| std::os::unix::fs::symlink(to, project.root().join(at)).unwrap();
    link("..", "beside/project");
    link("deep", "lab/shallow");
    let found = |directory: &str, arguments: &[&str]| {
        let (found, status) = project.check_in(directory, arguments);
        assert_eq!(status, 1, "{arguments:?}");
        found.len()
    };
    assert_eq!(found("beside", &["project"]), 2);
    assert_eq!(found("beside", &["project/."]), 2);
    assert_eq!(found("beside", &["project/emr/views.py"]), 1);
    assert_eq!(found("beside", &["--root", "project"]), 2);
    assert_eq!(found("beside", &["--root", "project", "project/emr/views.py"]), 1);
    assert_eq!(places(&project.check(&["lab/shallow"]).0), ["lab/deep/views.py:1:24 RH001"]);
}

#[test]
fn a_model_that_is_back_is_not_stale() {
    let project = Project::new();
    project.write("emr/views.py", STALE);
    let models = "from django.db import models\n\n\nclass Encounter(models.Model):\n    pass\n";
    project.write("emr/models.py", models);
    assert_eq!(project.check(&[]), (vec![], 0));
}

#[test]
fn a_model_that_moved_on_is_found_where_it_is() {
    let project = Project::new();
    let models = project.read("core/models.py");
    let (patient, encounter) = models.split_once("class Encounter").unwrap();
    project.write("core/models.py", patient);
    project.write("visits/__init__.py", "");
    project.write(
        "visits/models.py",
        format!("from core.models import Patient\nfrom django.db import models\n\n\nclass Encounter{encounter}"),
    );
    project.write("emr/views.py", STALE);
    project.write("core/views.py", STALE.replace("emr", "core"));
    let chain = format!("{RECORD}\n[[moves]]\nfrom = \"core.Encounter\"\nto = \"visits\"\n");
    project.write("django-rehome.toml", &chain);
    assert_eq!(project.check(&["--fix"]), (vec![], 1));
    for path in ["emr/views.py", "core/views.py"] {
        assert_eq!(project.read(path), MENDED.replace("core", "visits"), "{path}");
    }
    // Without the second entry, nobody knows where it is.
    project.write("django-rehome.toml", RECORD);
    let said = project.complains(&[], 2);
    assert!(
        said.contains("django-rehome.toml:1:1: emr.Encounter is said to have moved to core"),
        "{said}"
    );
}

#[test]
fn a_models_module_that_is_broken_is_named() {
    let project = Project::new();
    project.write("emr/views.py", STALE);
    project.write("core/models.py", "class Encounter(:\n    pass\n");
    let said = project.complains(&[], 2);
    assert!(said.contains("core/models.py:1:"), "{said}");
    // Where it can be read, what is missing is the class.
    project.write("core/models.py", "class Visit:\n    pass\n");
    assert!(project.complains(&[], 2).contains("has no class Encounter"));
}

#[cfg(unix)]
#[test]
fn a_link_is_not_judged_for_what_it_leads_to() {
    let project = Project::new();
    project.write("emr/views.py", STALE);
    std::os::unix::fs::symlink("views.py", project.root().join("emr/linked.py")).unwrap();
    assert_eq!(project.check(&["emr/linked.py"]), (vec![], 0));
    assert_eq!(project.check(&["emr/linked.py", "emr/views.py", "--fix"]), (vec![], 1));
    assert_eq!(project.read("emr/linked.py"), MENDED);
}

#[test]
fn labels_are_stale_when_the_whole_app_is_gone() {
    let project = Project::new();
    std::fs::remove_dir_all(project.root().join("emr")).unwrap();
    project.write(
        "core/views.py",
        "def see(user):\n    return user.has_perm(\"emr.view_encounter\")\n",
    );
    assert_eq!(places(&project.check(&[]).0), ["core/views.py:2:27 RH201"]);
    project.check(&["--fix"]);
    assert!(project.read("core/views.py").contains("\"core.view_encounter\""));
}

#[test]
fn several_moves_mend_one_line() {
    let project = Project::new();
    project.write("lab/__init__.py", "");
    project.write(
        "lab/models.py",
        "from django.db import models\n\n\nclass Probe(models.Model):\n    pass\n",
    );
    project.write(
        "emr/models.py",
        project.read("emr/models.py") + "\n\nfrom lab.models import Probe  # noqa\n",
    );
    project.write(
        "django-rehome.toml",
        format!("{RECORD}\n[[moves]]\nfrom = \"emr.Probe\"\nto = \"lab\"\n"),
    );
    project.write(
        "emr/views.py",
        "from emr.models import Encounter, Probe, VitalSigns\n\nNAMES = get_model(\"emr.Probe\"), [Encounter, Probe, VitalSigns]\n",
    );
    let (found, _) = project.check(&[]);
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!(project.check(&["--fix"]), (vec![], 1));
    let mended = project.read("emr/views.py");
    for line in [
        "from core.models import Encounter\n",
        "from lab.models import Probe\n",
        "from emr.models import VitalSigns\n",
    ] {
        assert!(mended.contains(line), "{mended}");
    }
    assert_eq!(project.check(&[]), (vec![], 0));
}

#[test]
fn what_is_only_likely_is_found_and_left() {
    let project = Project::new();
    project.write("emr/topics.py", "AUDITED = \"emr.Encounter\"\n");
    let (found, status) = project.check(&["--fix"]);
    assert_eq!((places(&found), status), (vec!["emr/topics.py:1:12 RH109".to_owned()], 1));
    assert!(project.read("emr/topics.py").contains("emr.Encounter"));
    assert_eq!(project.check(&["--fix", "--include", "likely"]), (vec![], 1));
    assert_eq!(project.read("emr/topics.py"), "AUDITED = \"core.Encounter\"\n");
    project.write("README.md", "See emr.Encounter.\n");
    assert_eq!(project.check(&[]), (vec![], 0), "documentation may tell of what was");
    assert_eq!(project.check(&["--docs"]).1, 1);
}

#[test]
fn comments_and_configuration_spare_by_rule_and_kind() {
    let project = Project::new();
    project.write(
        "emr/views.py",
        "from emr.models import Encounter  # django-rehome: ignore[RH001] on purpose\n",
    );
    assert_eq!(project.check(&[]), (vec![], 0));
    project.write(
        "emr/views.py",
        "from emr.models import Encounter  # django-rehome: ignore[label]\n",
    );
    assert_eq!(project.check(&[]).1, 1, "that is another rule");

    project.write("emr/views.py", STALE);
    project.write("legacy/views.py", STALE);
    assert_eq!(project.check(&["--exclude", "stale-import"]), (vec![], 0));
    assert_eq!(project.check(&["--exclude", "legacy/**"]).0.len(), 1);
    // A file that is named is judged, unless the exclusion is to hold for it as well.
    assert_eq!(project.check(&["--exclude", "legacy/**", "legacy/views.py"]).1, 1);
    assert_eq!(
        project.check(&["--exclude", "legacy/**", "--force-exclude", "legacy/views.py"]).1,
        0
    );

    project.write("django-rehome.toml", format!("extend-exclude = [\"legacy/**\"]\n{RECORD}"));
    assert_eq!(project.check(&[]).0.len(), 1);
    assert_eq!(project.check(&["--exclude", "emr/**"]), (vec![], 0));
    let ignores = format!("{RECORD}\n[per-file-ignores]\n\"legacy/**\" = [\"RH001\"]\n");
    project.write("django-rehome.toml", ignores);
    assert_eq!(places(&project.check(&[]).0), ["emr/views.py:1:24 RH001"]);
    assert_eq!(project.check(&["legacy/views.py"]), (vec![], 0));
}

#[test]
fn an_excluded_file_that_cannot_be_judged_does_not_count() {
    let project = Project::new();
    project.write("legacy/broken.py", "from emr.models import Encounter\ndef (:\n");
    assert_eq!(project.check(&[]).1, 2);
    assert_eq!(project.check(&["--exclude", "legacy/"]), (vec![], 0));
}

#[test]
fn moves_are_known_from_the_command_line_and_the_nearest_configuration() {
    let project = Project::new();
    std::fs::remove_file(project.root().join("django-rehome.toml")).unwrap();
    project.write("emr/views.py", STALE);
    let said = project.complains(&[], 0);
    assert!(said.contains("no moves are known"), "{said}");
    assert_eq!(project.check(&["--move", "emr.Encounter=core"]).1, 1);
    assert!(project.complains(&["--move", "emr.Encounter"], 2).contains("is not a move"));
    project.write(
        "pyproject.toml",
        format!(
            "[tool.black]\nline-length = 90\n\n{}",
            RECORD.replace("[[", "[[tool.django-rehome.")
        ),
    );
    assert_eq!(project.check(&[]).1, 1);
    assert_eq!(project.check(&["--isolated"]).1, 0);
    assert!(project.complains(&["--move", "emr.Encounter=lab"], 2).contains("pyproject.toml:4:1"));
    project.write("other.toml", RECORD);
    assert_eq!(project.check(&["--config", "other.toml"]).1, 1);
    project.write("pyproject.toml", "[tool.django-rehome]\nmove = []\n");
    let said = project.complains(&[], 2);
    assert!(said.contains("pyproject.toml:2:1") && said.contains("did you mean moves?"), "{said}");
}

#[test]
fn each_project_of_a_repository_has_its_own_moves() {
    let (repository, one) = (Project(Scratch::new("check-two")), Project::new());
    for (path, bytes) in tree(one.root()) {
        for below in ["clinic", "shop"] {
            repository.write(&format!("{below}/{}", path.display()), &bytes);
        }
    }
    repository.write("shop/django-rehome.toml", "");
    repository.write("clinic/emr/views.py", STALE);
    repository.write("shop/emr/views.py", STALE);
    let (found, status) = repository.check(&["clinic/emr/views.py", "shop/emr/views.py"]);
    assert_eq!((places(&found), status), (vec!["clinic/emr/views.py:1:24 RH001".to_owned()], 1));
    assert_eq!(repository.check(&["clinic", "shop", "--fix"]), (vec![], 1));
    assert_eq!(repository.read("clinic/emr/views.py"), MENDED);
    assert_eq!(repository.read("shop/emr/views.py"), STALE);
}

#[test]
fn an_editor_gets_its_text_back() {
    let project = Project::new();
    project.write("emr/views.py", "# what is on disk\n");
    let run = |arguments: &[&str], input: &str| {
        let output = project.run_in(".", &[&["check", "-"], arguments].concat(), Some(input));
        (text(&output.stdout), text(&output.stderr), output.status.code().unwrap())
    };
    let name = ["--stdin-filename", "emr/views.py"];
    let (stdout, _, status) = run(&[&name[..], &["--output-format", "concise"]].concat(), STALE);
    assert!(stdout.starts_with("emr/views.py:1:24: RH001") && status == 1, "{stdout}");
    let (stdout, stderr, status) = run(&[&name[..], &["--fix"]].concat(), STALE);
    assert_eq!((stdout.as_str(), status), (MENDED, 1), "{stderr}");
    let (stdout, _, status) = run(&[&name[..], &["--fix"]].concat(), MENDED);
    assert_eq!((stdout.as_str(), status), (MENDED, 0));
    let (stdout, _, _) = run(&[&name[..], &["--diff"]].concat(), STALE);
    assert!(
        stdout.starts_with("diff --git a/emr/views.py") && stdout.contains("+from core"),
        "{stdout}"
    );
    let (_, _, status) = run(&["--stdin-filename", "emr/new.py"], STALE);
    assert_eq!(status, 1, "a file that is not on disk yet");
    let (_, stderr, status) = run(&[], STALE);
    assert!(status == 2 && stderr.contains("--stdin-filename"), "{stderr}");
    assert_eq!(project.read("emr/views.py"), "# what is on disk\n");
}

#[test]
fn the_patch_is_what_is_written() {
    let project = Project::new();
    project.write("emr/views.py", STALE);
    let output = project.run_in(".", &["check", "--diff"], None);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(project.read("emr/views.py"), STALE);
    common::git_apply(&output.stdout, project.root());
    assert_eq!(project.read("emr/views.py"), MENDED);
    let output = project.run_in(".", &["check", "--diff"], None);
    assert!(output.stdout.is_empty() && output.status.success());
}

#[test]
fn every_format_says_what_was_found_and_that_nothing_was() {
    let project = Project::new();
    for format in ["full", "concise", "json", "github", "gitlab", "sarif", "rdjson", "markdown"] {
        std::fs::remove_file(project.root().join("emr/views.py")).ok();
        let clean = project.run_in(".", &["check", "--output-format", format], None);
        assert_eq!(clean.status.code(), Some(0), "{format}");
        assert!(!text(&clean.stdout).contains("RH001\""), "{format}");
        project.write("emr/views.py", STALE);
        let found = project.run_in(".", &["check", "--output-format", format], None);
        let said = text(&found.stdout);
        assert!(said.contains("emr/views.py") && said.contains("RH001"), "{format}: {said}");
        assert_eq!(found.status.code(), Some(1), "{format}");
    }
}
