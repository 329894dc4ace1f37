"""What this app keeps of persons: who wrote the text of a level last."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.personal import Basis, Holding, register
from kotacerdas.instruments.models import RubricText


def _written(user: Any) -> list[Mapping[str, Any]]:
    rows = RubricText.objects.filter(updated_by=user).values_list("instrument", "code", "level", "updated_at")
    return [
        {"instrument": instrument, "question": code, "level": level, "at": at.isoformat()}
        for instrument, code, level, at in rows
    ]


def _erase(user: Any, now: datetime) -> int:
    return RubricText.objects.filter(updated_by=user).update(updated_by=None)


register(
    Holding(
        name="instruments.writers",
        what=_("Who last wrote the text of a level, and when"),
        of_whom=_("the writer"),
        why=_("To ask back"),
        basis=Basis.PUBLIC_DUTY,
        until=_("the person asks for erasure; the text stays"),
        tables=("instruments.RubricText",),
        export=_written,
        erase=_erase,
    )
)
