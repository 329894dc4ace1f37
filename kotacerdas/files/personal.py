"""What this app keeps of persons: who brought a file."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.personal import Basis, Holding, register
from kotacerdas.files.models import File


def _brought(user: Any) -> list[Mapping[str, Any]]:
    rows = File.objects.filter(by=user).values_list("at", "name", "size")
    return [{"at": at.isoformat(), "name": name, "bytes": size} for at, name, size in rows]


def _erase(user: Any, now: datetime) -> int:
    return File.objects.filter(by=user).update(by=None)


register(
    Holding(
        name="files.bringers",
        what=_("Who brought which file, when"),
        of_whom=_("whoever uploads"),
        why=_("To know where a proof comes from"),
        basis=Basis.PUBLIC_DUTY,
        until=_("the person asks for erasure; the file stays with what it belongs to"),
        tables=("files.File",),
        export=_brought,
        erase=_erase,
        stays_because=_("A file is the record of what it belongs to; its content is judged there."),
    )
)
