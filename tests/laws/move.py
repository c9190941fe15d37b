"""What a move may change: which definitions have a new address, and which texts may say so."""

import ast
import re
from functools import cached_property

from meaning import Address, Meaning, Module, Project
from project import Case, Name

STRING = re.compile(r"[rbufRBUF]*('''|\"\"\"|'|\")")


class Move:
    """A project before and after a move, and how the one becomes the other."""

    def __init__(self, case: Case, before: Project, after: Project):
        self.case, self.before, self.after = case, before, after
        self.old_home = f"{before.tree.labels[case.source]}.models"
        self.new_home = f"{after.tree.labels[case.target]}.models"
        self.moved: dict[Address, Address] = {}
        """The definitions that have another address now."""
        self.copied: dict[Address, Address] = {}
        """The definitions that the new module has as well, word for word: `logger`, say."""
        gone, come = (
            {(name, module.name) for name, module in definitions(one) if (name, module.name) not in other}
            for one, other in ((before, definition_keys(after)), (after, definition_keys(before)))
        )
        for name, module in gone:
            for there, new in come:
                if name == there:
                    self.moved[f"{module}.{name}"] = f"{new}.{name}"
        self.histories: list[str] = []
        """The history models that django-simple-history makes of what moves, with the label of its app."""
        for address, new in list(self.moved.items()):
            for name, has_app in self.made(address):
                # No line of either module binds it.
                self.moved[f"{address.rpartition('.')[0]}.{name}"] = f"?{new.rpartition('.')[0]}.{name}"
                self.histories += [] if has_app else [name]
        for old in {address.rpartition(".")[0] for address in self.moved}:
            for new in {address.rpartition(".")[0] for address in self.moved.values()}:
                for name, said in texts(self.after, old).items():
                    if texts(self.before, old).get(name) == said == texts(self.after, new).get(name):
                        self.copied[f"{old}.{name}"] = f"{new}.{name}"

    def same(self, before: Meaning, after: Meaning, is_moved: bool = False) -> bool:
        """Whether what was meant before is what is meant after, by code that has moved or has not."""
        ways = [self.moved, {**self.moved, **self.copied}] if is_moved else [self.moved]
        return any(frozenset(renamed(address, names) for address in before) == after for names in ways)

    def moves(self, meaning: Meaning) -> bool:
        """Whether it is a model that moves."""
        models = [address for address in self.moved if address.rpartition(".")[2] in self.case.models]
        return all(address in models for address in meaning)

    @cached_property
    def codenames(self) -> set[str]:
        """What could be the name of a permission of a moved model: every word that moved code says."""
        words = {
            node.value
            for address in self.moved
            for statement in self.statements(self.before, address)
            for node in ast.walk(statement)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier()
        }
        return words - {self.case.source}

    def statements(self, project: Project, address: Address) -> list[ast.stmt]:
        module, _, name = address.rpartition(".")
        return [one for one in project.modules[module].body if name in defined(one)]

    def made(self, address: Address) -> list[tuple[str, bool]]:
        """The history model of a class, and whether it is told its app: the module has it in any case."""
        name, found = address.rpartition(".")[2], []
        for one in self.statements(self.before, address):
            for call in ast.walk(one) if isinstance(one, ast.ClassDef) else ():
                if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("HistoricalRecords"):
                    given = {keyword.arg: keyword.value for keyword in call.keywords}
                    made = f"Historical{name}"
                    match given.get("custom_model_name"):
                        case ast.Constant(value=str(text)):
                            made = text
                        case ast.Lambda(body=ast.JoinedStr(values=values)):
                            made = "".join(part.value if isinstance(part, ast.Constant) else name for part in values)
                    found.append((made, "app" in given))
        return found

    def mentioned(self, text: str) -> bool:
        """Whether a statement speaks of what moves: then an app's label alone can mean it."""
        words = [*self.case.models, *self.codenames, *(address.rpartition(".")[2] for address in self.moved)]
        return any(word.lower() in text.lower() for word in words)

    @cached_property
    def labels(self) -> list[tuple[str, str]]:
        """Patterns of what stands for a moved model in a text, and what it becomes."""
        source, target = self.case.source, self.case.label
        patterns = [
            # Dotted paths: "emr.models.Encounter.objects".
            (rf"(?<![\w.]){re.escape(module)}(?=\.{name}\b)", new.rpartition(".")[0].removeprefix("?"))
            for (module, _, name), new in ((old.rpartition("."), new) for old, new in self.moved.items())
        ]
        for model in (*self.case.models, *self.histories):
            patterns += [
                # Labels: "emr.Encounter"; permissions: "emr.view_encounter".
                (rf"(?<![\w.]){source}(?=\.(?i:(\w+_)?{model})\b)", target),
                # Names of URLs and paths of templates: "admin:emr_encounter_change".
                (rf"(?<![A-Za-z0-9]){source}(?=[_/]{model.lower()}(?![a-z]))", target),
            ]
        if self.codenames:
            listed = "|".join(map(re.escape, sorted(self.codenames)))
            patterns.append((rf"(?<![\w.]){source}(?=\.({listed})\b)", target))
        return patterns

    def relabelled(self, before: str, after: str, mentioned: bool, is_moved: bool) -> bool:
        """Whether one text may have become the other."""
        source, target = self.case.source, self.case.label
        alone = {source: target, f"{source}.": f"{target}.", self.old_home: self.new_home}
        if mentioned and alone.get(before) == after:
            return True
        # A relation to a model of its own app has to name the app from now on.
        if after == f"{target}.{before}" and before.lower() in [model.lower() for model in self.case.models]:
            return True
        if is_moved and (before.isidentifier() and after == f"{source}.{before}"):
            return True
        if is_moved and after == before.replace("%(app_label)s", source):
            return True
        return replaced(before, after, self.labels)

    def same_path(self, before: str, after: str) -> bool:
        """Whether both are the dotted path of the same thing."""
        if not all(re.fullmatch(r"\w+(\.\w+)+", text) for text in (before, after)):
            return False
        return self.same(self.before.resolve(before), self.after.resolve(after))

    def labels_of(self, meaning: Meaning) -> set[str]:
        """The label of a class of models, as a relation says it after the move."""
        found = set()
        for address in meaning:
            module, _, name = renamed(address, self.moved).rpartition(".")
            apps = self.after.tree.labels.items()
            labels = [label for label, app in apps if f"{module}.".startswith(f"{app}.models.")]
            found |= {f"{self.case.label if address in self.moved else label}.{name}" for label in labels}
        return found


def renamed(address: Address, names: dict[Address, Address]) -> Address:
    bare = address.removeprefix("?")
    for old, new in names.items():
        if f"{bare}.".startswith(f"{old}."):
            return new + bare[len(old) :]
        # What was not there, and is now, is no other thing.
        if f"{bare}.".startswith(f"{new}."):
            return bare
    return address


def texts(project: Project, name: Name) -> dict[str, str]:
    """The definitions of a module, as they are written."""
    module = project.modules.get(name)
    if module is None:
        return {}
    return {name: module.source(one) for one in module.body for name in defined(one)}


def replaced(before: str, after: str, patterns: list[tuple[str, str]]) -> bool:
    """Whether some matches of the patterns were replaced, and nothing else."""
    found = sorted((match.span(), new) for old, new in patterns for match in re.finditer(old, before))
    expected, at = "", 0
    for (start, end), new in found:
        if start < at:
            continue  # two patterns that agree
        expected += re.escape(before[at:start]) + f"({re.escape(before[start:end])}|{re.escape(new)})"
        at = end
    return re.fullmatch(expected + re.escape(before[at:]), after, re.S) is not None


def defined(statement: ast.stmt) -> set[str]:
    """The names that a statement of a module defines."""
    match statement:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
        case ast.Assign(targets=targets):
            return {target.id for target in targets if isinstance(target, ast.Name)}
        case ast.AnnAssign(target=ast.Name(id=name)):
            return {name}
    return set()


def definitions(project: Project) -> list[tuple[str, Module]]:
    return [
        (name, module)
        for module in project.modules.values()
        for statement in module.body
        for name in sorted(defined(statement))
    ]


def definition_keys(project: Project) -> set[tuple[str, Name]]:
    return {(name, module.name) for name, module in definitions(project)}
