"""What the names in a project stand for, read from its text: every definition has one address.

`models.Encounter`, `core_models.Encounter` and `Visit` mean `core.models.Encounter`, if that is what
the imports say, through as many modules as it takes. A name that is bound in several ways means all
of them.
"""

import ast
import builtins
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from itertools import chain as chain_of
from pathlib import Path

from project import Name, Tree

Address = str
"""`module.name.attribute`; `·name` for a local name, `!name` for one that nothing binds, and `?` before
what is not there."""

Meaning = frozenset[Address]

HERE = ""
"""How a name is bound that is no import."""


@dataclass
class Scope:
    """The names that a module, a class or a function binds, and to what."""

    kind: str
    module: "Module"
    parent: "Scope | None" = None
    names: dict[str, dict[Address, int]] = field(default_factory=dict)
    """What each name is bound to, and in which line."""

    stars: dict[Name, int] = field(default_factory=dict)
    """The modules of which all names are imported, and in which line."""

    elsewhere: dict[str, "Scope"] = field(default_factory=dict)

    def bind(self, name: str, node: ast.AST, address: Address = HERE) -> None:
        scope = self.elsewhere.get(name, self)
        scope.names.setdefault(name, {}).setdefault(address, node.lineno)

    def around(self) -> "Iterator[Scope]":
        """The scopes in which a name is looked up: a class is none for what is inside its functions."""
        yield self
        scope = self.parent
        while scope:
            if scope.kind != "class":
                yield scope
            scope = scope.parent


class Module:
    """A module of a project: its text, its statements, and the scope of each node."""

    def __init__(self, name: Name, path: Path, data: bytes):
        self.name, self.path, self.data = name, path, data
        encoding, _ = tokenize.detect_encoding(BytesIO(data).readline)
        self.text = data.decode(encoding).removeprefix("\ufeff")
        self.body = ast.parse(data, type_comments=True).body
        self.scope = Scope("module", self)
        self.scopes: dict[ast.AST, Scope] = {}
        is_package = path.name == "__init__.py"
        self.package = name if is_package else name.rpartition(".")[0]
        for statement in self.body:
            self._enter(statement, self.scope)
        self.asked: dict[str, Address] = {}
        """The names that are in no line of the module, and that its `__getattr__` finds elsewhere."""
        for statement in self.body:
            if isinstance(statement, ast.FunctionDef) and statement.name == "__getattr__":
                self.asked = self._asked(statement)

    def _asked(self, function: ast.FunctionDef) -> dict[str, Address]:
        """`if name == "Encounter": from core import models; return getattr(models, name)`."""
        homes, names = [], []
        for node in ast.walk(function):
            match node:
                case ast.ImportFrom():
                    homes += [f"{self.base(node)}.{alias.name}" for alias in node.names]
                case ast.Compare(left=ast.Name(id="name"), comparators=[asked]):
                    names += [one.value for one in ast.walk(asked) if isinstance(one, ast.Constant)]
        return {name: f"{homes[0]}.{name}" for name in names} if len(homes) == 1 else {}

    @cached_property
    def _lines(self) -> list[int]:
        """Where each line begins, as CPython counts lines, in UTF-8."""
        starts = [0]
        for line in self.utf8.splitlines(keepends=True):  # of bytes: no form feeds, no exotic breaks
            starts.append(starts[-1] + len(line))
        return starts

    @cached_property
    def utf8(self) -> bytes:
        return self.text.encode("utf-8")

    def span(self, node: ast.AST) -> tuple[int, int]:
        """From where to where a node reaches, decorators included."""
        first = min([node, *getattr(node, "decorator_list", [])], key=lambda one: (one.lineno, one.col_offset))
        start = self._lines[first.lineno - 1] + first.col_offset
        if first is not node:
            start = self.utf8.rindex(b"@", 0, start)
        return start, self._lines[node.end_lineno - 1] + node.end_col_offset

    def source(self, node: ast.AST) -> str:
        start, end = self.span(node)
        return self.utf8[start:end].decode("utf-8")

    def base(self, node: ast.ImportFrom) -> Name:
        """The module that a from-import imports from."""
        if not node.level:
            return node.module or ""
        parts = self.package.split(".")
        parts = parts[: len(parts) - node.level + 1]
        return ".".join([*parts, *([node.module] if node.module else [])])

    def _enter(self, node: ast.AST, scope: Scope) -> None:
        """Notes the scope of a node and of everything in it, and the names that it binds."""
        self.scopes[node] = scope
        inner, inside = scope, set()
        match node:
            case ast.Import():
                for alias in node.names:
                    top = alias.name.split(".")[0]
                    scope.bind(alias.asname or top, node, alias.name if alias.asname else top)
            case ast.ImportFrom():
                for alias in node.names:
                    if alias.name == "*":
                        scope.stars[self.base(node)] = node.lineno
                    else:
                        scope.bind(alias.asname or alias.name, node, f"{self.base(node)}.{alias.name}")
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                scope.bind(node.name, node)
                inner = Scope("class" if isinstance(node, ast.ClassDef) else "function", self, scope)
                inside = {*node.body, *getattr(node, "type_params", ())}
            case ast.Lambda():
                inner, inside = Scope("function", self, scope), {node.body}
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                inner = Scope("function", self, scope)
                inside = {*ast.iter_child_nodes(node)}
            case ast.Global():
                scope.elsewhere.update({name: self.scope for name in node.names})
            case ast.Name(ctx=ast.Store() | ast.Del()):
                scope.bind(node.id, node)
            case ast.ExceptHandler() | ast.MatchAs() | ast.MatchStar() if node.name:
                scope.bind(node.name, node)
            case ast.MatchMapping(rest=str(rest)):
                scope.bind(rest, node)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            every = node.args
            for argument in [*every.posonlyargs, *every.args, *every.kwonlyargs, every.vararg, every.kwarg]:
                if argument:
                    inner.bind(argument.arg, argument)
        for child in ast.iter_child_nodes(node):
            self._enter(child, inner if child in inside else scope)


def chain(node: ast.AST) -> tuple[str, ...] | None:
    """`a.b.c` as its parts."""
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute) and (base := chain(node.value)):
        return (*base, node.attr)
    return None


class Project:
    """The modules of a tree that CPython can parse."""

    def __init__(self, tree: Tree):
        self.tree = tree
        self.modules: dict[Name, Module] = {}
        self.unread: list[Path] = []
        for name, path in tree.modules.items():
            try:
                self.modules[name] = Module(name, path, (tree.top / path).read_bytes())
            except (SyntaxError, UnicodeDecodeError):
                self.unread.append(path)
        self.packages = {name[:at] for name in self.modules for at in dots(name)}

    def meaning(self, parts: Iterable[str], scope: Scope, line: int) -> Meaning:
        """What a dotted name stands for, said in a line of a scope."""
        first, *rest = parts
        for place in scope.around():
            place = place.elsewhere.get(first, place)
            if place.kind == "module":
                break
            # In the body of a class, a name is that of the module until the class binds it.
            if first in place.names and (place.kind == "function" or min(place.names[first].values()) < line):
                ways = (self._resolve(address, rest, "·" + first) for address in place.names[first])
                return frozenset(chain_of.from_iterable(ways))
        runs_there = all(place.kind != "function" for place in scope.around())
        found = self._in_module(scope.module, first, rest, frozenset(), line if runs_there else None)
        return found or frozenset(["!" + ".".join([first, *rest])])

    def resolve(self, address: Address, seen: frozenset[Address] = frozenset()) -> Meaning:
        """Where the definition is that an address leads to."""
        prefix = next((p for p in prefixes(address) if p in self.modules or p in self.packages), None)
        if prefix is None or prefix == address or address in seen:
            return frozenset([address])
        first, *rest = address[len(prefix) + 1 :].split(".")
        if prefix not in self.modules:
            return frozenset(["?" + address])
        module, seen = self.modules[prefix], seen | {address}
        found = self._in_module(module, first, rest, seen)
        if not found and first in module.asked:
            return self.resolve(".".join([module.asked[first], *rest]), seen)
        return found or frozenset(["?" + address])

    def _resolve(
        self, address: Address, rest: list[str], here: Address, seen: frozenset[Address] = frozenset()
    ) -> Meaning:
        if address == HERE:
            return frozenset([".".join([here, *rest])])
        return self.resolve(".".join([address, *rest]), seen)

    def _in_module(
        self, module: Module, first: str, rest: list[str], seen: frozenset[Address], line: int | None = None
    ) -> Meaning:
        """What a name is in a module: in the end, or in a line that runs when the module is imported."""
        ways = module.scope.names.get(first, {})
        ways = {address: at for address, at in ways.items() if line is None or at < line} or ways
        last = max(ways.values(), default=0)
        for star, at in reversed(module.scope.stars.items()):
            if at > last and star in self.modules and self.gives(self.modules[star], first):
                return self._resolve(f"{star}.{first}", rest, "", seen)
            if not ways and star not in self.modules and not hasattr(builtins, first):
                return frozenset([".".join([star, first, *rest])])  # as far as anybody can see
        return frozenset(
            meant for address in ways for meant in self._resolve(address, rest, f"{module.name}.{first}", seen)
        )

    def gives(self, module: Module, name: str, seen: frozenset[Name] = frozenset()) -> bool:
        """Whether a star import of a module brings a name."""
        listed = all_of(module)
        if listed is not None:
            return name in listed
        if name.startswith("_") or module.name in seen:
            return False
        stars = [self.modules[star] for star in module.scope.stars if star in self.modules]
        seen |= {module.name}
        return name in module.scope.names or any(self.gives(star, name, seen) for star in stars)


def all_of(module: Module) -> list[str] | None:
    """The names in `__all__`, where it is written out."""
    for statement in module.body:
        if isinstance(statement, ast.Assign) and any(chain(target) == ("__all__",) for target in statement.targets):
            try:
                return list(ast.literal_eval(statement.value))
            except ValueError:
                return None
    return None


def dots(name: Name) -> Iterator[int]:
    return (at for at, letter in enumerate(name) if letter == ".")


def prefixes(address: Address) -> Iterator[Address]:
    """The address and what is before each of its dots, longest first."""
    yield address
    yield from (address[:at] for at in reversed(list(dots(address))))
