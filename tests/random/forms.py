"""The forms that random modules are composed of: imports, what wraps them, uses, shadows, strings.

Each form takes a Context and returns lines, or None where it does not fit the module so far.
"""

MOVED = ["Encounter", "EncounterManager", "DEFAULT_STATUS"]
STAYS = ["Note", "helper"]


class Context:
    """One module as it is composed: the names that it binds, and what they stand for."""

    def __init__(self, shape, rng, module):
        self.shape, self.rng, self.module = shape, rng, module
        self.package = module.rsplit(".", 1)[0]
        self.bound = {"os", "json", "Any", "PROBES", "annotations"}
        # Expressions that stand for what is probed, and those that stand for models modules.
        self.objects, self.modules = [], []
        self.forms = []
        self.probes = 0

    def occupy(self, name):
        """An assignment that has nothing to do with the move, and takes a name."""
        self.bound.add(name)
        return f"{name} = 5\n{self.probe(name)}"

    def free(self, *names):
        return not self.bound.intersection(names)

    def number(self):
        self.probes += 1
        return self.probes

    def probe(self, expression, doubtful=False):
        """A line that has the judge look at `expression`; a doubtful one may need the shim."""
        mark = "~" if doubtful else ""
        return f"PROBES['{self.number()}{mark}'] = lambda: {expression}"

    def where(self, target):
        """The dotted name of a module, absolute or relative, as this module may write it."""
        own, other = self.package.split("."), target.split(".")
        common = 0
        while common < min(len(own), len(other)) and own[common] == other[common]:
            common += 1
        if common and self.rng.random() < 0.5:
            return "." * (len(own) - common + 1) + ".".join(other[common:])
        return target

    def one(self, expressions):
        return self.rng.choice(expressions) if expressions else None


class Made:
    """Import lines, the names that they bind, and what can be reached by them."""

    def __init__(self, lines, names, objects, modules=()):
        self.lines, self.names = lines, names
        self.objects, self.modules = objects, list(modules)

    def bind(self, context):
        context.bound.update(self.names)
        context.objects += self.objects
        context.modules += self.modules
        return self.lines


def layout(context, module, items):
    """A from-import of several items in one of the ways that people write it."""
    way = context.rng.choice([
        "line", "line", "brackets", "lines", "comments", "backslash", "many", "leading", "mixed",
    ])
    if way == "brackets":
        return f"from {module} import ({', '.join(items)})"
    if way == "lines":
        comma = context.rng.choice([",", ""])
        return f"from {module} import (\n    " + ",\n    ".join(items) + f"{comma}\n)"
    if way == "comments":
        lines = "".join(f"    {item},  # {item[0]} of it\n" for item in items)
        return f"from {module} import (  # all\n{lines})  # noqa: F401"
    if way == "backslash":
        return f"from {module} import " + ", \\\n    ".join(items)
    if way == "leading":
        return f"from {module} import (\n    " + "\n    , ".join(items) + "\n)"
    if way == "mixed":
        # A statement of several lines between two others on its first and its last line.
        lines = "".join(f"    {item},  # {item[0]} of it\n" for item in items)
        return f"import json; from {module} import (\n{lines}); import os"
    if way == "many":
        return "; ".join(f"from {module} import {item}" for item in items)
    return f"from {module} import {', '.join(items)}"


def from_module(context, module, pool):
    names = context.rng.sample(pool, min(len(pool), context.rng.randint(1, 3)))
    items, bound, objects = [], [], []
    for name in names:
        local = name
        if context.rng.random() < 0.3:
            local = context.rng.choice(["E", "X", "Core" + name, name + "Model"])
        if local in bound:
            return None
        items.append(name if local == name else f"{name} as {local}")
        bound.append(local)
        objects.append(local)
    if not context.free(*bound):
        return None
    return Made(layout(context, context.where(module), items), bound, objects)


def import_models(context):
    return from_module(context, context.shape.models, MOVED + STAYS)


def import_submodule(context):
    if context.shape.style == "module":
        return None
    return from_module(context, context.shape.home, MOVED)


def import_api(context):
    return from_module(context, context.shape.package + ".api", ["Encounter", "Visit", "Remark"])


def import_facade(context):
    return from_module(context, context.shape.lab + ".facade", ["Encounter", "Journey", "Remark"])


def import_stars(context):
    return from_module(context, context.shape.lab + ".stars", ["Encounter", "Note", "DEFAULT_STATUS"])


def of_module(local, attributes):
    return [f"{local}.{name}" for name in attributes]


def module_from(context, module, attributes, is_models=False):
    """`from package import module`"""
    package, name = module.rsplit(".", 1)
    local = context.rng.choice([name, name, "m", "emr_" + name])
    if not context.free(local):
        return None
    alias = "" if local == name else f" as {local}"
    lines = f"from {context.where(package)} import {name}{alias}"
    return Made(lines, [local], of_module(local, attributes), [local] if is_models else [])


def module_plain(context, module, attributes, is_models=False):
    """`import package.module`"""
    extra = context.rng.choice(["", ", os", ", json"])
    if context.rng.random() < 0.5:
        local = context.rng.choice(["em", "models_of"])
        if not context.free(local):
            return None
        lines = f"import {module} as {local}{extra}"
        return Made(lines, [local], of_module(local, attributes), [local] if is_models else [])
    root = module.split(".")[0]
    if not context.free(root):
        return None
    modules = [module] if is_models else []
    return Made(f"import {module}{extra}", [root], of_module(module, attributes), modules)


def of_models(context):
    """What `emr.models` has; of a package, also by way of the module inside."""
    inside = [] if context.shape.style == "module" else ["encounter.Encounter", "note.Note"]
    return MOVED + STAYS + inside


def models_from(context):
    return module_from(context, context.shape.models, of_models(context), True)


def models_plain(context):
    return module_plain(context, context.shape.models, of_models(context), True)


def api_from(context):
    return module_from(context, context.shape.package + ".api", ["Encounter", "Visit", "Remark"])


def api_plain(context):
    return module_plain(context, context.shape.package + ".api", ["Encounter", "Visit", "Remark"])


def facade_from(context):
    return module_from(context, context.shape.lab + ".facade", ["Encounter", "Journey", "Remark"])


def star(context):
    names = MOVED + STAYS
    # What else arrives is bound as well: `models` of django.db.
    if not context.free(*names, "models"):
        return None
    return Made(f"from {context.where(context.shape.models)} import *", [*names, "models"], names)


def two_stars(context):
    """Of two stars that bring the same name, the later one wins."""
    names = MOVED + STAYS
    if not context.free(*names, "models"):
        return None
    modules = [context.shape.models, context.shape.lab + ".other"]
    context.rng.shuffle(modules)
    lines = [f"from {context.where(module)} import *" for module in modules]
    # What nothing uses shows what the other star brings, once the re-export is gone.
    lines.append(f"_used_{context.number()} = Encounter")
    return Made("\n".join(lines), [*names, "models"], names)


def core_name(context):
    local = context.rng.choice(["Patient", "CorePatient"])
    if not context.free(local):
        return None
    alias = "" if local == "Patient" else f" as {local}"
    module = context.where(context.shape.core + ".models")
    return Made(f"from {module} import Patient{alias}", [local], [local])


def core_module(context):
    local = context.rng.choice(["models", "core_models", "cm"])
    if not context.free(local):
        return None
    alias = "" if local == "models" else f" as {local}"
    package = context.where(context.shape.core)
    return Made(f"from {package} import models{alias}", [local], [f"{local}.Patient"])


def core_plain(context):
    module = context.shape.core + ".models"
    root = module.split(".")[0]
    if not context.free(root):
        return None
    return Made(f"import {module}", [root], [f"{module}.Patient"])


def another(context):
    local = context.rng.choice(["Encounter", "OtherEncounter", "E"])
    if not context.free(local):
        return None
    alias = "" if local == "Encounter" else f" as {local}"
    return Made(f"from {context.where(context.shape.lab + '.other')} import Encounter{alias}",
                [local], [local])


IMPORTS = {f.__name__: f for f in (
    import_models, import_models, import_submodule, import_api, import_facade, import_stars,
    models_from, models_plain, api_from, api_plain, facade_from, star, two_stars, core_name, core_module,
    core_plain, another,
)}


def indented(lines):
    return "\n".join("    " + line for line in lines.split("\n"))


def plain(context, made):
    return made.bind(context)


def type_checking(context, made):
    if "*" in made.lines or not context.free("TYPE_CHECKING"):
        return None
    context.bound.add("TYPE_CHECKING")
    return ("from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n"
            + indented(made.bind(context)))


def in_try(context, made):
    if "*" in made.lines:
        return None
    return f"try:\n{indented(made.bind(context))}\nexcept ImportError:\n    raise"


def both_ways(context, made):
    if "*" in made.lines:
        return None
    lines = indented(made.bind(context))
    return f"if PROBES_FIRST:\n{lines}\nelse:\n{lines}".replace("PROBES_FIRST", "__name__")


def with_fallback(context, made):
    """Names that may be nothing: an import that is tried."""
    if "*" in made.lines or made.modules or made.names != made.objects:
        return None
    nothing = "\n".join(f"    {name} = None" for name in made.names)
    return f"try:\n{indented(made.bind(context))}\nexcept ImportError:\n{nothing}"


def repeated(context, made):
    if "*" in made.lines:
        return None
    return made.bind(context) + "\n" + made.lines


def rebound(context, made):
    """The same import again, and something else under its names in between."""
    if "*" in made.lines or made.modules or made.names != made.objects:
        return None
    other = context.where(context.shape.lab + ".other")
    between = [context.rng.choice([f"{name} = 5", f"from {other} import Encounter as {name}"])
               for name in made.names]
    return "\n".join([made.lines, *between, made.bind(context)])


def replaced(context, made):
    """Something else takes the place of what was imported."""
    if "*" in made.lines or made.modules or made.names != made.objects:
        return None
    other = context.where(context.shape.lab + ".other")
    lines = [f"from {other} import Encounter as {name}" for name in made.names]
    return "\n".join([made.bind(context), *lines])


WRAPPERS = {f.__name__: f for f in (
    plain, type_checking, in_try, both_ways, with_fallback, repeated, rebound, replaced,
)}


def use(template):
    """A use of one expression: {e} is the expression, {n} its first name, {k} a number."""

    def form(context):
        expression = context.one(context.objects)
        if expression is None:
            return None
        name = expression.split(".")[0]
        return template.format(e=expression, n=name, k=context.number())

    return form


def table(templates):
    return {name: use(text) for name, text in templates.items()}


USES = table({
    "call": "PROBES['{k}'] = lambda: {e}",
    "at once": "v{k} = {e}\nPROBES['{k}'] = lambda: v{k}",
    "marker": "PROBES['{k}'] = lambda: {e}.marker",
    "getattr": "PROBES['{k}'] = lambda: [getattr({e}, 'Status', 0), getattr({e}, 'objects', 0)]",
    "default": "def f{k}(x={e}):\n    return x\nPROBES['{k}'] = f{k}",
    "keyword default": "PROBES['{k}'] = lambda *, x={e}: x",
    "nested": "def f{k}():\n    def g():\n        return {e}\n    return g()\nPROBES['{k}'] = f{k}",
    "class body": "class C{k}:\n    a = {e}\n\n    def m(self):\n        return {e}\n"
                  "PROBES['{k}'] = lambda: [C{k}.a, C{k}().m()]",
    "comprehension": "PROBES['{k}'] = lambda: [{e} for _ in (1, 2) if {e}]",
    "decorator": "def d{k}(x):\n    return lambda f: x\n\n\n@d{k}({e})\ndef f{k}():\n    pass\n"
                 "PROBES['{k}'] = lambda: f{k}",
    "starred": "PROBES['{k}'] = lambda: [[*{e}.marker], sorted({{*{e}.marker}}), (*{e}.marker, 1)]",
    "starred arguments": "PROBES['{k}'] = lambda: [max(*{e}.marker), dict(**dict(a={e}))]",
    "walrus": "PROBES['{k}'] = lambda: [w for _ in (1,) if (w := {e})]",
    "f-string": "PROBES['{k}'] = lambda: f'{{{e}.marker}}'",
    "match": "def f{k}(x):\n    match x:\n        case {e}.marker:\n            return 'hit'\n"
             "PROBES['{k}'] = lambda: f{k}({e}.marker)",
    "annotation": "def f{k}(x: {e}) -> '{e} | None':\n    return x\n"
                  "PROBES['{k}'] = lambda: [f{k}.__annotations__['x']\n"
                  "    if not isinstance(f{k}.__annotations__['x'], str)\n"
                  "    else eval(f{k}.__annotations__['x'])]",
    "quoted": "def f{k}(x: \"{e}\"):\n    return x\n"
              "PROBES['{k}'] = lambda: eval(f{k}.__annotations__['x'].strip(chr(34) + chr(39)))",
    "global": "def f{k}():\n    global g{k}\n    g{k} = {e}\n    return g{k}\nPROBES['{k}'] = f{k}",
    "keyword": "PROBES['{k}'] = lambda: dict({n}={e})",
    "key": "PROBES['{k}'] = lambda: {{'{n}': {e}}}",
    "two": "PROBES['{k}'] = lambda: ({e}, [{e}], {{'a': {e}}})",
    "comment": "# {e} is used below\nPROBES['{k}'] = lambda: {e}  # {e}",
    "string": "PROBES['{k}'] = lambda: ('{n}', 'see {n} there', {e})",
    "all": "__all__ = ['{n}']\nPROBES['{k}'] = lambda: __all__",
})


def over_lines(context):
    """A path that goes over several lines."""
    expression = context.one(context.objects)
    if expression is None:
        return None
    lines = expression.replace(".", "\n    .")
    return f"PROBES['{context.number()}'] = lambda: (\n    {lines}\n)"


USES["over lines"] = over_lines

# What runs while the module is imported, and needs its names then.
EAGER = {name: USES[name] for name in ("at once", "default", "class body", "decorator")}

SHADOWS = table({
    "parameter": "def f{k}({n}=1):\n    return {n}\nPROBES['{k}'] = f{k}",
    "local": "def f{k}():\n    {n} = 1\n    return {n}\nPROBES['{k}'] = f{k}",
    "inner local": "def f{k}():\n    def g():\n        {n} = 1\n        return {n}\n"
                   "    return g(), {e}\nPROBES['{k}'] = f{k}",
    "loop": "def f{k}():\n    for {n} in (1, 2):\n        pass\n    return {n}\nPROBES['{k}'] = f{k}",
    "comprehension": "PROBES['{k}'] = lambda: [[{n} for {n} in (1, 2)], {e}]",
    "iterable": "PROBES['{k}'] = lambda: [{n}.marker for {n} in [{e}]]",
    "lambda": "PROBES['{k}'] = lambda: (lambda {n}: {n})(1)",
    "class attribute": "class C{k}:\n    {n} = 1\n    b = {n}\n\n    def m(self):\n        return {e}\n"
                       "PROBES['{k}'] = lambda: [C{k}.b, C{k}().m()]",
    "attribute": "class O{k}:\n    Encounter = 5\n    {n} = 6\n"
                 "PROBES['{k}'] = lambda: [O{k}.Encounter, O{k}.{n}, {e}]",
    "star arguments": "def f{k}(*{n}):\n    return {n}\nPROBES['{k}'] = lambda: f{k}(1)",
    "with": "class W{k}:\n    def __enter__(self):\n        return 1\n\n"
            "    def __exit__(self, *_):\n        pass\n\n\n"
            "def f{k}():\n    with W{k}() as {n}:\n        return {n}\nPROBES['{k}'] = f{k}",
    "with targets": "class W{k}:\n    def __enter__(self):\n        return 1, (2, 3)\n\n"
                    "    def __exit__(self, *_):\n        pass\n\n\n"
                    "def f{k}():\n    with W{k}() as (a, (b, {n})):\n        return {n}\n"
                    "PROBES['{k}'] = f{k}",
    "with star": "class W{k}:\n    def __enter__(self):\n        return 1, 2\n\n"
                 "    def __exit__(self, *_):\n        pass\n\n\n"
                 "def f{k}():\n    with W{k}() as [a, *{n}]:\n        return {n}\n"
                 "PROBES['{k}'] = f{k}",
    "except": "def f{k}():\n    try:\n        raise ValueError(3)\n"
              "    except ValueError as {n}:\n        return {n}.args\nPROBES['{k}'] = f{k}",
    "function": "def f{k}():\n    def {n}():\n        return 7\n    return {n}()\nPROBES['{k}'] = f{k}",
    "inner class": "def f{k}():\n    class {n}:\n        x = 8\n    return {n}.x\nPROBES['{k}'] = f{k}",
    "unpacking": "def f{k}():\n    a, (*{n}, b) = 1, (2, 3, 4)\n    return {n}\nPROBES['{k}'] = f{k}",
    "match": "def f{k}(x):\n    match x:\n        case [{n}, *_]:\n            return {n}\n"
             "PROBES['{k}'] = lambda: f{k}([9])",
    "import": "def f{k}():\n    import json as {n}\n    return {n}.__name__\nPROBES['{k}'] = f{k}",
    "keyword only": "def f{k}(*, {n}=2):\n    return {n}\nPROBES['{k}'] = f{k}",
    "nonlocal": "def f{k}():\n    {n} = 1\n\n    def g():\n        nonlocal {n}\n        {n} = 2\n"
                "    g()\n    return {n}\nPROBES['{k}'] = f{k}",
})


def global_import(context):
    """An import in a function that binds a name of the module."""
    made = IMPORTS[context.rng.choice(list(IMPORTS))](context)
    if made is None or "*" in made.lines:
        return None
    made.bind(context)
    k = context.number()
    return f"def f{k}():\n    global {', '.join(made.names)}\n{indented(made.lines)}\n\n\nf{k}()"


def in_function(context):
    """An import inside a function, a method or a class body, and a use there."""
    form = context.rng.choice([f for f in IMPORTS.values() if f not in (star, two_stars)])
    bound = context.bound
    context.bound = {"PROBES"}
    made = form(context)
    context.bound = bound
    if made is None:
        return None
    expression, k = context.rng.choice(made.objects), context.number()
    lines = indented(made.lines)
    way = context.rng.choice(["function", "method", "class", "nested"])
    if way == "function":
        return f"def f{k}():\n{lines}\n    return {expression}\nPROBES['{k}'] = f{k}"
    if way == "method":
        return (f"class C{k}:\n    def m(self):\n{indented(lines)}\n        return {expression}\n"
                f"PROBES['{k}'] = C{k}().m")
    if way == "nested":
        return (f"def f{k}():\n{lines}\n    def g():\n        return {expression}\n    return g()\n"
                f"PROBES['{k}'] = f{k}")
    return f"class C{k}:\n{lines}\n    a = {expression}\nPROBES['{k}'] = lambda: C{k}.a"


def import_string(context):
    name = context.rng.choice(MOVED + STAYS)
    module = context.shape.models if name in STAYS else context.shape.home
    if context.rng.random() < 0.5:
        module = context.shape.models
    k = context.number()
    return (f"def f{k}():\n    from django.utils.module_loading import import_string\n"
            f"    return import_string('{module}.{name}')\nPROBES['{k}'] = f{k}")


def get_model(context):
    call = context.rng.choice([
        "get_model('emr', 'Encounter')", "get_model('emr.encounter')", "get_model('emr', 'note')",
        "get_model(app_label='emr', model_name='Encounter')", "get_model('core.Patient')",
        "get_model(model_name='Encounter', app_label='emr')",
        "get_app_config('emr').get_model('Encounter')", "get_app_config('emr').get_model('Note')",
    ])
    k = context.number()
    return (f"def f{k}():\n    from django.apps import apps\n    return apps.{call}\n"
            f"PROBES['{k}'] = f{k}")


def by_name(context):
    module = context.one(context.modules)
    if module is None:
        return None
    name = context.rng.choice(MOVED + STAYS)
    return context.probe(f"getattr({module}, '{name}')")


def imported(context):
    name, k = context.rng.choice(MOVED + STAYS), context.number()
    module = context.rng.choice([context.shape.models, context.shape.package + ".api"])
    if module.endswith(".api"):
        name = context.rng.choice(["Encounter", "Visit", "Remark"])
    taken = context.rng.choice([
        f"import_module('{module}').{name}", f"getattr(import_module('{module}'), '{name}')",
    ])
    return (f"def f{k}():\n    from importlib import import_module\n"
            f"    return {taken}\nPROBES['{k}'] = f{k}")


def through_another(context):
    """A path that leads through what another module imports."""
    k = context.number()
    path = context.rng.choice([
        f"{context.shape.lab}.modules.models.Encounter.marker",
        f"{context.shape.lab}.modules.records.Note.marker",
        f"{context.shape.lab}.modules.records.EncounterManager.marker",
    ])
    return (f"def f{k}():\n    from unittest import mock\n\n"
            f"    with mock.patch('{path}', {k}) as patched:\n"
            f"        return patched\nPROBES['{k}'] = f{k}")


def patched(context):
    """What patches an attribute of the class finds the class."""
    module = context.rng.choice([context.shape.models, context.shape.home])
    k = context.number()
    return (f"def f{k}():\n    from unittest import mock\n\n"
            f"    with mock.patch('{module}.Encounter.marker', {k}) as patched:\n"
            f"        return patched\nPROBES['{k}'] = f{k}")


def patched_here(context):
    """A name that is patched where it is used stays where it is."""
    names = [one for one in context.objects if "." not in one]
    name = context.one(names)
    if name is None:
        return None
    k = context.number()
    return (f"def f{k}():\n    from unittest import mock\n\n"
            f"    with mock.patch('{context.module}.{name}', {k}):\n"
            f"        return {name}\nPROBES['{k}'] = f{k}")


STRINGS = {f.__name__: f for f in (
    global_import, in_function, import_string, get_model, by_name, imported, through_another, patched,
    patched_here,
)}
STRINGS["in_function again"] = in_function
