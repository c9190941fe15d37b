//! What the judge must catch: each a move that looks right and is not.

use rayon::prelude::*;

use crate::project::Project;

/// A move that is written and then changed, in one place of one file.
struct Mutant {
    /// What it is, in words; the control is changed in nothing.
    what: &'static str,
    project: &'static str,
    path: &'static str,
    old: &'static str,
    new: &'static str,
}

impl Mutant {
    fn project(&self) -> Project {
        let project = crate::on_sqlite(self.project);
        project.judge(&["create", &project.fill()]);
        project.write_move();
        let path = project.root().join(self.path);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(self.old), "{} has no {:?}", path.display(), self.old);
        std::fs::write(&path, text.replace(self.old, self.new)).unwrap();
        project
    }

    /// Whether the judge finds something wrong, as it must in all but the controls.
    fn is_caught(&self) -> bool {
        let project = self.project();
        let (snapshot, compare) =
            (project.snapshot("after"), project.compare("after", "--schema-too"));
        let steps = [
            "migrate",
            &project.verify(),
            &snapshot,
            &compare,
            "noddl keep",
            "test-database up",
            "test-database down",
            // The source first, which waits for what it needs.
            "back",
            "migrate emr",
            "migrate",
        ];
        !project.asked(&steps).status.success()
    }
}

const CORE: &str = "core/migrations/0002_move_encounter.py";
const EMR: &str = "emr/migrations/0002_move_encounter.py";
const LAB: &str = "lab/migrations/0002_move_encounter.py";
const BILLING: &str = "billing/migrations/0003_move_encounter_attendance.py";
const ADMIN: &str = "core/admin.py";
const IN_STATE: &str = "migrations.SeparateDatabaseAndState(
            database_operations=[],
            state_operations=[";
const REALLY: &str = "*(lambda state_operations: state_operations)(
            state_operations=[";

/// One after the other: a name, the project, the file, what is in it, and what is put in its place.
#[rustfmt::skip]
const MUTANTS: &[Mutant] = &[
    Mutant { what: "control", project: "minimal", path: CORE, old: "operations = [", new: "operations = [" },
    Mutant { what: "control", project: "inheritance", path: EMR, old: "operations = [", new: "operations = [" },
    Mutant { what: "control", project: "clinic", path: BILLING, old: "operations = [", new: "operations = [" },
    Mutant { what: "control", project: "admin", path: ADMIN, old: "register", new: "register" },
    Mutant {
        what: "the content types stay what they are", project: "minimal", path: EMR,
        old: "        RelabelContentTypes(", new: "        RelabelContentTypes(\n            forwards=False,",
    },
    Mutant {
        what: "the table is not named", project: "minimal", path: CORE,
        old: "                        'db_table': 'emr_encounter',\n", new: "",
    },
    Mutant {
        what: "a field is forgotten", project: "minimal", path: CORE,
        old: "('room', models.CharField(max_length=10)),", new: "",
    },
    Mutant {
        what: "the old model stays in the state", project: "minimal", path: EMR,
        old: "                migrations.DeleteModel(\n                    name='Encounter',\n                ),\n",
        new: "",
    },
    Mutant {
        what: "the leaf is not the last migration", project: "minimal", path: CORE,
        old: "('core', '0001_initial'),\n", new: "",
    },
    Mutant {
        what: "the source does not wait for the target", project: "minimal", path: EMR,
        old: "('core', '0002_move_encounter'),\n", new: "",
    },
    Mutant {
        what: "the source does not wait for an app that points to the model", project: "inheritance",
        path: EMR, old: "('lab', '0002_move_encounter'),\n", new: "",
    },
    Mutant {
        what: "a child keeps its base", project: "inheritance", path: LAB,
        old: "bases=('core.encounter',),", new: "bases=('emr.encounter',),",
    },
    Mutant {
        what: "a child has no base", project: "inheritance", path: EMR,
        old: "bases=('core.encounter',),", new: "",
    },
    Mutant {
        what: "fields are altered in the database", project: "clinic", path: BILLING,
        old: IN_STATE, new: REALLY,
    },
    Mutant {
        what: "the model is registered no longer", project: "admin", path: ADMIN,
        old: "admin.site.register(Encounter, EncounterAdmin)", new: "",
    },
    Mutant {
        what: "the model is registered otherwise", project: "admin", path: ADMIN,
        old: "register(Encounter, EncounterAdmin)", new: "register(Encounter)",
    },
];

#[test]
fn mutants_are_caught() {
    let wrong: Vec<&str> = MUTANTS
        .par_iter()
        .filter(|mutant| mutant.is_caught() == (mutant.what == "control"))
        .map(|mutant| mutant.what)
        .collect();
    assert!(wrong.is_empty(), "judged wrong: {wrong:#?}");
}
