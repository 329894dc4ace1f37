"""What this app keeps of persons: who brought an elevation model."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.personal import Basis, Holding, register
from kotacerdas.terrain.models import Ground


def _brought(user: Any) -> list[Mapping[str, Any]]:
    rows = Ground.objects.filter(by=user).values_list("at", "title")
    return [{"at": at.isoformat(), "model": title} for at, title in rows]


def _erase(user: Any, now: datetime) -> int:
    count: int = Ground.objects.filter(by=user).update(by=None)
    return count


register(
    Holding(
        name="terrain.bringers",
        what=_("Who brought which elevation model, when"),
        of_whom=_("officers"),
        why=_("To ask back where the ground looks wrong"),
        basis=Basis.PUBLIC_DUTY,
        until=_("the person asks for erasure; the model stays"),
        tables=("terrain.Ground",),
        export=_brought,
        erase=_erase,
    )
)
