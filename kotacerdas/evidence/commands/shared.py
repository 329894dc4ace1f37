"""What several of the commands need."""

import sys

from kotacerdas.common import formats
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.people.domain.names import NameProblem
from kotacerdas.people.models import City
from kotacerdas.people.queries import CityDirectory


def city_of(name: str) -> City:
    """By code or name."""
    try:
        return CityDirectory.load().find(name)
    except NameProblem as problem:
        raise Refused(Fault("evidence-city-unknown", {"name": name[:60]})) from problem


def show_progress(done: int, of: int, *, words: str = "") -> None:
    """On a terminal only, in place, on the channel that no other program reads."""
    if sys.stderr.isatty():
        figures = f"{formats.number(done)}/{formats.number(of)}"
        print(
            f"\r{words}: {figures}" if words else f"\r{figures}",
            end="" if done < of else "\n",
            file=sys.stderr,
            flush=True,
        )
