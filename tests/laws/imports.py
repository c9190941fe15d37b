"""Each module of a project first, once: CPython and Django are asked whether it still loads.

    imports.py < CASES

A line of CASES is `name<TAB>before<TAB>after<TAB>command`. For every module of the tree after the
move there are three orders in which a fresh process could come upon it, its app always the first of
INSTALLED_APPS:

    before set-up    before django.setup(), as a script or a settings module would
    among models     the moment that Django begins to load models, before any of them
    after set-up     when all models are loaded

and then everything else is imported. (A module of models can only be first among models, and a migration
after set-up: `orders` says which cannot be first when.) An order is a fork of this process, which has Django and its
own apps loaded, and nothing of the project. What does not work is held against the move only if it
worked before it, in the same order.

At the end of each order, the model must be the one in the registry and in the target's models, and
the old module must have the same object.

Success prints one line with what was judged; a failure is told in words, and exits with 1.
"""

import gc
import importlib
import json
import os
import re
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from types import CodeType

sys.dont_write_bytecode = True
from project import Case, Name, Tree, cases  # noqa: E402

# Beside this script nothing of a project may be found.
sys.path.pop(0)

import django  # noqa: E402
from django.apps import AppConfig, apps  # noqa: E402
from django.conf import settings  # noqa: E402

SET_UP = "set-up"
SAME = "the model"
SECONDS = 60
"""What one order may take: an import that waits for ever is a failure too."""

OF_DJANGO = [
    # Its autodiscover would import every admin module in ready(), where one order is one failure.
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
]

LOADED = [
    "django.contrib.auth.admin",
    "django.contrib.auth.views",
    "django.core.wsgi",
    "django.test",
    "django.views.generic",
    "rest_framework.viewsets",
    "unittest.mock",
]
"""What many modules import, and what takes its time."""

LEFT = {
    # Its ready() asks for the model of its own app by a name: listed to be looked at by hand.
    "registries": [SET_UP],
    # A model is registered again and again: emr.admin does not load before the move either.
    "admin-brackets": ["core.admin"],
    # Spared by an option, and by a comment.
    "exclude": ["emr.views"],
    "spared": ["emr.views"],
}
"""What breaks because the move was told to leave it, or says that it is left."""

NEVER_LOADED = {
    # magic is not installed, and nothing else takes its place.
    "cycle-conditional-import",
    # taggit is not installed.
    "field-makers",
    # GDAL is not installed.
    "star-names-of-django",
}
"""The cases that are no project that loads, before the move."""

Failures = dict[str, str]
"""What does not work, by what was tried: the name of a module, SET_UP, or SAME."""


@dataclass(frozen=True)
class Order:
    """A module to import first, and when."""

    case: Case
    tree: Tree
    first: Name
    when: str

    def look(self) -> Failures:
        """What fails in this order, in a process of its own."""
        reader, writer = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(reader)
            signal.alarm(SECONDS)
            with open(os.devnull, "w", encoding="utf-8") as nowhere, open(writer, "w", encoding="utf-8") as out:
                sys.stdout = sys.stderr = nowhere
                out.write(json.dumps(self.go()))
                out.flush()
                os._exit(0)
        os.close(writer)
        with open(reader, encoding="utf-8") as answer:
            said = answer.read()
        _, status = os.waitpid(pid, 0)
        return json.loads(said) if status == 0 else {SET_UP: f"the process ended with {status}"}

    def go(self) -> Failures:
        """Imports everything, in a process that is thrown away afterwards."""
        os.chdir(self.tree.root)
        sys.path.insert(0, str(self.tree.top))
        failures: Failures = {}

        def attempt(what: str, action: Callable[[], object]) -> None:
            try:
                action()
            except BaseException as error:  # a module may well call sys.exit
                failures[what] = f"{type(error).__name__}: {error}".replace(str(self.tree.root), "")

        def import_first() -> None:
            attempt(self.first, lambda: importlib.import_module(self.first))

        own = self.tree.app_of(self.first)
        # The project's own apps come first: those of Django are loaded anyway.
        settings.INSTALLED_APPS = [*sorted(self.tree.apps, key=lambda app: app != own), *OF_DJANGO]
        as_if_not_set_up()
        if self.when == "before set-up":
            import_first()
        if self.when == "among models":
            at_first_models(import_first)
        attempt(SET_UP, lambda: django.setup(set_prefix=False))
        if self.when == "after set-up" and SET_UP not in failures:
            import_first()
        if not failures:
            for module in self.tree.modules:
                attempt(module, lambda module=module: importlib.import_module(module))
            attempt(SAME, self.check_model)
        return failures

    def check_model(self) -> None:
        """The model is where it should be, and where it was, if the old module still has it."""
        is_after = self.tree.root == self.case.after
        app, label = (self.case.target, self.case.label) if is_after else (self.case.source, self.case.source)
        module = importlib.import_module(f"{self.tree.labels[app]}.models")
        old = importlib.import_module(f"{self.tree.labels[self.case.source]}.models")
        for name in self.case.models:
            model = apps.get_model(label, name)
            assert getattr(module, name) is model, f"{module.__name__}.{name} is not {label}.{name}"
            if self.case.shim != "none":
                assert getattr(old, name) is model, f"{old.__name__}.{name} is not {label}.{name}"


def set_up_django() -> None:
    """Loads Django's own apps once, for all the forks."""
    settings.configure(
        SECRET_KEY="only for tests",
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        INSTALLED_APPS=OF_DJANGO,
        ROOT_URLCONF=__name__,
    )
    django.setup()
    for name in LOADED:
        importlib.import_module(name)


urlpatterns: list[object] = []
"""What a project without a ROOT_URLCONF of its own has."""


CODE: dict[str, CodeType] = {}
"""What the files of a project compile to, by path, for all the forks to come."""


def compile_all(tree: Tree) -> None:
    """Compiles the modules of a project, as far as they are Python, without running them."""
    for path in (tree.top / path for path in tree.modules.values()):
        with suppress(SyntaxError):
            CODE[str(path)] = compile(path.read_bytes(), path, "exec", dont_inherit=True)


def use_compiled() -> None:
    """Lets imports take what has been compiled."""
    original = SourceFileLoader.get_code

    def get_code(loader: SourceFileLoader, name: Name) -> CodeType | None:
        return CODE.get(loader.path) or original(loader, name)

    SourceFileLoader.get_code = get_code


def as_if_not_set_up() -> None:
    """Takes the registry back to where a process starts."""
    apps.app_configs = {}
    apps.apps_ready = apps.models_ready = apps.loading = apps.ready = False
    apps.clear_cache()


def at_first_models(action: Callable[[], None]) -> None:
    """Does something once, when Django begins to load models."""
    original, waiting = AppConfig.import_models, [action]

    def import_models(config: AppConfig) -> None:
        if waiting:
            waiting.pop()()
        original(config)

    AppConfig.import_models = import_models


def orders(before: Tree, after: Tree) -> Iterator[tuple[Name, str]]:
    """The modules of the tree after the move, and when each can come first."""
    own = "|".join(sorted({re.escape(name.split(".")[0]) for name in after.modules}))
    takes = re.compile(rf"^\s*(from|import) (\.|({own})\b)", re.M)
    for name, path in after.modules.items():
        text = (after.top / path).read_bytes().decode(errors="replace")
        if not text.strip():
            continue  # An empty module imports nothing: it is there whenever one below it is.
        if ".migrations." in name:
            # Nobody but Django loads one, with all models there. Alone, it is as good last as first.
            if takes.search(text):
                yield name, "after set-up"
            continue
        # No model can be defined before, nor an admin class for one; and what is new has nothing to be
        # compared with.
        if not {"models", "admin"} & {*name.split(".")} and name in before.modules:
            yield name, "before set-up"
        yield name, "among models"
        if not name.endswith(".models"):  # which Django has loaded by then
            yield name, "after set-up"


def judge(case: Case, count: Counter[str]) -> Iterator[str]:
    """What the move broke, in words."""
    before, after = Tree(case.before), Tree(case.after)
    compile_all(before)
    compile_all(after)
    judged = left = 0
    for first, when in orders(before, after):
        failures = Order(case, after, first, when).look()
        excused = Order(case, before, stand_in(before, first), when).look() if failures else {}
        # Where it did not get any further, nobody knows what else would not have worked.
        stopped = {first, SET_UP} & {*excused}
        judged += not stopped
        count["excused"] += bool(stopped)
        for what in sorted({*failures} - {*excused}) if not stopped else ():
            if what in LEFT.get(case.name, ()):
                left += 1
                continue
            yield f"{case.name}: {first} first, {when}: {what}: {failures[what]}"
    count["judged"] += judged
    count["left by hand"] += left
    if (left == 0) != (case.name not in LEFT):
        yield f"{case.name}: {left} failures were left by hand: LEFT says otherwise"
    if (judged == 0) != (case.name in NEVER_LOADED):
        yield f"{case.name}: {judged} orders could be judged: NEVER_LOADED says otherwise"


def stand_in(before: Tree, module: Name) -> Name:
    """The module itself, or what it is new in: that fails only where other modules do."""
    while module not in before.modules:
        module = module.rpartition(".")[0]
    return module


def main() -> None:
    set_up_django()
    # What is collected once and then left alone is not copied with each fork.
    gc.collect()
    gc.freeze()
    use_compiled()
    count: Counter[str] = Counter()
    broken = [said for case in cases() for said in judge(case, count)]
    counted = ", ".join(f"{count[what]} {what}" for what in ("judged", "excused", "left by hand"))
    print(*broken, counted, sep="\n")
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
