"""What this app keeps of persons: who brought a file with outlines. Schools and parks are nobody's."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.personal import Basis, Holding, register
from kotacerdas.geography.models import OutlineFile


def _brought(user: Any) -> list[Mapping[str, Any]]:
    rows = OutlineFile.objects.filter(by=user).values_list("at", "file_name")
    return [{"at": at.isoformat(), "file": name} for at, name in rows]


def _erase(user: Any, now: datetime) -> int:
    count: int = OutlineFile.objects.filter(by=user).update(by=None)
    return count


register(
    Holding(
        name="geography.bringers",
        what=_("Who brought which file with outlines, when"),
        of_whom=_("officers"),
        why=_("To ask back where a border looks wrong"),
        basis=Basis.PUBLIC_DUTY,
        until=_("the person asks for erasure; what was brought in stays"),
        tables=("geography.OutlineFile",),
        export=_brought,
        erase=_erase,
    )
)
