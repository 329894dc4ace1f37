"""The `kotacerdas` command. Exit 0 when done; 2 on bad input, with one line per fault on standard error."""

import io
import os
import sys
from argparse import ArgumentParser, Namespace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Never

from kotacerdas import __version__
from kotacerdas.config import env


class _Parser(ArgumentParser):
    def error(self, message: str) -> Never:
        """One line, as for every other fault."""
        self.exit(2, f"{self.prog}: {message}. See: {self.prog} --help\n")


def main(arguments: list[str] | None = None) -> int:
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        # As ./run does, or this command would work on another database than the pages show.
        env.read_file(Path(__file__).resolve().parents[2] / ".env")
        parser = _parser(arguments)
    except env.BadSetting as bad:
        print(bad.message, file=sys.stderr)
        return 2
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that lacks a letter shows a mark in its place; the figures are worth more than the letter.
        sys.stdout.reconfigure(errors="replace")
    return _run(parser.parse_args(arguments))


def _run(options: Namespace) -> int:
    from django.db import DatabaseError
    from django.utils.translation import gettext as _

    from kotacerdas.common.domain.faults import ENOUGH, Refused
    from kotacerdas.common.faults import sentence

    try:
        options.run(options)
        sys.stdout.flush()
    except Refused as refused:
        for fault in refused.faults:
            print(sentence(fault), file=sys.stderr)
        if len(refused.faults) >= ENOUGH:
            print(_("... and perhaps more: the search ended here."), file=sys.stderr)
        return 2
    except DatabaseError as error:
        # Locked, full, not set up or out of reach: nothing was written, since every deed is one transaction.
        words = {"reason": " ".join(str(error).split())}
        print(
            _(
                "The database cannot be used now (%(reason)s); nothing was written. Is it set up: ./run --setup ?"
            )
            % words,
            file=sys.stderr,
        )
        return 1
    except BrokenPipeError:
        # The reader (such as `head`) has seen enough.
        _close_output()
    except OSError as error:
        print(_("Reading or writing failed: %(reason)s.") % {"reason": error.strerror}, file=sys.stderr)
        _close_output()
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _close_output() -> None:
    """Python would try once more while closing, and complain once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser(arguments: list[str]) -> ArgumentParser:
    """Every app's commands under one parser, with Django set up in the language asked for."""
    language = _language(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kotacerdas.config.settings")
    # Standard error belongs to the faults; who wants the log asks for it.
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    import django
    from django.apps import apps
    from django.utils import translation
    from django.utils.translation import gettext as _

    django.setup()
    translation.activate(language)
    common = ArgumentParser(add_help=False)
    common.add_argument(
        "--lang", choices=["id", "en"], help=_("language of the words (default: as the terminal's)")
    )
    parser = _Parser(prog="kotacerdas", description=_("The smart-city programme of an Indonesian city."))
    parser.add_argument("--version", action="version", version=f"kotacerdas {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser, metavar="COMMAND")
    # From the lowest app to the highest; an app's part is its module `commands`.
    for app in reversed(list(apps.get_app_configs())):
        if app.name.startswith("kotacerdas.") and find_spec(f"{app.name}.commands"):
            add_to = getattr(import_module(f"{app.name}.commands"), "add_to", None)
            if add_to is not None:  # else an app above takes its parts in
                add_to(commands, common)
    return parser


def _language(arguments: list[str]) -> str:
    """`--lang` wherever it stands, else the terminal's language: Indonesian if it says so, English otherwise."""
    for place, argument in enumerate(arguments):
        if argument == "--lang" and place + 1 < len(arguments):
            return "en" if arguments[place + 1] == "en" else "id"
        if argument.startswith("--lang="):
            return "en" if argument.endswith("=en") else "id"
    terminal = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "id" if terminal.startswith(("id", "in_")) else "en"


if __name__ == "__main__":
    sys.exit(main())
