//! What the judge must catch: each a move that looks right and is not.

use crate::project::Project;

/// A move that is written and then changed, in one place of one file.
fn changed(case: &str, path: &str, old: &str, new: &str) -> Project {
    let project = crate::case(case);
    project.judge(&["create", &project.fill()]);
    project.write_move();
    let path = project.root().join(path);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(old), "{} has no {old:?}", path.display());
    std::fs::write(&path, text.replace(old, new)).unwrap();
    project
}

/// A model that is registered in the admin no longer, or otherwise.
#[test]
fn lost_registrations_are_caught() {
    let mutants: &[(&str, &str)] = &[
        // The control: nothing is changed, and nothing must be caught.
        ("register(Encounter, EncounterAdmin)", "register(Encounter, EncounterAdmin)"),
        ("admin.site.register(Encounter, EncounterAdmin)", ""),
        ("register(Encounter, EncounterAdmin)", "register(Encounter)"),
    ];
    for (old, new) in mutants {
        let project = changed("admin", "core/admin.py", old, new);
        project.judge(&["migrate", &project.snapshot("after")]);
        let caught = !project.asked(&[&project.compare("after", "--schema-too")]).status.success();
        assert_eq!(caught, old != new, "{old:?} became {new:?}");
    }
}

#[test]
fn wrong_migrations_are_caught() {
    let (core, emr) =
        ("core/migrations/0002_move_encounter.py", "emr/migrations/0002_move_encounter.py");
    let mutants: &[(&str, &str, &str)] = &[
        // The control: nothing is changed, and nothing must be caught.
        (core, "operations = [", "operations = ["),
        // The content types are left as they are.
        (
            emr,
            "        RelabelContentTypes(",
            "        RelabelContentTypes(\n            forwards=False,",
        ),
        // The table is not named.
        (core, "                        'db_table': 'emr_encounter',\n", ""),
        // A field of the model is forgotten.
        (core, "('room', models.CharField(max_length=10)),", ""),
        // The old model stays in the state.
        (
            emr,
            "                migrations.DeleteModel(\n                    name='Encounter',\n                ),\n",
            "",
        ),
        // The leaf is not the last migration.
        (core, "('core', '0001_initial'),\n", ""),
    ];
    for (path, old, new) in mutants {
        let project = changed("minimal", path, old, new);
        let caught = !project.asked(&["migrate", &project.verify()]).status.success();
        assert_eq!(caught, old != new, "{old:?} became {new:?} in {path}");
    }
}
