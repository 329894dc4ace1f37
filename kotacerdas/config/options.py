"""Knows what may be typed after ./run. Needs nothing but Python itself."""

import argparse
from dataclasses import dataclass
from typing import NoReturn

from kotacerdas.config.refusals import Refusal

SIGN_INS = "demo-sign-ins.json"  # in the state folder: set-up writes it, the supervisor tells it
ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - recognised, not chosen; how to reach it from here
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Options:
    host: str
    port: int
    demo: bool | None  # None: the environment decides, and a demo is the default
    only_set_up: bool


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Refusal(f"{message[0].upper()}{message[1:]}: type ./run --help for the list of options.")


def parse(arguments: list[str]) -> Options:
    parser = _Parser(
        prog="./run",
        description="Sets KotaCerdas up where needed and serves it until Ctrl-C.",
        epilog="Environment variables, also from a file .env beside ./run: docs/reference/settings.md.",
        allow_abbrev=False,
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to serve on (default: %(default)s)")
    parser.add_argument("--port", type=_port, default=8000, help="port to serve on (default: %(default)s)")
    parser.add_argument("--no-demo", action="store_true", help="load no demo city and no demo accounts")
    parser.add_argument("--setup", action="store_true", help="set up and stop")
    given = parser.parse_args(arguments)
    return Options(given.host, given.port, False if given.no_demo else None, given.setup)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port from 1 to 65535")
    return int(text)
