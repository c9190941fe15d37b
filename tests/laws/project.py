"""The cases as the laws see them: what was moved where, and the modules of a tree."""

import re
import sys
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from pathlib import Path

Name = str
"""A module by its dotted name."""


@dataclass(frozen=True)
class Case:
    """A project before and after a move."""

    name: str
    before: Path
    after: Path
    source: str
    models: tuple[str, ...]
    target: str
    shim: str
    strategy: str

    @property
    def label(self) -> str:
        """Label of the app that the models have after the move."""
        return self.source if self.strategy == "code" else self.target

    @staticmethod
    def read(line: str) -> "Case":
        """From a line as the test writes it: name, before, after, and the command, by tabs."""
        name, before, after, command = line.rstrip("\n").split("\t")
        words = command.split()
        assert words[0] == "move" and "--to" in words, f"{name}: {command} is no move"
        labels = list(takewhile(lambda word: not word.startswith("--"), words[1:]))
        source = labels[0].split(".")[0]
        assert all(re.fullmatch(rf"{source}\.\w+", label) for label in labels), f"{name}: {command}"
        shim = words[words.index("--shim") + 1] if "--shim" in words else "import"
        models = tuple(label.split(".")[1] for label in labels)
        target = words[words.index("--to") + 1]
        strategy = words[words.index("--strategy") + 1] if "--strategy" in words else "keep"
        return Case(name, Path(before), Path(after), source, models, target, shim, strategy)


def cases() -> list[Case]:
    """The cases that the test has written to standard input."""
    return [Case.read(line) for line in sys.stdin if line.strip()]


class Tree:
    """A project on disk: where Python finds its modules, and which apps it has."""

    def __init__(self, root: Path):
        self.root = root
        self.top = root / "src" if (root / "src").is_dir() else root
        paths = sorted(path.relative_to(self.top) for path in self.top.rglob("*.py"))
        self.modules: dict[Name, Path] = {}
        for path in paths:
            parts = path.with_suffix("").parts
            parts = parts[:-1] if parts[-1] == "__init__" else parts
            if parts and parts != ("manage",) and not any(part.startswith(".") for part in parts):
                self.modules[".".join(parts)] = path
        marks = ("models", "migrations", "apps")
        owners = {name.rpartition(".")[0] for name in self.modules if name.rpartition(".")[2] in marks}
        # A package of models, say, has no file of that name, but one for itself.
        self.apps: list[Name] = sorted(owners & {*self.modules})

    def app_of(self, module: Name) -> Name | None:
        """The app that a module belongs to: the innermost around it."""
        around = [app for app in self.apps if f"{module}.".startswith(f"{app}.")]
        return max(around, key=len, default=None)

    @cached_property
    def labels(self) -> dict[str, Name]:
        """The apps by their labels: each its own word for it, or the last part of its name."""
        found = {}
        for app in self.apps:
            path = self.modules.get(f"{app}.apps")
            text = (self.top / path).read_text(encoding="utf-8") if path else ""
            own = re.search(r"^    label = ['\"](\w+)['\"]$", text, re.M)
            found[own[1] if own else app.rpartition(".")[2]] = app
        return found
