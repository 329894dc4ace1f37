"""The report about the city's own test set, and how it moved since the last one, which is kept beside the index."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from kotacerdas.common import formats
from kotacerdas.evidence.queries.judging import AT_RANK, AT_RECALL, Agreement, agreement


@dataclass(frozen=True)
class Report:
    now: Agreement
    at: datetime
    before: dict[str, Any] | None
    """The last report, as `as_json` gave it."""

    def as_json(self) -> dict[str, Any]:
        return {"at": self.at.isoformat(), **asdict(self.now), "before": self.before}

    def moved(self, name: str) -> float | None:
        """Against the last report; None without one."""
        value, old = getattr(self.now, name), (self.before or {}).get(name)
        return value - old if isinstance(value, float) and isinstance(old, float) else None


def report(city: Any, *, now: datetime) -> Report:
    """Keeps itself for the next one."""
    made = Report(agreement(city), now, _read(city))
    _keep(city, {name: value for name, value in made.as_json().items() if name != "before"})
    return made


def lines(report: Report) -> list[str]:
    now = report.now
    said = [
        _(
            "%(questions)d questions with an accepted page; %(accepted)d pages accepted, %(rejected)d rejected."
        )
        % {"questions": now.questions, "accepted": now.accepted, "rejected": now.rejected}
    ]
    if now.ndcg is None:
        return [*said, _("Nothing was accepted yet: accept or reject proposals, then ask again.")]
    said.append(_line(f"nDCG@{AT_RANK}", now.ndcg, report.moved("ndcg")))
    said.append(_line(f"recall@{AT_RECALL}", now.recall or 0.0, report.moved("recall")))
    said.append(
        _("For %(count)d questions a rejected page stands above the accepted ones.")
        % {"count": now.rejected_first}
    )
    return said


def _line(name: str, value: float, moved: float | None) -> str:
    told = f"{name}: {formats.number(round(value, 3), 3)}"
    if moved is None:
        return told
    return f"{told} ({formats.signed(round(moved, 3), 3)})"


def _path(city: Any) -> Path:
    return Path(settings.STATE) / f"evidence-judged-{city.code}.json"


def _read(city: Any) -> dict[str, Any] | None:
    try:
        found = json.loads(_path(city).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _keep(city: Any, told: dict[str, Any]) -> None:
    """Whole or not at all."""
    path = _path(city)
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(json.dumps(told), encoding="utf-8")
    os.replace(new, path)
