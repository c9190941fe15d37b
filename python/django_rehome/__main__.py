"""Finds the binary that was installed with this module, and becomes it."""

import os
import subprocess
import sys
import sysconfig

NAME = "django-rehome" + (sysconfig.get_config_var("EXE") or "")


def directories():
    """Where installers put the binary, the nearest to this module first.

    Another environment may have a binary of another version, so what was installed beside this very
    file goes before what the running Python says of itself.
    """
    site = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    scripts = "Scripts" if os.name == "nt" else "bin"
    if os.path.basename(site) in ("site-packages", "dist-packages"):
        # An environment, `pip install --user`, `--prefix`, `uv run --with`: lib/python3.12/site-packages,
        # on Windows Lib/site-packages.
        above = os.path.dirname(os.path.dirname(site))
        yield os.path.join(above if os.name == "nt" else os.path.dirname(above), scripts)
    # `pip install --target`
    yield os.path.join(site, "bin")
    # An editable install, and whatever else puts modules and scripts in unrelated places.
    yield sysconfig.get_path("scripts")
    yield sysconfig.get_path("scripts", vars={"base": sys.base_prefix})
    yield sysconfig.get_path("scripts", scheme=user_scheme())


def user_scheme():
    """The scheme of `pip install --user`."""
    if sys.version_info >= (3, 10):
        return sysconfig.get_preferred_scheme("user")
    if os.name == "nt":
        return "nt_user"
    if sys.platform == "darwin" and sys._framework:
        return "osx_framework_user"
    return "posix_user"


def find_binary():
    """The path of the binary; says where it was looked for when there is none."""
    looked = list(dict.fromkeys(directories()))
    for directory in looked:
        binary = os.path.join(directory, NAME)
        if os.path.isfile(binary):
            return binary
    print(f"error: {NAME} is not installed: it is not in {', '.join(looked)}", file=sys.stderr)
    # Not 1, by which `check` says that it found something.
    sys.exit(2)


def main():
    """Runs the binary with the arguments and the exit status of this process."""
    binary = find_binary()
    if os.name != "nt":
        os.execv(binary, [binary, *sys.argv[1:]])
    # There, a process cannot become another one.
    try:
        sys.exit(subprocess.call([binary, *sys.argv[1:]]))
    except KeyboardInterrupt:
        sys.exit(2)


if __name__ == "__main__":
    main()
