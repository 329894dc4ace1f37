"""The ladders of `data/notices/ladders.yaml`, read once; a fault in the file names the ladder."""

from datetime import time
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from kotacerdas.notices.domain.ladders import Ladder, Receiver, Step


def named(code: str) -> Ladder:
    """Raises `KeyError` for a ladder that is not in the file."""
    return every()[code]


@cache
def every() -> dict[str, Ladder]:
    path = Path(settings.REFERENCE_DATA) / "notices" / "ladders.yaml"
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))["ladders"]
    return {row["code"]: _ladder(row) for row in rows}


def _ladder(row: dict[str, Any]) -> Ladder:
    return Ladder(
        code=row["code"],
        steps=tuple(_step(each) for each in row["steps"]),
        hour=time.fromisoformat(row["hour"]),
        title=row["title"],
    )


def _step(row: dict[str, Any]) -> Step:
    return Step(days=row["days"], to=tuple(Receiver(each) for each in row["to"]), kind=row["kind"])
