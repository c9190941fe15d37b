"""A model that moved there and back again is where it was, in the sources that were there before.

    back.py < CASES

A line of CASES is `name<TAB>original<TAB>back<TAB>command`. In each file, every statement of the
original is there again, byte for byte: but for their order, the imports of the module, which only have
to bind the same names to the same things, and what the way has said for good: the table of the model,
its primary key, and what else `same.py` lists as ADDED.

Success prints one line with what was judged; a failure is told in words, and exits with 1.
"""

import ast
import sys
from collections import Counter
from collections.abc import Iterator

sys.dont_write_bytecode = True
from meaning import Module, Project  # noqa: E402
from move import Move  # noqa: E402
from project import Case, Tree, cases  # noqa: E402
from same import Comparison, Side, is_import, kind, words  # noqa: E402


def judge(case: Case, count: Counter[str]) -> Iterator[str]:
    """What is not as it was, in words."""
    original, back = Project(Tree(case.before)), Project(Tree(case.after))
    move = Move(case, original, back)
    for name, module in original.modules.items():
        if "migrations" in module.path.parts:
            continue
        if name not in back.modules:
            yield f"{case.name}: {module.path} is gone"
            continue
        count["modules"] += 1
        for said in [*statements(move, module, back.modules[name], count), *names(move, module, back.modules[name])]:
            yield f"{case.name}: {module.path}{said}"
    for module in back.modules.values():
        if module.name not in original.modules and "migrations" not in module.path.parts and module.body:
            yield f"{case.name}: {module.path} is new"


def statements(move: Move, module: Module, back: Module, count: Counter[str]) -> Iterator[str]:
    """Every statement of a module that is no import is there again, once."""
    left = [one for one in back.body if not is_import(one)]
    for statement in module.body:
        if is_import(statement):
            continue
        count["statements"] += 1
        found = next((one for one in left if is_back(move, module, statement, back, one, count)), None)
        if found:
            left.remove(found)
        else:
            alike = [back.source(one) for one in left if kind(one) == kind(statement)] or [None]
            yield f":{statement.lineno}: {module.source(statement)!r} is {alike[0]!r}"
    yield from (f": {back.source(one)!r} is new" for one in left)


def is_back(move: Move, module: Module, one: ast.stmt, back: Module, two: ast.stmt, count: Counter[str]) -> bool:
    """Whether a statement is what it was, with nothing but what had to be said on the way."""
    if module.source(one) == back.source(two):
        return True
    if kind(one) != kind(two):
        return False
    before, after = Side(module, one), Side(back, two)
    differences = Comparison(move, before, after, is_moved=True).differences
    same = not (differences or before.dropped or before.rewritten or after.rewritten)
    count["with more"] += same
    return same


def names(move: Move, module: Module, back: Module) -> Iterator[str]:
    """The names of a module stand for what they stood for, and there are no others."""
    for name in module.scope.names:
        was, now = (one.resolve(f"{module.name}.{name}") for one in (move.before, move.after))
        is_there = now != {f"?{module.name}.{name}"}
        if is_there and not move.same(was, now):
            yield f": {name}, {words(was)}, is {words(now)}"
        if not is_there:
            yield f": {name} is gone"
    for name in sorted({*back.scope.names} - {*module.scope.names}):
        yield f": {name} is new"


def main() -> None:
    count: Counter[str] = Counter()
    broken = [said for case in cases() for said in judge(case, count)]
    counted = ", ".join(f"{count[what]} {what}" for what in ("modules", "statements", "with more"))
    print(*broken, counted, sep="\n")
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
