"""What every name of a random project stands for, as CPython sees it.

    judge.py look DIR OUT.json              imports every module and writes down what it has
    judge.py strip DIR                      takes the re-export out of the old module
    judge.py compare DIR BEFORE.json AFTER.json [--without-shim]

Objects are described by what they are, not by where they live: the class that `emr.models` defined
and the one that `core.models` defines now are both "Encounter", if each is the one object of that
name in its home.
"""

import importlib
import json
import re
import sys
import typing
from pathlib import Path

import stub


def homes(shape):
    """Where the objects live: in their old home, or in the new one."""
    old, new = importlib.import_module(shape["home"]), importlib.import_module(f"{shape['core']}.models")
    found = {}
    moved = "class Encounter" in Path(new.__file__).read_text(encoding="utf-8")
    for name in ("Encounter", "EncounterManager", "DEFAULT_STATUS"):
        found[id(getattr(new if moved else old, name))] = name
    encounter = getattr(new if moved else old, "Encounter")
    found[id(encounter.Status)] = "Status"
    found[id(encounter.objects)] = "objects"
    models = importlib.import_module(shape["models"])
    found[id(models.Note)] = "Note"
    found[id(models.helper)] = "helper"
    found[id(new.Patient)] = "Patient"
    found[id(importlib.import_module(f"{shape['lab']}.other").Encounter)] = "other Encounter"
    return found


def describe(value, known):
    if id(value) in known:
        return known[id(value)]
    if isinstance(value, (list, tuple, set)):
        return [describe(one, known) for one in value]
    if isinstance(value, dict):
        return {str(key): describe(one, known) for key, one in value.items()}
    if isinstance(value, (str, int, float, type(None))):
        return repr(value)
    return f"{type(value).__name__} of something else"


def probe(function, known):
    try:
        return describe(function(), known)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def look(shape, directory):
    """What each module says: by probe, and by the public names that stand for an object."""
    sys.path.insert(0, str(directory / "project"))
    # So that what is imported for types alone is imported, and can be looked at.
    typing.TYPE_CHECKING = True
    stub.install(shape["labels"])
    known = homes(shape)
    seen = {}
    for name in shape["forms"]:
        try:
            module = importlib.import_module(name)
        except Exception as error:
            seen[name] = {"import": f"{type(error).__name__}: {error}"}
            continue
        found = {key: probe(function, known) for key, function in module.PROBES.items()}
        for local, value in vars(module).items():
            if id(value) in known and not local.startswith("_"):
                found[f"name {local}"] = known[id(value)]
        for local in getattr(module, "__all__", []):
            found[f"__all__ {local}"] = hasattr(module, local)
        seen[name] = found
    return seen


def strip(shape, directory):
    """Takes the re-export out of the old module: what still needs it was missed."""
    path = directory / "project" / shape["home"].replace(".", "/")
    path = path.with_suffix(".py")
    module = re.escape(f"{shape['core']}.models")
    text = path.read_text(encoding="utf-8")
    shim = re.compile(rf"^from {module} import (\((.|\n)*?\)|.*)(\s*# noqa: F401)?\n", re.M)
    stripped, count = shim.subn("", text)
    assert count == 1, f"{path}: {count} re-exports"
    path.write_text(stripped, encoding="utf-8")


def compare(shape, before, after, without_shim):
    """Prints every module that has changed; without the shim, doubtful probes do not count."""
    failed = 0
    for name, was in before.items():
        errors = {key: value for key, value in was.items() if "Error: " in str(value)}
        assert not errors, f"{name} was not valid: {errors} {shape['forms'][name]}"
        now = after[name]
        for key in sorted(set(was) | set(now)):
            if without_shim and key.endswith("~"):
                continue
            # An import may come, and a name that nothing uses any longer may go with its import.
            if key.startswith("name ") and (key not in was or key not in now):
                continue
            if was.get(key) != now.get(key):
                failed += 1
                print(f"seed {shape['seed']}, {name}, {key}: {was.get(key)} became {now.get(key)}")
                print(f"    {shape['forms'][name]}")
    return failed


def main():
    command, directory = sys.argv[1], Path(sys.argv[2])
    shape = json.loads((directory / "shape.json").read_text(encoding="utf-8"))
    if command == "look":
        Path(sys.argv[3]).write_text(json.dumps(look(shape, directory)), encoding="utf-8")
    elif command == "strip":
        strip(shape, directory)
    else:
        before, after = (json.loads(Path(one).read_text(encoding="utf-8")) for one in sys.argv[3:5])
        sys.exit(bool(compare(shape, before, after, "--without-shim" in sys.argv)))


if __name__ == "__main__":
    main()
