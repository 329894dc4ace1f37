"""What this app keeps of persons: who brought a workbook."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.personal import Basis, Holding, register
from kotacerdas.imports.models import ImportRun


def _brought(user: Any) -> list[Mapping[str, Any]]:
    rows = ImportRun.objects.filter(by=user).values_list("at", "intake", "file_name")
    return [{"at": at.isoformat(), "intake": intake, "file": name} for at, intake, name in rows]


def _erase(user: Any, now: datetime) -> int:
    count: int = ImportRun.objects.filter(by=user).update(by=None)
    return count


register(
    Holding(
        name="imports.bringers",
        what=_("Who brought which workbook in, when"),
        of_whom=_("officers"),
        why=_("To ask back, and to let it be undone"),
        basis=Basis.PUBLIC_DUTY,
        until=_("the person asks for erasure; what was brought in stays"),
        tables=("imports.ImportRun",),
        export=_brought,
        erase=_erase,
    )
)
