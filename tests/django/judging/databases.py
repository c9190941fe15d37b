"""The databases that a project is judged on, in place of those of its settings.

REHOME_DATABASE says which: `sqlite:///DIR`, `postgres://USER@HOST:PORT/NAME` or
`mysql://USER@HOST:PORT/NAME`. The database `default` is called NAME, another one NAME_ALIAS.
Nothing in the project is changed for it: its own settings are imported, and then replaced.
"""

import os
from contextlib import closing
from urllib.parse import urlsplit

ENGINES = {"sqlite": "sqlite3", "postgres": "postgresql", "mysql": "mysql"}


def wanted():
    return urlsplit(os.environ["REHOME_DATABASE"])


def replace():
    """Takes the databases for those of the settings, and what makes tests slow out of them."""
    from django.conf import settings
    from django.db.backends.signals import connection_created

    if wanted().scheme == "mysql":
        import pymysql

        pymysql.version_info = (2, 2, 8, "final", 0)  # what it stands in for, which Django asks
        pymysql.install_as_MySQLdb()
    settings.DATABASES = {alias: database(alias, old) for alias, old in settings.DATABASES.items()}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    connection_created.connect(in_a_hurry)


def database(alias, old):
    url, own = wanted(), "" if alias == "default" else "_" + alias
    found = {**old, "ENGINE": "django.db.backends." + ENGINES[url.scheme], "OPTIONS": {}}
    if url.scheme == "sqlite":
        return {**found, "NAME": os.path.join(url.path, alias + ".sqlite3")}
    place = {"HOST": url.hostname, "PORT": url.port, "USER": url.username, "PASSWORD": url.password or ""}
    return {**found, **place, "NAME": url.path[1:] + own}


def in_a_hurry(sender, connection, **kwargs):
    """Nothing of a test has to outlive a power cut."""
    hurry = {"sqlite": "PRAGMA synchronous = OFF", "postgresql": "SET synchronous_commit = off"}
    if connection.vendor in hurry:
        with connection.cursor() as cursor:
            cursor.execute(hurry[connection.vendor])


def create(aliases):
    """The empty databases, where they are on a server."""
    run(["CREATE DATABASE %s" % wanted().path[1:] + ("" if a == "default" else "_" + a) for a in aliases])


def drop():
    """Drops every database that was made for this project, Django's test databases included."""
    name, server = wanted().path[1:], wanted().scheme
    listed = {
        "postgres": "SELECT datname FROM pg_database",
        "mysql": "SELECT schema_name FROM information_schema.schemata",
    }.get(server)
    if listed:
        found = [row[0] for row in run([listed])]
        ours = [one for one in found if one.removeprefix("test_") == name or one.removeprefix("test_").startswith(name + "_")]
        run(["DROP DATABASE %s%s" % (one, " WITH (FORCE)" if server == "postgres" else "") for one in ours])


def run(statements):
    """What the last of some statements found, on the server but in none of our databases."""
    url, rows = wanted(), []
    if url.scheme == "sqlite":
        return rows
    place = {"host": url.hostname, "port": url.port, "user": url.username, "password": url.password or ""}
    if url.scheme == "postgres":
        import psycopg

        connection = psycopg.connect(**place, dbname="postgres", autocommit=True)
    else:
        import pymysql

        connection = pymysql.connect(**place, charset="utf8mb4")
    with closing(connection), closing(connection.cursor()) as cursor:
        for statement in statements:
            cursor.execute(statement)
            rows = cursor.fetchall() if cursor.description else []
    return rows
