"""Writes a random Django project: valid modules that import and use a model in every way.

    generate.py SEED COUNT DIR [--only INDEX,…]

DIR/project holds the project, DIR/shape.json what the judge has to know of it. The shape of the
project follows from SEED alone, and module INDEX from SEED and INDEX alone: one failing module can
be written alone.
"""

import json
import random
import sys
from pathlib import Path

from forms import EAGER, IMPORTS, SHADOWS, STRINGS, USES, WRAPPERS, Context

MIGRATION = """\
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
{operations}
    ]
"""

CREATE = """\
        migrations.CreateModel(
            name="{name}",
            fields=[("id", models.BigAutoField(primary_key=True))],
        ),"""

MODELS = """\
from django.db import models


class EncounterManager(models.Manager):
    pass


DEFAULT_STATUS = models.Value("DEFAULT_STATUS")


class Encounter(models.Model):
    class Status(models.TextChoices):
        OPEN = "open"

    status = models.CharField(default=DEFAULT_STATUS)
    objects = EncounterManager()
"""

NOTE = """\
class Note(models.Model):
    encounter = models.ForeignKey("{label}.Encounter", on_delete=models.CASCADE)


def helper():
    return Note


helper.marker = "helper"
"""


class Shape:
    """What the modules of one project share."""

    def __init__(self, seed):
        rng = random.Random(f"shape {seed}")
        self.seed = seed
        self.prefix = rng.choice(["", "", "hospital.", "hospital.apps."])
        self.package = self.prefix + rng.choice(["emr", "emr", "records"])
        self.core = self.prefix + "core"
        self.lab = self.prefix + "lab"
        self.style = rng.choice(["module", "module", "names", "star", "all"])
        self.models = f"{self.package}.models"
        self.home = self.models if self.style == "module" else f"{self.models}.encounter"
        self.api_has_star = rng.random() < 0.3

    def files(self):
        """The parts that every module may use."""
        files = {"manage.py": "", "settings.py": "INSTALLED_APPS = []\n"}
        emr, core, lab = (name.replace(".", "/") for name in (self.package, self.core, self.lab))
        for package in (emr, core, lab):
            parts = package.split("/")
            for depth in range(len(parts)):
                files["/".join(parts[: depth + 1]) + "/__init__.py"] = ""
            files[f"{package}/migrations/__init__.py"] = ""
        files[f"{emr}/apps.py"] = (
            "from django.apps import AppConfig\n\n\nclass Emr(AppConfig):\n"
            f'    name = "{self.package}"\n    label = "emr"\n'
        )
        if self.prefix:
            for package, label in ((core, "core"), (lab, "lab")):
                files[f"{package}/apps.py"] = (
                    f"from django.apps import AppConfig\n\n\nclass {label.title()}(AppConfig):\n"
                    f'    name = "{self.prefix}{label}"\n'
                )
        note = NOTE.format(label="emr")
        head = "from django.db import models\n\n\n"
        if self.style == "module":
            files[f"{emr}/models.py"] = MODELS + "\n\n" + note
        else:
            names = ["DEFAULT_STATUS", "Encounter", "EncounterManager", "Note", "helper"]
            files[f"{emr}/models/encounter.py"] = MODELS
            files[f"{emr}/models/note.py"] = head + note
            files[f"{emr}/models/__init__.py"] = {
                "names": "from .encounter import DEFAULT_STATUS, Encounter, EncounterManager\n"
                "from .note import Note, helper\n",
                "star": "from .encounter import *\nfrom .note import *\n",
                "all": "from .encounter import DEFAULT_STATUS, Encounter, EncounterManager\n"
                f"from .note import Note, helper\n\n__all__ = {names!r}\n",
            }[self.style]
        files[f"{core}/models.py"] = head + "class Patient(models.Model):\n    pass\n"
        files[f"{lab}/models.py"] = head + "class Sample(models.Model):\n    pass\n"
        files[f"{lab}/other.py"] = 'class Encounter:\n    marker = "other"\n'
        files[f"{emr}/api.py"] = (
            "from .models import *\n" if self.api_has_star else "from .models import Encounter\n"
        ) + "from .models import Encounter as Visit, Note as Remark\n"
        files[f"{lab}/facade.py"] = (
            f"from {self.package}.api import Encounter, Remark\n"
            f"from {self.package}.api import Visit as Journey\n"
        )
        files[f"{lab}/stars.py"] = f"from {self.models} import *\n"
        files[f"{lab}/modules.py"] = (
            f"from {self.package} import models\nimport {self.models} as records\n\n"
            "HELD = [models.Encounter, models.Note, records.Encounter, records.Note]\n"
        )
        for package, names in ((emr, ["Encounter", "Note"]), (core, ["Patient"]), (lab, ["Sample"])):
            operations = "\n".join(CREATE.format(name=name) for name in names)
            files[f"{package}/migrations/0001_initial.py"] = MIGRATION.format(operations=operations)
        return files

    def describe(self):
        """What the judge has to know."""
        labels = {self.package: "emr", self.core: "core", self.lab: "lab"}
        return {"labels": labels, "home": self.home, "models": self.models, "core": self.core,
                "lab": self.lab, "seed": self.seed}


def module(shape, index):
    """The name and the text of one module, and the forms in it."""
    rng = random.Random(f"{shape.seed}:{index}")
    parent = rng.choice([shape.package, shape.lab, shape.core, "scripts"])
    parent += rng.choice(["", "", ".sub", ".sub.deep"])
    context = Context(shape, rng, f"{parent}.mod_{index}")
    future = ["from __future__ import annotations"] if rng.random() < 0.3 else []
    top, body = [], []
    if rng.random() < 0.5:
        top.append(rng.choice(["import os", "import json\nimport os", "from typing import Any"]))
    if rng.random() < 0.1:
        body.append(context.occupy("core_models"))
    interrupted = rng.random() < 0.3
    for _ in range(rng.randint(1, 4)):
        form = rng.choice(list(IMPORTS))
        made = IMPORTS[form](context)
        if made is None:
            continue
        wrapper = rng.choice(list(WRAPPERS)) if rng.random() < 0.3 else "plain"
        lines = WRAPPERS[wrapper](context, made)
        if lines is not None:
            context.forms.append(f"{form}/{wrapper}")
            top.append(lines)
            # Some modules run code between their imports.
            if interrupted and rng.random() < 0.6:
                top.append(use(context, EAGER) or "")
    for _ in range(rng.randint(1, 6)):
        body.append(use(context, rng.choices([USES, SHADOWS, STRINGS], [6, 3, 2])[0]) or "")
    probes = ["PROBES = {}"]
    if not interrupted:
        top, probes = top + ["", *probes], []
    docstring = '"""Encounter stands in emr.models.Encounter; from emr.models import Encounter."""'
    text = "\n".join([docstring, *future, *probes, *top, *filter(None, body), ""])
    return context.module, text, context.forms


def use(context, table):
    """A use of what is imported so far, in a form of `table`, if it fits."""
    form = context.rng.choice(list(table))
    lines = table[form](context)
    if lines is not None:
        context.forms.append(form)
    return lines


def main():
    seed, count, directory = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    chosen = range(count)
    if "--only" in sys.argv:
        chosen = [int(index) for index in sys.argv[sys.argv.index("--only") + 1].split(",")]
    shape = Shape(seed)
    files, forms = shape.files(), {}
    for index in chosen:
        name, text, used = module(shape, index)
        path = name.replace(".", "/")
        files[f"{path}.py"] = text
        forms[name] = used
        for parent in list(Path(path).parents)[:-1]:
            files.setdefault(f"{parent}/__init__.py", "")
    for path, text in files.items():
        target = directory / "project" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    described = json.dumps({**shape.describe(), "forms": forms})
    (directory / "shape.json").write_text(described, encoding="utf-8")


if __name__ == "__main__":
    main()
