"""How large a file of this installation may be: one limit for whoever sends it, takes it in or tells of it."""

from django.conf import settings

from kotacerdas.common.domain.faults import Fault
from kotacerdas.evidence.domain import deliveries


def document() -> int:
    """Bytes of the largest document."""
    return int(settings.EVIDENCE_MOST_MB) * deliveries.MEGABYTE


def archive() -> int:
    """Bytes of the largest archive, which no file exceeds."""
    return deliveries.ARCHIVE_TIMES * document()


def too_large(path: str, size: int) -> Fault | None:
    return deliveries.too_large(path, size, document())
