"""Every shipped edition, read once per process."""

from functools import lru_cache
from pathlib import Path

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.instruments.domain.edition import Edition
from kotacerdas.instruments.files import load

FOLDER = Path(__file__).resolve().parents[2] / "data" / "instruments"


@lru_cache(maxsize=1)
def every_key() -> tuple[str, ...]:
    """`code/edition` of all editions, by code and then by edition."""
    return tuple(
        sorted(f"{path.parent.parent.name}/{path.parent.name}" for path in FOLDER.glob("*/*/instrument.yaml"))
    )


def editions() -> list[Edition]:
    return [edition(key) for key in every_key()]


@lru_cache(maxsize=64)
def edition(key: str) -> Edition:
    """Raises `Refused` with the known ones when there is no such edition."""
    if key not in every_key():
        raise Refused(Fault("unknown-instrument", {"instrument": key, "known": ", ".join(every_key())}))
    return load(FOLDER / key / "instrument.yaml")
