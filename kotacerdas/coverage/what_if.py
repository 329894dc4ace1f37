"""Asks the planner what would change if points stood elsewhere, as pages and scripts need it; nothing is computed here."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from kotacerdas.coverage import rules
from kotacerdas.coverage.domain import wishes
from kotacerdas.coverage.models import CoverageRun
from kotacerdas.people.access import may
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission
from kotacerdas.planner.client import Message, ask

QUESTION = "coverage.move"
SECONDS, SECONDS_OF_A_PAGE = 1.5, 5.0
"""A script asks again where the planner is still loading the city; a thread of the web server that waits serves nobody else."""


@dataclass(frozen=True)
class Model:
    """With which radius, receiver and usual height of antennas the page computes."""

    radius: float
    receiver: float
    usual: float


def model_of(city: City, run: CoverageRun | None) -> Model:
    """As the run in use was computed, else by the rules."""
    if run is not None:
        said = run.settings
        return Model(float(said["radius_m"]), float(said["receiver_m"]), float(said["point_m"]))
    known = rules.rules_on(timezone.localdate(timezone=city.timezone))
    return Model(known.reach_m, known.receiver_m, known.point_m)


def tried(
    city: City, given: Mapping[str, Any], model: Model, *, asker: str, seconds: float = SECONDS
) -> Message:
    """Raises `Refused` and `Unanswered`."""
    usual = {"radius": model.radius, "receiver": model.receiver}
    wanted = wishes.read(usual | dict(given))
    values = wanted.as_json() | {
        "city": city.code,
        "usual_m": model.usual,
        "on": timezone.localdate(timezone=city.timezone).isoformat(),
    }
    return ask(QUESTION, values, lane=city.code, asker=asker, seconds=seconds)


def asker_of(request: HttpRequest) -> str:
    """Tells people apart without naming them."""
    return hashlib.sha256(f"what-if {request.user.pk}".encode()).hexdigest()[:24]


def what_if_context(request: HttpRequest, city: City, run: CoverageRun | None) -> dict[str, Any] | None:
    """For the part of a page beside its map; None for those who do not plan, who see no marks that move."""
    if not may(request.user, Permission.SEE_CITY_DRAFTS, city):
        return None
    return {"city": city, "model": model_of(city, run)}
