"""Reads every kept byte of evidence again, remembers what is damaged, and tells those who can bring it again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.evidence import telling
from kotacerdas.evidence.models import Citation, Content, Damage, Document, Revision
from kotacerdas.files import blobs
from kotacerdas.files.keeping import Health


@dataclass(frozen=True)
class Damaged:
    """One document that rests on damaged bytes, and the codes of the citations that rest on it."""

    document: Document
    revision: int
    sha256: str
    damage: Damage
    cited: tuple[str, ...]


def scrub(*, city: Any, tell: Callable[[int, int], None], now: datetime) -> tuple[int, list[Damaged]]:
    """How many contents were read, and the damaged ones; `city` None is all of the installation."""
    rows = Revision.objects.all() if city is None else Revision.objects.filter(document__city=city)
    wanted = sorted(set(rows.values_list("content__sha256", flat=True)))
    found: dict[str, Damage] = {}
    for done, sha256 in enumerate(wanted):
        tell(done, len(wanted))
        try:
            blobs.store().check(sha256)
        except blobs.Missing:
            found[sha256] = Damage.MISSING
        except blobs.Damaged:
            found[sha256] = Damage.CHANGED
    remember(found, now=now, within=set(wanted))
    return len(wanted), [each for each in _resting_on(found) if city is None or each.document.city == city]


def heard(health: Health, now: datetime) -> None:
    """After the nightly look of `files` at everything that is kept."""
    found = dict.fromkeys(health.missing, Damage.MISSING) | dict.fromkeys(health.damaged, Damage.CHANGED)
    remember(found, now=now, within=None)


@transaction.atomic
def remember(found: dict[str, Damage], *, now: datetime, within: set[str] | None) -> None:
    """Marks what is newly damaged and tells of it once; takes the mark from what is whole again.

    `within` are the contents that were looked at; None if it was all of them.
    """
    known = {each.sha256: each for each in Content.objects.select_for_update().exclude(damage="")}
    fresh = {sha256: damage for sha256, damage in found.items() if sha256 not in known}
    for sha256, damage in fresh.items():
        Content.objects.filter(sha256=sha256).update(damage=damage, damaged_at=now)
    healed = [key for key in known if key not in found and (within is None or key in within)]
    Content.objects.filter(sha256__in=healed).update(damage="", damaged_at=None)
    for each in _resting_on(fresh):
        telling.damaged(each.document, cited=len(each.cited), now=now)
        _record("evidence.damaged", each.document, each.sha256, now=now)
    for revision in _revisions(healed):
        _record("evidence.whole-again", revision.document, revision.content.sha256, now=now)


def _resting_on(found: dict[str, Damage]) -> list[Damaged]:
    cited: dict[int, list[str]] = {}
    living = Citation.objects.living().filter(sha256__in=found).order_by("pk")
    for revision, code in living.values_list("revision", "code"):
        cited.setdefault(revision, []).append(code)
    return [
        Damaged(
            each.document,
            each.number,
            each.content.sha256,
            found[each.content.sha256],
            tuple(cited.get(each.pk, ())),
        )
        for each in _revisions(found)
    ]


def _revisions(hashes: Any) -> list[Revision]:
    rows = Revision.objects.filter(content__sha256__in=list(hashes))
    return list(rows.select_related("document__city", "content").order_by("document__city", "pk"))


def _record(kind: str, document: Document, sha256: str, *, now: datetime) -> None:
    audit.record(kind, on=document, by=None, city=document.city, now=now, note={"sha256": sha256})
