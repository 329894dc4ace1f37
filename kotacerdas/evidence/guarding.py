"""Who may have the bytes of evidence, and which bytes wait for their row."""

from typing import Any

from kotacerdas.evidence.actions import scrubbing
from kotacerdas.evidence.models import Item, Pack, Revision
from kotacerdas.evidence.models.contents import closed_scans
from kotacerdas.files import guards, keeping
from kotacerdas.files.models import File


def _may_have(user: Any, file: File) -> bool:
    """Whoever sees the document, unless a virus was found or a scan is missing that the city wants. Files of deliveries have no guard: nobody has them."""
    seen = Revision.objects.visible_to(user).filter(file=file)
    return seen.exclude(content__scan__in=closed_scans()).exists()


def _waiting(some: set[str]) -> set[str]:
    """Bytes from archives have no file yet, only an item that waits."""
    return set(Item.objects.waiting().filter(sha256__in=some).values_list("sha256", flat=True))


def _may_have_pack(user: Any, file: File) -> bool:
    return Pack.objects.given_to(user).filter(file=file).exists()


guards.register("evidence.document", _may_have)
guards.register("evidence.pack", _may_have_pack)
keeping.also_named(_waiting)
keeping.hearing(scrubbing.heard)
