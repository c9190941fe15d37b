"""What is registered with an admin site: a move takes a model out of one call, and writes it another.

What counts is what is registered in the end, read from the text: a site, a model, the class that shows
it, and its options.
"""

import ast
from collections import Counter
from collections.abc import Iterator

from meaning import Meaning, Module, Project, chain
from move import Move, renamed

Fact = tuple[Meaning | str, Meaning | str, Meaning | str, tuple[str, ...]]
"""A site, a model, the class for it, and the options."""

SITE = "django.contrib.admin.site"
ALIASES = {"django.contrib.admin.sites.site": SITE}


def is_registration(node: ast.AST) -> bool:
    """Whether a node is `site.register(…)`, or `register(…)` as a decorator is."""
    name = chain(node.func) if isinstance(node, ast.Call) else None
    return name is not None and name[-1] == "register"


def models_of(call: ast.Call, is_decorator: bool) -> list[ast.expr]:
    """The models that a call registers."""
    if is_decorator:
        return call.args
    return list(flat(call.args[0])) if call.args else []


def flat(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.Starred):
        node = node.value
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        for one in node.elts:
            yield from flat(one)
    else:
        yield node


def facts(move: Move, project: Project, module: Module, statement: ast.stmt) -> Iterator[Fact]:
    """What a statement at the top level registers."""
    names = move.moved if project is move.before else {}

    def meant(node: ast.expr) -> Meaning | str:
        parts = chain(node)
        if parts is None:
            return type(node).__name__  # whatever it is: it is compared where it stands
        found = project.meaning(parts, module.scopes[node], node.lineno)
        return frozenset(ALIASES.get(address, renamed(address, names)) for address in found)

    def rest(call: ast.Call, *known: str) -> tuple[str, ...]:
        return tuple(sorted(ast.unparse(one) for one in call.keywords if one.arg not in known))

    if isinstance(statement, ast.Expr) and is_registration(statement.value):
        call = statement.value
        named = [one.value for one in call.keywords if one.arg == "admin_class"]
        shown = meant([*call.args[1:], *named][0]) if call.args[1:] or named else ""
        site = meant(call.func.value) if isinstance(call.func, ast.Attribute) else ""
        for model in models_of(call, is_decorator=False):
            yield site, meant(model), shown, rest(call, "admin_class")
    for call in filter(is_registration, getattr(statement, "decorator_list", ())):
        sites = [meant(one.value) for one in call.keywords if one.arg == "site"] or [frozenset([SITE])]
        own = frozenset([renamed(f"{module.name}.{statement.name}", names)])
        for model in models_of(call, is_decorator=True):
            yield sites[0], meant(model), own, rest(call, "site")


def all_facts(move: Move, project: Project) -> Counter[Fact]:
    return Counter(
        fact
        for module in project.modules.values()
        for statement in module.body
        for fact in facts(move, project, module, statement)
    )
