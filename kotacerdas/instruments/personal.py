"""What this app keeps of persons: who wrote the text of a level last, and who began, changed and published an edition."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.personal import Basis, Holding, register
from kotacerdas.instruments.models import EditionDraft, RubricText

DEEDS = ("created", "updated", "published")


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


def _editions(user: Any) -> list[Mapping[str, Any]]:
    told: list[Mapping[str, Any]] = []
    for deed in DEEDS:
        rows = EditionDraft.objects.filter(**{f"{deed}_by": user}).order_by("pk")
        told += [
            {"edition": f"{code}/{edition}", "deed": deed, "at": at.isoformat()}
            for code, edition, at in rows.values_list("code", "edition", f"{deed}_at")
        ]
    return told


def _erase_editions(user: Any, now: datetime) -> int:
    return sum(
        EditionDraft.objects.filter(**{f"{deed}_by": user}).update(**{f"{deed}_by": None}) for deed in DEEDS
    )


register(
    Holding(
        name="instruments.editors",
        what=_("Who began, last changed and published an edition, and when"),
        of_whom=_("the editor"),
        why=_("To ask back"),
        basis=Basis.PUBLIC_DUTY,
        until=_("the person asks for erasure; the edition stays"),
        tables=("instruments.EditionDraft",),
        export=_editions,
        erase=_erase_editions,
    )
)
