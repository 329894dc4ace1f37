"""Deeds on what was found: a page proves something or does not, and which words mean the same in this city."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evidence.actions import keeping
from kotacerdas.evidence.domain.synonyms import LONGEST_GROUP, phrase_of
from kotacerdas.evidence.models import Judgement, Revision, Synonyms
from kotacerdas.evidence.targets import Target
from kotacerdas.files.domain.codes import new_code

LONGEST_WORD = 100
LONGEST_QUERY = 500


@transaction.atomic
def judge(
    target: Target,
    revision: Revision,
    unit: int,
    *,
    is_relevant: bool,
    reason: str = "",
    query: str = "",
    by: Any,
    now: datetime,
) -> Judgement:
    """Whether this page proves the target; the newest judgement counts. Said twice, the first is returned.

    Raises `Refused` for a rejection without one of the reasons, and for a document that was withdrawn.
    """
    if not is_relevant and reason not in Judgement.Reason.values[1:]:
        raise Refused(Fault("evidence-reason-missing", {}))
    # One at a time for each document, so that a double click is one judgement.
    document = keeping.current(revision.document)
    about = {"city": document.city, "target_kind": target.kind, "target_key": target.key}
    of_page = Judgement.objects.filter(**about, revision=revision, unit=unit)
    last = of_page.order_by("at", "pk").last()
    said = {"is_relevant": is_relevant, "reason": "" if is_relevant else reason}
    if last is not None and all(getattr(last, name) == value for name, value in said.items()):
        return last
    made = Judgement.objects.create(
        **about,
        **said,
        revision=revision,
        unit=unit,
        query=(query or target.words)[:LONGEST_QUERY],
        by=by,
        at=now,
    )
    kind = "evidence.judged-fit" if is_relevant else "evidence.judged-unfit"
    note = {"target": target.code, "unit": unit}
    audit.record(kind, on=document, by=by, city=document.city, now=now, note=note)
    return made


@transaction.atomic
def add_synonyms(city: Any, words: Iterable[str], *, source: str = "", by: Any, now: datetime) -> Synonyms:
    """A group of the city's own. Raises `Refused` unless two different words or phrases are in it."""
    group = _group(words)
    made = Synonyms.objects.create(
        city=city, key=new_code(), words=group, source=source.strip()[:200], by=by, at=now
    )
    audit.record("evidence.synonyms-added", on=None, by=by, city=city, now=now, note={"words": str(made)})
    return made


@transaction.atomic
def change_synonyms(
    row: Synonyms, words: Iterable[str], *, source: str = "", by: Any, now: datetime
) -> Synonyms:
    row = _own(row)
    group, source = _group(words), source.strip()[:200]
    if (group, source) == (row.words, row.source):
        return row
    before, row.words = str(row), group
    row.source, row.by, row.at = source, by, now
    row.save(update_fields=["words", "source", "by", "at"])
    changes = {"words": (before, str(row))}
    audit.record("evidence.synonyms-changed", on=None, by=by, city=row.city, now=now, changes=changes)
    return row


@transaction.atomic
def remove_synonyms(row: Synonyms, *, by: Any, now: datetime) -> None:
    """Asked a second time, it does nothing."""
    found = Synonyms.objects.select_for_update(of=("self",)).filter(pk=row.pk).exclude(city=None).first()
    if found is None:
        return
    words, city = str(found), found.city
    found.delete()
    audit.record("evidence.synonyms-removed", on=None, by=by, city=city, now=now, note={"words": words})


def _own(row: Synonyms) -> Synonyms:
    """Under lock. Shipped ones are the same for all cities."""
    found = Synonyms.objects.select_for_update(of=("self",)).select_related("city").get(pk=row.pk)
    if found.city is None:
        raise Refused(Fault("evidence-synonyms-shipped", {}))
    return found


def _group(words: Iterable[str]) -> list[str]:
    """As they were typed; two that the search takes for the same word already are one."""
    found: dict[tuple[str, ...], str] = {}
    for word in words:
        clean = " ".join(word.split())[:LONGEST_WORD]
        if phrase := phrase_of(clean):
            found.setdefault(phrase, clean)
    if len(found) < 2:
        raise Refused(Fault("evidence-synonyms-few", {}))
    if len(found) > LONGEST_GROUP:
        raise Refused(Fault("evidence-synonyms-many", {"most": LONGEST_GROUP}))
    return list(found.values())
