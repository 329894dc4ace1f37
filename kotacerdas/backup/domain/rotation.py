"""How archives are called, and which old ones go when a new one has been made."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime

NAME_BEGINS = "kotacerdas-"
_NAME = re.compile(rf"{NAME_BEGINS}\d{{8}}T\d{{6}}Z\.tar")


def name_at(moment: datetime) -> str:
    """Sorted by name they are sorted by time."""
    return f"{NAME_BEGINS}{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}.tar"


def superfluous(names: Iterable[str], *, keep: int) -> list[str]:
    """The oldest beyond `keep`; files of other names are nobody's business."""
    ours = sorted(name for name in names if _NAME.fullmatch(name))
    return ours[: max(0, len(ours) - keep)]
