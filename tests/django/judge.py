"""The oracle of the end-to-end tests: it asks real Django whether a model was moved without loss.

A test calls it as a subprocess with the Python of a Django environment, in the root of the
project under test, with DJANGO_SETTINGS_MODULE, REHOME_DATABASE (see judging/databases.py) and
REHOME_NOTES, the folder of its files, set. Starting Django is most of what asking it costs, so one
process takes several steps, with `,` between them:

    judge.py create , migrate , remember , fill --rows 3 --log-model emr.Encounter , \
             snapshot before
    ... the move ...
    judge.py manage check , migrate , snapshot after --rename core.encounter=emr.encounter \
             --since before , compare after --schema-too , noddl keep , \
             verify --old emr.Encounter --new core.Encounter --fresh-keys=unused \
                    --old-module emr.models --new-module core.models , back
    judge.py drop

Each prints one line on stdout. A difference is told in words on stderr and ends the process with 1;
a wrong command line with 2. Nothing passes on an empty project: a test that cannot fail is a defect.

`snapshot --rename NEW=OLD` takes labels back (a moved history model or proxy needs its own). With
`--since` the tables, indexes and constraints that belong to a model under its new label are taken
back as well, to what they were called in that snapshot; `--moved keep` says that none of them may
have another name. compare `--schema-only` is for databases without rows, such as one that was
migrated from nothing, and `--copied` for tables that were made anew. Every database of the project's settings is read.

`verify` and its names take several models (`--old emr.A emr.B --new core.A core.B`); the modules
are those of the first. `--fresh-keys` wants a key above all others from every table, and
`--fresh-keys=unused` also one that the row deleted by `fill` had not had, which is true wherever
the tables themselves were kept.

Needs only Django (4.2 or newer) and Python 3.10; SQLite, PostgreSQL and MariaDB are supported.
"""

import argparse
import os
import sys

# The tests swap the project's code within a second, and a stale .pyc would hide it.
sys.dont_write_bytecode = True
import django  # noqa: E402
from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import ManagementUtility  # noqa: E402
from django.db import connections  # noqa: E402
from django.test.utils import get_runner  # noqa: E402
from judging import databases, history, rows, snapshots, statements, verdict  # noqa: E402
from judging.rows import Failure  # noqa: E402

# Beside this script nothing of the project may be found, and in the project everything.
sys.path[0] = os.getcwd()


def note(name):
    return os.path.join(os.environ["REHOME_NOTES"], name)


def create(args):
    databases.create(connections)
    return "created %d databases" % len(list(connections))


def drop(args):
    databases.drop()
    return "dropped"


def manage(args):
    try:
        ManagementUtility(["manage.py", *args.arguments]).execute()
    except SystemExit as exit:
        if exit.code:
            raise Failure("manage.py %s exits with %s" % (" ".join(args.arguments), exit.code)) from exit
    return "managed: " + " ".join(args.arguments)


def tests(args):
    """The project's own tests, of which there must be some."""

    class Runner(get_runner(settings)):
        def suite_result(self, suite, result, **kwargs):
            self.count = result.testsRun
            return super().suite_result(suite, result, **kwargs)

    runner = Runner(verbosity=0, interactive=False)
    failed = runner.run_tests([])
    connections.close_all()
    # The test database has ids of its own.
    apps.get_model("contenttypes", "ContentType").objects.clear_cache()
    if failed or not runner.count:
        raise Failure("%d of %d tests failed" % (failed, runner.count))
    return "%d tests" % runner.count


def fill(args):
    if args.rows < 2:
        raise Failure("--rows must be 2 or more: with one row, keys cannot be told apart")
    return rows.fill(args.rows, args.log_model)


def migrate(args):
    history.migrate(args.app, args.name)
    return "migrated"


def remember(args):
    return history.remember(note("migrations"))


def back(args):
    history.back(note("migrations"), args.apps)
    return "back"


def test_database(args):
    getattr(history.TestDatabase, args.what)()
    return "test database " + args.what


def squash(args):
    return history.squash(note("migrations"))


def snapshot(args):
    return snapshots.snapshot(args, note)


def compare(args):
    return snapshots.compare(args, note)


def verify(args):
    return verdict.verify(args)


def noddl(args):
    new = history.new_migrations(note("migrations"))
    if bool(new) == (args.strategy == "code"):
        raise Failure("the move wrote %d migrations: %s" % (len(new), ", ".join(new)))
    return statements.judged(new, args.strategy)


COMMANDS = (
    create,
    drop,
    manage,
    tests,
    migrate,
    remember,
    fill,
    snapshot,
    compare,
    verify,
    noddl,
    back,
    test_database,
    squash,
)
STRATEGIES = ("keep", "rename", "copy", "code")


def parser():
    parser = argparse.ArgumentParser(prog="judge.py", description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    for run in COMMANDS:
        commands.add_parser(run.__name__.replace("_", "-")).set_defaults(run=run)
    sub = commands.choices
    sub["manage"].add_argument("arguments", nargs=argparse.REMAINDER)
    sub["migrate"].add_argument("app", nargs="?")
    sub["migrate"].add_argument("name", nargs="?")
    sub["back"].add_argument("apps", nargs="*")
    sub["test-database"].add_argument("what", choices=("up", "down"))
    sub["fill"].add_argument("--rows", type=int, default=3)
    sub["fill"].add_argument("--log-model", metavar="APP.MODEL")
    sub["snapshot"].add_argument("file")
    sub["snapshot"].add_argument("--rename", nargs="+", action="extend", default=[], metavar="NEW=OLD", type=pair)
    sub["snapshot"].add_argument("--since", metavar="FILE")
    sub["snapshot"].add_argument("--moved", choices=STRATEGIES, default="keep")
    sub["compare"].add_argument("file")
    sub["compare"].add_argument("--schema-too", action="store_true")
    sub["compare"].add_argument("--schema-only", action="store_true")
    sub["compare"].add_argument("--copied", action="store_true")
    sub["verify"].add_argument("--old", nargs="+", required=True, type=label)
    sub["verify"].add_argument("--new", nargs="+", required=True, type=label)
    sub["verify"].add_argument("--fresh-keys", nargs="?", const="any", choices=("any", "unused"))
    sub["verify"].add_argument("--old-module")
    sub["verify"].add_argument("--new-module")
    sub["noddl"].add_argument("strategy", choices=STRATEGIES)
    return parser


def pair(text):
    if "=" not in text:
        raise argparse.ArgumentTypeError("%r is not NEW=OLD" % text)
    return text


def label(text):
    if text.count(".") != 1:
        raise argparse.ArgumentTypeError("%r is not APP.NAME" % text)
    return text


def steps(arguments):
    """The command lines between the commas."""
    found = [[]]
    for argument in arguments:
        if argument == ",":
            found.append([])
        else:
            found[-1].append(argument)
    return [parser().parse_args(line) for line in found]


def perform(step):
    try:
        print(step.run(step), flush=True)
    except Failure as failure:
        sys.exit("%s failed: %s" % (step.command, failure))
    except Exception as error:
        if os.environ.get("REHOME_TRACEBACK"):
            raise
        sys.exit("%s failed: %s: %s" % (step.command, type(error).__name__, error))


def main():
    wanted = steps(sys.argv[1:])
    if any(step.run is not drop for step in wanted):
        databases.replace()
        django.setup()
        statements.watch()
    for step in wanted:
        perform(step)


if __name__ == "__main__":
    main()
