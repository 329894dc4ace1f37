"""Every edition that is known: those shipped as files, and those that staff published.

The files are read once per process and need neither Django nor a database. Published editions lie on a shelf that
`apps.py` registers; they never change, so each is read once per process as well.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.instruments.domain.edition import Edition
from kotacerdas.instruments.files import load

FOLDER = Path(__file__).resolve().parents[2] / "data" / "instruments"


class Shelf(Protocol):
    """Where published editions lie that are not files."""

    def keys(self, city: Any) -> tuple[str, ...]:
        """Those for all, and with a city those that are its own."""

    def read(self, keys: Iterable[str]) -> Mapping[str, Edition]:
        """Those of the keys that are published, whoever's they are."""


_shelves: list[Shelf] = []
_published: dict[str, Edition] = {}


def register_shelf(shelf: Shelf) -> None:
    if shelf not in _shelves:
        _shelves.append(shelf)


def forget() -> None:
    """Reads the shelves anew; for tests, which take back what they published."""
    _published.clear()


@lru_cache(maxsize=1)
def shipped_keys() -> tuple[str, ...]:
    """`code/edition` of the editions that came as files, by code and then by edition."""
    return tuple(
        sorted(f"{path.parent.parent.name}/{path.parent.name}" for path in FOLDER.glob("*/*/instrument.yaml"))
    )


def every_key(city: Any = None) -> tuple[str, ...]:
    """Those that everybody may see, and with a city those that it keeps for itself, by code and then by edition."""
    return tuple(sorted({*shipped_keys(), *(key for shelf in _shelves for key in shelf.keys(city))}))


def shipped() -> list[Edition]:
    """The official forms alone, without asking a shelf."""
    return [_shipped(key) for key in shipped_keys()]


def editions() -> list[Edition]:
    """Those that everybody may see."""
    return editions_for(None)


def editions_for(city: Any) -> list[Edition]:
    """Those that everybody may see, and the city's own: what its rounds may use."""
    keys = every_key(city)
    fetch(keys)
    return [edition(key) for key in keys]


def edition(key: str) -> Edition:
    """Any edition by its key, whoever may see it. Raises `Refused` with the known ones when there is none."""
    if key in shipped_keys():
        return _shipped(key)
    fetch([key])
    if key not in _published:
        raise Refused(Fault("unknown-instrument", {"instrument": key, "known": ", ".join(every_key())}))
    return _published[key]


def edition_for(key: str, city: Any) -> Edition:
    """The same, for a round of this city (None: of many cities); another city's own is not known to it."""
    if key not in shipped_keys() and key not in (known := every_key(city)):
        raise Refused(Fault("unknown-instrument", {"instrument": key, "known": ", ".join(known)}))
    return edition(key)


@lru_cache(maxsize=64)
def _shipped(key: str) -> Edition:
    return load(FOLDER / key / "instrument.yaml")


def fetch(keys: Iterable[str]) -> None:
    """Reads all that are not known yet in one go."""
    wanted = [key for key in keys if key not in _published and key not in shipped_keys()]
    for shelf in _shelves if wanted else ():
        _published.update(shelf.read(wanted))
