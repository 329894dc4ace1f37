"""Writes beneath each command in our documents what it prints today.

python -m tools.examples          run them all, write what they print
python -m tools.examples check    exit 1 and name the documents that show something else

An example is a block ```console``` with one line `$ .venv/bin/kotacerdas ...`, which may end in `| head -n 3` or
`| tail -n 3`. Only commands that need no database are shown so.
"""

import contextlib
import io
import os
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from kotacerdas.config import cli
from tools.documents import ROOT, documents

EXAMPLE = re.compile(r"^```console\n\$ (?P<command>.+)\n(?P<printed>(?:(?!```).*\n)*)^```$", re.MULTILINE)
PROGRAM = ".venv/bin/kotacerdas"


class Failed(Exception):
    """A command of a document did not end well; the text says what it told instead."""


def examples(path: Path) -> Iterator[tuple[str, str]]:
    """Each command with what the document says it prints."""
    for found in EXAMPLE.finditer(path.read_text(encoding="utf-8")):
        yield found["command"], found["printed"]


def answer(command: str) -> str:
    """What the command prints now, in English unless it says `--lang`."""
    call, *filters = [shlex.split(part) for part in command.split("|")]
    if call[0] != PROGRAM:
        raise Failed(f"{command}: only {PROGRAM} is shown with its output.")
    out, err = io.StringIO(), io.StringIO()
    with (
        mock.patch.object(sys, "argv", call),
        mock.patch.dict(os.environ, {"LC_ALL": "C.UTF-8"}),
        contextlib.chdir(ROOT),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        code = cli.main(call[1:])
    if code or err.getvalue():
        raise Failed(f"{command}: {err.getvalue().strip()}")
    lines = out.getvalue().splitlines(keepends=True)
    for program, _option, count in filters:
        lines = {"head": lines[: int(count)], "tail": lines[-int(count) :]}[program]
    return "".join(lines)


def current(path: Path) -> str:
    """The whole document with what its commands print today."""
    return EXAMPLE.sub(
        lambda found: f"```console\n$ {found['command']}\n{answer(found['command'])}```",
        path.read_text(encoding="utf-8"),
    )


def main(arguments: list[str]) -> int:
    stale = [path for path in documents() if path.read_text(encoding="utf-8") != current(path)]
    for path in stale:
        if arguments != ["check"]:
            path.write_text(current(path), encoding="utf-8")
        print(f"{path.relative_to(ROOT)}: {'shows something else' if arguments == ['check'] else 'written'}")
    return 1 if stale and arguments == ["check"] else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Failed as failed:
        sys.exit(str(failed))
