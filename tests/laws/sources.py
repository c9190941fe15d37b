"""The sources before and after a move are the same, less exactly what moved and what was rewritten.

    sources.py < CASES

A line of CASES is `name<TAB>before<TAB>after<TAB>command`. The statements at the top level of all
modules are paired, one before with one after: in the same file and order, or from one file to another,
where they moved. `same.py` says what may differ in a pair. The imports of a module are not compared as
statements, but by what the names that they bind stand for, wherever one is used.

Success prints one line with what was judged; a failure is told in words, and exits with 1.
"""

import ast
import io
import re
import sys
import tokenize
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

sys.dont_write_bytecode = True
from admin import all_facts, facts  # noqa: E402
from meaning import HERE, Module, Project, all_of  # noqa: E402
from move import Move, defined  # noqa: E402
from project import Case, Tree, cases  # noqa: E402
from same import Comparison, Side, assigned, is_import, kind, words  # noqa: E402


@dataclass(eq=False)
class Statement:
    """A statement at the top level of a module that is no import."""

    module: Module
    node: ast.stmt
    pair: "Statement | None" = None

    @property
    def kind(self) -> tuple[str, str]:
        return kind(self.node)

    def at(self, node: ast.AST | None = None) -> str:
        line = getattr(node, "lineno", None) or self.node.lineno
        return f"{self.module.path}:{line}"

    def first_line(self) -> str:
        return self.module.source(self.node).splitlines()[0]


class Judge:
    """Pairs the statements of a case, and says what is wrong with them."""

    def __init__(self, case: Case, count: Counter[str]):
        self.case, self.count = case, count
        self.before, self.after = Project(Tree(case.before)), Project(Tree(case.after))
        self.move = Move(case, self.before, self.after)
        self.befores, self.afters = statements(self.before), statements(self.after)
        # New migrations have no sources: they are judged by Django.
        known = {module.path for module in self.before.modules.values()}
        paths = {module.path for module in self.after.modules.values()} - known
        self.new = {path for path in paths if "migrations" in path.parts}
        self.afters = [one for one in self.afters if one.module.path not in self.new]

    def judge(self) -> Iterator[str]:
        for problem in self.problems():
            yield f"{self.case.name}: {problem}"

    def problems(self) -> Iterator[str]:
        self.pair_within_files()
        self.pair_across_files()
        yield from self.unpaired()
        yield from self.comments()
        yield from self.registered()
        for name, before in self.before.modules.items():
            if name in self.after.modules:
                yield from self.between(before, self.after.modules[name])
                yield from self.names(before, self.after.modules[name])
                yield from self.imports(before, self.after.modules[name])
        self.count["unread"] += len(self.after.unread)
        self.count["statements"] += len(self.befores)
        self.count["moved"] += sum(
            one.pair is not None and one.pair.module.path != one.module.path for one in self.befores
        )

    def comparison(self, before: Statement, after: Statement) -> Comparison:
        is_moved = before.module.path != after.module.path
        return Comparison(self.move, Side(before.module, before.node), Side(after.module, after.node), is_moved)

    def fits(self, before: Statement, after: Statement) -> bool:
        return after.pair is None and before.kind == after.kind and not self.comparison(before, after).differences

    def pair_within_files(self) -> None:
        """In each file, the next statement that is the same: their order stays."""
        by_file: dict[Path, list[Statement]] = {}
        for after in self.afters:
            by_file.setdefault(after.module.path, []).append(after)
        for before in self.befores:
            left = by_file.get(before.module.path, [])
            at = next((at for at, after in enumerate(left) if self.fits(before, after)), None)
            if at is not None:
                pair(before, left[at])
                del left[: at + 1]

    def pair_across_files(self) -> None:
        """What is gone from one file, and new in another."""
        for before in (one for one in self.befores if one.pair is None):
            for after in self.afters:
                if after.module.path != before.module.path and self.fits(before, after):
                    pair(before, after)
                    break

    def unpaired(self) -> Iterator[str]:
        """What has no pair: with what it has become, if there is something like it."""
        for before in (one for one in self.befores if one.pair is None and not self.leaves_all(one)):
            alike = [one for one in self.afters if one.pair is None and one.kind == before.kind]
            alike = [one for one in alike if not self.registers(one)]
            alike.sort(key=lambda one: one.module.path != before.module.path)
            if not alike and self.registers_moved(before):
                continue
            if not alike:
                yield f"{before.at()} is gone: {before.first_line()}"
                continue
            pair(before, alike[0])
            differences = self.comparison(before, alike[0]).differences or [(None, "it changed its place")]
            for node, said in differences:
                yield f"{before.at()}, now {alike[0].at(node)}: {said}"
        for after in (one for one in self.afters if one.pair is None):
            if not (self.is_copy(after) or self.is_shim(after) or self.is_list(after) or self.registers(after)):
                yield f"{after.at()} is new: {after.first_line()}"

    def comments(self) -> Iterator[str]:
        """Comments outside of statements stay, or move along; those at imports go with them."""
        before, after = (
            Counter(found for one in modules.values() if one.path not in self.new for found in comments_outside(one))
            for modules in (self.before.modules, self.after.modules)
        )
        every = [
            Counter(token.string for module in project.modules.values() for token in comments_of(module))
            for project in (self.before, self.after)
        ]
        for (said, at_import), _ in (before - after).items():
            if not at_import:
                yield f"the comment {said!r} is gone"
        for (said, at_import), _ in (after - before).items():
            # One in a list of models goes with its model.
            is_kept = every[1][said] <= every[0][said]
            if not (is_kept or (at_import and said.startswith("# noqa: "))):
                yield f"the comment {said!r} is new"

    def imports(self, before: Module, after: Module) -> Iterator[str]:
        """No import says twice what it said once, and what is said in full is still imported."""
        used = " ".join(after.source(one) for one in after.body if not is_import(one))
        there = {address for _, address in imported(after)}
        for name, address in imported(before):
            if "." in name and address not in there and re.search(rf"(?<!\.)\b{re.escape(name)}\b", used):
                yield f"{after.path}: {name} is not imported any longer, and used"
        was = Counter(name for name, _ in imported(before))
        for (name, address), times in Counter(imported(after)).items():
            if times > max(1, was[name]):
                yield f"{after.path}: {name} is imported {times} times from {address}"

    def between(self, before: Module, after: Module) -> Iterator[str]:
        """What is between two statements that both stay beside each other, and at the ends of a file."""
        pairs = {one.node: one.pair.node for one in self.befores if one.pair and one.module is before}
        ends = [(START, *before.body, END), (START, *after.body, END)]
        pairs.update({START: START, END: END})
        follows = dict(pairwise(ends[1]))
        for one, two in pairwise(ends[0]):
            if pairs.get(one) in follows and follows[pairs[one]] is pairs.get(two, one):
                was, now = gap(before, one, two), gap(after, pairs[one], pairs[two])
                if was != now:
                    yield f"{before.path}:{getattr(two, 'lineno', 'end')}: {was!r} before it became {now!r}"
        kept = {ast.dump(one): after.source(one) for one in after.body if is_import(one)}
        for one in filter(is_import, before.body):
            was = before.source(one)
            if (now := kept.get(ast.dump(one), was)) != was:
                yield f"{before.path}:{one.lineno}: {was!r} became {now!r}"

    def names(self, before: Module, after: Module) -> Iterator[str]:
        """The names of a module stand for what they stood for; those that go were imported to be used."""
        used = " ".join(before.source(one) for one in before.body if not isinstance(one, (ast.Import, ast.ImportFrom)))
        homes = {self.move.old_home}, {self.move.new_home}
        for name, addresses in before.scope.names.items():
            was = self.before.resolve(f"{before.name}.{name}")
            now = self.after.resolve(f"{before.name}.{name}")
            is_there = name in after.scope.names or name in after.asked
            # A name for the old module that only the moved model needed is one for the new module.
            if is_there and not self.move.same(was, now) and (was, now) != homes:
                yield f"{before.path}: {name}, {words(was)}, became {words(now)}"
            if not is_there and HERE not in addresses and not re.search(rf"\b{name}\b", used):
                yield f"{before.path}: {name} is gone, and nothing in the file had used it"

    def is_copy(self, after: Statement) -> bool:
        """Whether the old module has the same statement, and what moved needs it: once."""
        names = defined(after.node)
        again = [one for one in self.afters if one.module is after.module and defined(one.node) & names]
        return len(again) == 1 and any(f"{after.module.name}.{name}" in self.move.copied.values() for name in names)

    def registers(self, after: Statement) -> bool:
        """Whether it registers what has moved, in the admin module of its new app, and does nothing else."""
        if after.module.name != f"{self.after.tree.labels[self.case.target]}.admin" or not isinstance(
            after.node, ast.Expr
        ):
            return False
        models = [model for _, model, *_ in facts(self.move, self.after, after.module, after.node)]
        moved = [{there} for there in self.move.moved.values()]
        return bool(models) and all(model in moved for model in models)

    def registers_moved(self, before: Statement) -> bool:
        """Whether it registered what moves, and did nothing else."""
        models = [model for _, model, *_ in facts(self.move, self.before, before.module, before.node)]
        moved = [{there} for there in self.move.moved.values()]
        return isinstance(before.node, ast.Expr) and bool(models) and all(model in moved for model in models)

    def registered(self) -> Iterator[str]:
        """What was registered with a site still is, once, by the same class, with the same options."""
        before, after = all_facts(self.move, self.before), all_facts(self.move, self.after)
        for what, found in (("not registered any longer", before - after), ("registered now", after - before)):
            for site, model, shown, options in found:
                said = [words(one) if isinstance(one, frozenset) else one for one in (model, shown, site)]
                yield f"{said[0]} is {what} by {said[1]!r} with {said[2]}, {', '.join(options)}"

    def leaves_all(self, before: Statement) -> bool:
        """Whether it puts a name into `__all__` that the module no longer has."""
        match before.node:
            case ast.Expr(
                value=ast.Call(
                    func=ast.Attribute(value=ast.Name(id="__all__"), attr="append"), args=[ast.Constant(value=name)]
                )
            ):
                moved = {address.rpartition(".")[2] for address in self.move.moved}
                return self.case.shim != "import" and name in moved
        return False

    def is_list(self, after: Statement) -> bool:
        """Whether it is the `__all__` of a new module of models, which lists what has moved there."""
        value, name = assigned(after.node, "__all__"), after.module.name
        if value is None or name in self.before.modules:
            return False
        moved = [there for there in self.move.moved.values() if there.rpartition(".")[0] == name]
        return sorted(all_of(after.module) or ()) == sorted(there.rpartition(".")[2] for there in moved)

    def is_shim(self, after: Statement) -> bool:
        """Whether it is what finds the names that a module had, where they are now."""
        if after.kind != ("FunctionDef", "__getattr__"):
            return False
        name, asked = after.module.name, after.module.asked
        before = self.before.modules[name]
        found = all(
            self.move.same(self.before.resolve(f"{name}.{one}"), self.after.resolve(there))
            for one, there in asked.items()
        )
        is_told = self.case.shim == "deprecated"
        homes = {there.rpartition(".")[0] for there in asked.values()}
        written = [ast.unparse(ast.parse(shim([*asked], home, is_told))) for home in homes]
        return found and {*asked} <= {*before.scope.names} and ast.unparse(after.node) in written


def shim(names: list[str], home: str, is_told: bool) -> str:
    """The function that finds names in another module, and may say that they have moved."""
    asked = f"== {names[0]!r}" if len(names) == 1 else f"in {{{', '.join(map(repr, names))}}}"
    package, _, module = home.rpartition(".")
    told = [
        "        import warnings",
        f"        from {package} import {module}",
        f"        message = f'{{__name__}}.{{name}} has moved to {home}'",
        "        warnings.warn(message, DeprecationWarning, stacklevel=2)",
    ]
    lines = [
        "def __getattr__(name):",
        f"    if name {asked}:",
        *(told if is_told else told[1:2]),
        f"        return getattr({module}, name)",
        "    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')",
    ]
    return "\n".join(lines)


class End:
    """An end of a file."""


START, END = End(), End()


def gap(module: Module, one: ast.stmt | End, two: ast.stmt | End) -> bytes:
    """What is between two statements, or between one and an end of the file."""
    start = 0 if one is START else module.span(one)[1]
    return module.utf8[start : None if two is END else module.span(two)[0]]


def comments_outside(module: Module) -> Iterator[tuple[str, bool]]:
    """The comments that are in no statement, and whether they are at an import."""
    inside, imports = set(), set()
    for one in module.body:
        # A comment in the last line is behind the statement.
        lines = range(first_line(one), one.end_lineno + is_import(one))
        (imports if is_import(one) else inside).update(lines)
    for token in comments_of(module):
        if token.start[0] not in inside:
            yield token.string, token.start[0] in imports


def comments_of(module: Module) -> Iterator[tokenize.TokenInfo]:
    tokens = tokenize.generate_tokens(io.StringIO(module.text, newline="").readline)
    return (token for token in tokens if token.type == tokenize.COMMENT)


def imported(module: Module) -> Iterator[tuple[str, str]]:
    """What a module imports at its top level, for itself or for types: names, and from where."""
    for statement in module.body:
        for node in ast.walk(statement) if is_import(statement) else ():
            if isinstance(node, ast.Import):
                yield from ((alias.asname or alias.name, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((alias.asname or alias.name, f"{module.base(node)}.{alias.name}") for alias in node.names)


def first_line(node: ast.stmt) -> int:
    return min(one.lineno for one in [node, *getattr(node, "decorator_list", [])])


def pair(before: Statement, after: Statement) -> None:
    before.pair, after.pair = after, before


def statements(project: Project) -> list[Statement]:
    return [
        Statement(module, node) for module in project.modules.values() for node in module.body if not is_import(node)
    ]


def main() -> None:
    count: Counter[str] = Counter()
    broken = [said for case in cases() for said in Judge(case, count).judge()]
    counted = ", ".join(f"{count[what]} {what}" for what in ("statements", "moved", "unread"))
    print(*broken, counted, sep="\n")
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
