"""Compares a statement before the move with one after it: what differs, and whether a move may do that.

Two nodes are the same if their parts are, but for these, which are what a move is for:

- a name, by whatever way, that stands for the same definition (`meaning.py`);
- a text that stands for the moved model, or leads to it (`move.py`);
- a class of models that a relation now says by its label, so that nothing is imported;
- imports inside of blocks, and the `pass` of a block that had nothing else;
- what has to be said in the new place and went without saying in the old one: ADDED.

Everything else is a difference. What is not a difference is noted as a piece that was rewritten, and
around such pieces the bytes must be equal.
"""

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from admin import is_registration, models_of
from meaning import Meaning, Module, Project, Scope, chain
from move import STRING, Move

Span = tuple[int, int]

REWRITTEN, DROPPED = "\0", "\1"


@dataclass
class Side:
    """A statement in its module, and the pieces of it that are not as in the other one."""

    module: Module
    statement: ast.stmt
    rewritten: list[Span] = field(default_factory=list)
    dropped: list[Span] = field(default_factory=list)

    def text(self, node: ast.AST) -> str:
        return self.module.source(node)

    def rest(self) -> str:
        """The text around the pieces, with marks for them."""
        start, end = self.module.span(self.statement)
        pieces = [(span, REWRITTEN) for span in self.rewritten] + [(span, DROPPED) for span in self.dropped]
        text, at = b"", start
        for (first, last), mark in sorted(pieces):
            text += self.module.utf8[at:first] + mark.encode()
            at = max(at, last)
        text += self.module.utf8[at:end]
        return text.decode("utf-8")


@dataclass(frozen=True)
class Place:
    """Where in the statement the comparison is."""

    is_moved: bool
    is_type: bool = False
    """In an annotation, where a text is an expression."""

    classes: tuple[ast.ClassDef, ...] = ()
    """The classes around, outermost first, as they were before."""

    line: ast.stmt | None = None
    """The innermost statement around."""

    is_part: bool = False
    """In an f-string."""

    owner: ast.expr | None = None
    """The first argument of a call where the second is the name of an attribute: `getattr(models, "Encounter")`."""


class Comparison:
    """Compares one statement with another, and keeps what it finds."""

    def __init__(self, move: Move, before: Side, after: Side, is_moved: bool):
        self.move, self.before, self.after = move, before, after
        self.differences: list[tuple[ast.AST | None, str]] = []
        place = Place(is_moved, line=before.statement)
        self.node(before.statement, after.statement, place)
        if not self.differences:
            self.bytes_around(place)

    def differ(self, after: ast.AST | None, what: str) -> None:
        self.differences.append((after, what))

    def bytes_around(self, place: Place) -> None:
        """The bytes around what was rewritten: as they were."""
        before, after = self.before.rest(), self.after.rest()
        # Comments with types are compared as the types that they are.
        before, after = (re.sub(r"(?m)# type: (?!ignore).*$", "# type:", text) for text in (before, after))
        if place.is_moved:  # The lines end as those of the file that they are in.
            before, after = before.replace("\r\n", "\n"), after.replace("\r\n", "\n")
        if self.before.dropped or self.after.dropped:
            before, after = lines_that_stay(before), lines_that_stay(after)
        if before != after:
            self.differ(self.after.statement, f"the bytes around the edits: {before!r} became {after!r}")

    def node(self, before: ast.AST, after: ast.AST, place: Place) -> None:
        if isinstance(before, ast.stmt):
            place = replace(place, line=before)
        if place.is_type and is_text(after) and not is_text(before):
            # A type that is only there for those who check types: `"Optional[Encounter]"`.
            if not self.same_expression(ast.unparse(before), after.value, before, after, place):
                self.differ(after, f"{ast.unparse(before)} became {after.value!r}")
            self.rewrite(before, after, place)
            return
        if isinstance(before, (ast.Name, ast.Attribute)) and self.reference(before, after, place):
            return
        if is_text(before) and is_text(after):
            self.string(before, after, place)
        elif assigned(place.line, "__all__") is before and self.lists_moved(before, after):
            self.rewrite(before, after, place)
        elif isinstance(before, ast.JoinedStr) and isinstance(after, ast.JoinedStr):
            self.template(before, after, place)
        elif type(before) is not type(after):
            self.differ(after, f"{ast.unparse(before)} became {ast.unparse(after)}")
        else:
            if isinstance(before, ast.ClassDef):
                place = replace(place, classes=(*place.classes, before))
            if isinstance(before, ast.Expr) and self.registers_less(before.value, after.value, place):
                return
            if isinstance(before, ast.Call) and self.names_attribute(before):
                place = replace(place, owner=before.args[0])
            for name, one in ast.iter_fields(before):
                is_type = place.is_type or name in ("annotation", "returns")
                self.field(name, one, getattr(after, name), after, replace(place, is_type=is_type))

    def decorators(self, before: list[ast.expr], after: list[ast.expr], owner: ast.AST, place: Place) -> None:
        """Compares decorators, but for those that register a model that another call registers now."""
        others = list(after)
        for one in before:
            other = others[0] if others else None
            is_kept = other is not None and self.before.text(one) == self.after.text(other)
            if is_registration(one) and not self.left(one, is_decorator=True) and not is_kept:
                start, end = self.before.module.span(one)
                self.before.dropped.append((self.before.module.utf8.rindex(b"@", 0, start), end))
            elif other is None:
                self.differ(owner, f"@{ast.unparse(one)} is gone")
            else:
                others.pop(0)
                if not self.registers_less(one, other, place, is_decorator=True):
                    self.node(one, other, place)
        for other in others:
            self.differ(owner, f"@{ast.unparse(other)} is new")

    def left(self, call: ast.Call, is_decorator: bool) -> list[ast.expr]:
        """The models of a registration that do not move."""
        scopes = self.before.module.scopes
        meant = [
            (one, self.move.before.meaning(parts, scopes[one], one.lineno) if (parts := chain(one)) else frozenset())
            for one in models_of(call, is_decorator)
        ]
        return [one for one, meaning in meant if not (meaning and self.move.moves(meaning))]

    def registers_less(self, before: ast.expr, after: ast.expr, place: Place, is_decorator: bool = False) -> bool:
        """Whether a registration has lost what moves, and nothing else; `admin.py` counts where it went."""
        if not (is_registration(before) and is_registration(after)):
            return False
        left, now = self.left(before, is_decorator), models_of(after, is_decorator)
        if len(now) != len(left) or len(now) == len(models_of(before, is_decorator)):
            return False
        self.node(before.func, after.func, place)
        for one, other in zip(left, now, strict=True):
            self.node(one, other, replace(place, is_part=True))
        if not is_decorator:
            self.rewrite(before.args[0], after.args[0], place)
            self.items(before.args[1:], after.args[1:], after, place)
        elif before.keywords:
            self.rewrite_from(before.args[0], before.args[-1], after.args[0], after.args[-1])
        else:
            self.rewrite(before, after, place)
        self.items(before.keywords, after.keywords, after, place)
        return True

    def lists_moved(self, before: ast.expr, after: ast.expr) -> bool:
        """Whether an `__all__` has names that moved to it, or none that moved away, and the others as before."""
        if type(before) is not type(after) or not isinstance(before, (ast.List, ast.Tuple)):
            return False
        ones, others = ([ast.unparse(one) for one in node.elts] for node in (before, after))
        moved = {repr(address.rpartition(".")[2]) for address in self.move.moved}
        if [one for one in ones if one not in moved] != [one for one in others if one not in moved]:
            return False
        there = {repr(name) for name in self.after.module.scope.names}
        is_lost = self.move.case.shim != "import" or {*ones} <= {*others}
        return is_lost and {*others} - {*ones} <= there and len({*others}) == len(others)

    def names_attribute(self, call: ast.Call) -> bool:
        """Whether a call takes something and the name of its attribute, and that is what moves."""
        names = [address.rpartition(".")[2] for address in self.move.moved]
        return len(call.args) > 1 and is_text(call.args[1]) and call.args[1].value in names

    def field(self, name: str, before: object, after: object, owner: ast.AST, place: Place) -> None:
        if name == "decorator_list":
            self.decorators(before, after, owner, place)
        elif name == "type_comment" and isinstance(before, str) and isinstance(after, str):
            self.type_comment(before, after, owner, place)
        elif isinstance(before, ast.AST) and isinstance(after, ast.AST):
            self.node(before, after, place)
        elif isinstance(before, list) and isinstance(after, list):
            if any(isinstance(one, ast.stmt) for one in [*before, *after]):
                self.block(before, after, owner, place)
            else:
                self.items(before, after, owner, place)
        elif before != after and name not in ("ctx", "kind"):
            self.differ(owner, f"{name}: {before!r} became {after!r}")

    def items(self, before: list, after: list, owner: ast.AST, place: Place) -> None:
        left = [one for one in after if not self.is_new_keyword(one, before)]
        for one in after:
            if one not in left:
                start, end = self.after.module.span(one)
                start -= len(re.search(rb",\s*$|$", self.after.module.utf8[:start])[0])
                self.after.dropped.append((start, end))
        if len(before) != len(left):
            self.differ(owner, f"{len(before)} became {len(left)} in {ast.unparse(owner)}")
            return
        for one, other in zip(before, left, strict=True):
            if isinstance(one, ast.AST) and isinstance(other, ast.AST):
                self.node(one, other, place)
            elif one != other:
                self.differ(owner, f"{one!r} became {other!r}")

    def reference(self, before: ast.expr, after: ast.AST, place: Place) -> bool:
        """Whether this was a name, and has been dealt with as one."""
        parts = chain(before)
        if parts is None or not isinstance(before.ctx, ast.Load):
            return False
        meaning = self.move.before.meaning(parts, self.before.module.scopes[before], before.lineno)
        said = f"{ast.unparse(before)}, {words(meaning)},"
        if is_text(after):
            # A class that a relation refers to before it is there, or so that it is not imported.
            if after.value not in self.move.labels_of(meaning):
                self.differ(after, f"{said} became {after.value!r}")
            self.rewrite(before, after, place)
        elif other := chain(after):
            new = self.move.after.meaning(other, self.after.module.scopes[after], after.lineno)
            homes = {self.move.old_home}, {self.move.new_home}
            is_home = place.owner is before and (meaning, new) == homes
            if not (is_home or self.move.same(meaning, new, place.is_moved)):
                self.differ(after, f"{said} became {ast.unparse(after)}, {words(new)}")
            if place.is_part or self.before.text(before) != self.after.text(after):
                self.rewrite(before, after, place)
        else:
            self.differ(after, f"{said} became {ast.unparse(after)}")
        return True

    def template(self, before: ast.JoinedStr, after: ast.JoinedStr, place: Place) -> None:
        """An f-string: CPython says what its parts are, but before 3.12 not where."""
        self.items(before.values, after.values, after, replace(place, is_part=True))
        if self.before.text(before) != self.after.text(after):
            self.quotes(before, after)
            self.rewrite(before, after, place)

    def quotes(self, before: ast.expr, after: ast.expr) -> None:
        one, other = self.before.text(before), self.after.text(after)
        if STRING.findall(one) != STRING.findall(other):
            self.differ(after, f"{one} has other quotes: {other}")

    def string(self, before: ast.Constant, after: ast.Constant, place: Place) -> None:
        if before.value == after.value:
            if place.is_type and not self.same_expression(before.value, after.value, before, after, place):
                self.differ(after, f"the type {before.value!r} means something else")
            if not place.is_part and self.before.text(before) != self.after.text(after):
                self.differ(after, f"{self.before.text(before)} is written {self.after.text(after)}")
            return
        mentioned = self.move.mentioned(self.before.text(place.line))
        one, other = before.value, after.value
        is_label = place.is_moved and assigned(place.line, "app_label") is before
        if not (
            (is_label and (one, other) == (self.move.case.source, self.move.case.target))
            or self.move.relabelled(one, other, mentioned, place.is_moved)
            or self.move.same_path(one, other)
            or self.same_expression(one, other, before, after, place)
        ):
            self.differ(after, f"{one!r} became {other!r}")
        if not place.is_part:
            self.quotes(before, after)
        self.rewrite(before, after, place)

    def type_comment(self, before: str, after: str, owner: ast.AST, place: Place) -> None:
        found = [node for node in ast.walk(self.before.statement) if getattr(node, "type_comment", None) == before]
        if not any(self.same_expression(before, after, node, owner, place) for node in found):
            self.differ(owner, f"# type: {before} became {after}")

    def same_expression(self, before: str, after: str, at: ast.AST, there: ast.AST, place: Place) -> bool:
        """Whether two texts say the same, as an expression in their places."""
        one, other = parsed(before), parsed(after)
        if one is None or other is None:
            return before == after
        olds = Names(self.move.before, self.before.module.scopes[at], at.lineno)
        news = Names(self.move.after, self.after.module.scopes[there], there.lineno)
        if ast.dump(olds.visit(one)) != ast.dump(news.visit(other)):
            return False
        return all(self.move.same(*pair, place.is_moved) for pair in zip(olds.found, news.found, strict=True))

    def rewrite(self, before: ast.AST, after: ast.AST, place: Place) -> None:
        if place.is_part:
            return
        self.before.rewritten.append(self.before.module.span(before))
        self.after.rewritten.append(self.after.module.span(after))

    def rewrite_from(self, first: ast.AST, last: ast.AST, other: ast.AST, end: ast.AST) -> None:
        """Notes what is from one node to another."""
        before, after = self.before.module, self.after.module
        self.before.rewritten.append((before.span(first)[0], before.span(last)[1]))
        self.after.rewritten.append((after.span(other)[0], after.span(end)[1]))

    def block(self, before: list[ast.stmt], after: list[ast.stmt], owner: ast.AST, place: Place) -> None:
        """Compares the statements of a block, but for the imports in it."""
        ones, others = list(before), list(after)
        there = {kind(one) for one in before}
        had_imports = any(map(is_import, [*before, *after]))
        if not isinstance(owner, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            # What a module imports in one branch is there for others, and for the code below.
            for name in sorted(bound(before) - bound(after)):
                self.differ(owner, f"{name} is not imported here any longer")
        while ones or others:
            one, other = (block[0] if block else None for block in (ones, others))
            if one and other and is_import(one) and self.before.text(one) == self.after.text(other):
                ones.pop(0), others.pop(0)
            elif one and is_import(one):
                self.before.dropped.append(self.before.module.span(ones.pop(0)))
            elif other and (is_import(other) or self.is_new(other, there, place)):
                there.add(kind(other))
                self.after.dropped.append(self.after.module.span(others.pop(0)))
            elif had_imports and isinstance(other, ast.Pass) and len(others) == 1 and not ones:
                self.after.dropped.append(self.after.module.span(others.pop(0)))
            elif one and other:
                self.node(ones.pop(0), others.pop(0), place)
            else:
                said = f"{ast.unparse(one)} is gone" if one else f"{ast.unparse(other)} is new"
                self.differ(other or owner, said)
                return

    def is_new(self, after: ast.stmt, there: set[tuple[str, str]], place: Place) -> bool:
        """Whether a statement had to be added, and there is none such in the block."""
        return bool(place.classes) and kind(after) not in there and any(fits(self, after, place) for fits in ADDED)

    def is_new_keyword(self, after: object, before: list) -> bool:
        """Whether a view is told in its call which template it has, as the label told it before; or a
        history its table."""
        if isinstance(after, ast.keyword) and after.arg == "table_name":
            tables = [f"{self.move.case.source}_{name.lower()}" for name in self.move.histories]
            return is_text(after.value) and after.value.value in tables
        if not isinstance(after, ast.keyword) or after.arg != "template_name":
            return False
        return self.is_template(after.value) and not any(one.arg == after.arg for one in before)

    def is_template(self, value: ast.expr) -> bool:
        """Whether a text is what a generic view made of the old label of a model."""
        models = "|".join(model.lower() for model in self.move.case.models)
        old = rf"{self.move.case.source}/({models})_\w+\.html"
        return is_text(value) and re.fullmatch(old, value.value) is not None


def template_name(comparison: Comparison, after: ast.stmt, place: Place) -> bool:
    """A generic view found its template by the label: `template_name = "emr/encounter_list.html"`."""
    value = assigned(after, "template_name")
    return value is not None and comparison.is_template(value)


def table(comparison: Comparison, after: ast.stmt, place: Place) -> bool:
    """The table keeps its name, `db_table = "emr_encounter"`, or the label does, `app_label = "emr"`, in
    the Meta of a moved model: as the strategy has it."""
    names, case = [one.name for one in place.classes], comparison.move.case
    option, said = {
        "keep": ("db_table", f"{case.source}_{names[0].lower()}"),
        "code": ("app_label", case.source),
    }.get(case.strategy, ("", ""))
    value = assigned(after, option)
    return place.is_moved and names[1:] == ["Meta"] and is_text(value) and value.value == said


def meta(comparison: Comparison, after: ast.stmt, place: Place) -> bool:
    """A Meta for that alone, which inherits what the model would have inherited without one."""
    if not isinstance(after, ast.ClassDef) or after.name != "Meta" or len(place.classes) != 1:
        return False
    inside = replace(place, classes=(*place.classes, after))
    bases = [f"{ast.unparse(base)}.Meta" for base in place.classes[0].bases]
    inherits = [ast.unparse(base) for base in after.bases]
    only = len(after.body) == 1 and table(comparison, after.body[0], inside)
    return only and all(base in bases for base in inherits) and not after.decorator_list


def primary_key(comparison: Comparison, after: ast.stmt, place: Place) -> bool:
    """The primary key of a moved model, where the new app's default is another."""
    value = assigned(after, "id")
    if not place.is_moved or len(place.classes) != 1 or not isinstance(value, ast.Call):
        return False
    name = (chain(value.func) or ("",))[-1]
    keys = [ast.unparse(one.value) for one in value.keywords if one.arg == "primary_key"]
    return name.endswith("AutoField") and keys == ["True"]


ADDED = [template_name, table, meta, primary_key]


class Names(ast.NodeTransformer):
    """Replaces the names in an expression by one, and keeps what they mean."""

    def __init__(self, project: Project, scope: Scope, line: int):
        self.project, self.scope, self.line = project, scope, line
        self.found: list[Meaning] = []

    def visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return parsed_again(self, node)
        parts = chain(node)
        if parts is None:
            return super().generic_visit(node)
        self.found.append(self.project.meaning(parts, self.scope, self.line))
        return ast.Name("_", ast.Load())


def parsed_again(names: Names, node: ast.Constant) -> ast.AST:
    """A text in a type: an expression, or what is left alone (that of a Literal, say)."""
    inner = parsed(node.value)
    return node if inner is None else names.visit(inner)


def parsed(text: str) -> ast.AST | None:
    try:
        if text.startswith("("):
            return ast.parse(text, mode="func_type")
    except SyntaxError:
        pass
    try:
        return ast.parse(text.strip(), mode="eval").body
    except SyntaxError:
        return None


def lines_that_stay(text: str) -> list[str]:
    """The lines of a text without what was dropped from it, and without the empty ones."""
    text = re.sub(DROPPED + r"[ \t]*;?[ \t]*(#.*)?", "", text)
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def is_text(node: object) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def is_import(statement: ast.stmt) -> bool:
    """Whether a statement imports, or is a guard around imports for types, and nothing else."""
    if isinstance(statement, ast.If) and ast.unparse(statement.test).endswith("TYPE_CHECKING"):
        return all(map(is_import, [*statement.body, *statement.orelse]))
    return isinstance(statement, (ast.Import, ast.ImportFrom))


def bound(block: list[ast.stmt]) -> set[str]:
    """The names that the imports of a block bind."""
    imports = [one for one in block if isinstance(one, (ast.Import, ast.ImportFrom))]
    return {alias.asname or alias.name for one in imports for alias in one.names}


def assigned(statement: ast.stmt, name: str) -> ast.expr | None:
    """What a statement assigns or adds to a name, if that is what it does."""
    if isinstance(statement, ast.Assign) and [chain(target) for target in statement.targets] == [(name,)]:
        return statement.value
    if isinstance(statement, ast.AugAssign) and chain(statement.target) == (name,):
        return statement.value
    return None


def kind(statement: ast.stmt) -> tuple[str, str]:
    """What a statement is, and of what."""
    match statement:
        case ast.Assign(targets=targets):
            of = ", ".join(map(ast.unparse, targets))
        case ast.Expr(value=ast.Call(func=name)) | ast.AnnAssign(target=name):
            of = ast.unparse(name)
        case _:
            name = getattr(statement, "name", "")
            of = name if isinstance(name, str) else ast.unparse(name)
    return type(statement).__name__, of


def words(meaning: Iterable[str]) -> str:
    return " or ".join(sorted(meaning))
