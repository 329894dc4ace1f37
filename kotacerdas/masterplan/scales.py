"""The matrix of risks and the limits of standings from `data/masterplan`, read once."""

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from kotacerdas.masterplan.domain import risks
from kotacerdas.masterplan.domain.lateness import Limits


@cache
def risk_scale() -> risks.Scale:
    """Raises `ValueError` for a matrix that is none."""
    return risks.read(document("risks.yaml"))


@cache
def limits() -> Limits:
    found = document("standing.yaml")
    return Limits(Decimal(found["behind"]), found["silent_days"])


def document(name: str) -> Any:
    path = Path(settings.REFERENCE_DATA) / "masterplan" / name
    return yaml.safe_load(path.read_text(encoding="utf-8"))
