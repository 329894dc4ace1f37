"""Who may have the photos of points."""

from typing import Any

from kotacerdas.common import subjects
from kotacerdas.files import guards
from kotacerdas.files.models import File


def _may_have(user: Any, file: File) -> bool:
    """Whoever sees the photo: everybody where it was published, else the city's offices."""
    return subjects.find(file.subject, seen_by=user) is not None


guards.register("wifi.photo", _may_have)
