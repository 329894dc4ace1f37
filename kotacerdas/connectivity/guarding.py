"""Who may have the file of a batch: those who keep the evidence of its city. It may tell which phone was where."""

from typing import TYPE_CHECKING, Any

from kotacerdas.connectivity.models import Batch
from kotacerdas.files import guards
from kotacerdas.people.access import may
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.files.models import File


def _may_have(user: Any, file: "File") -> bool:
    found = Batch.objects.visible_to(user).filter(pk=file.subject_key).select_related("city").first()
    return found is not None and may(user, Permission.KEEP_WIFI, found.city)


guards.register("connectivity.batch", _may_have)
