"""Adds to the trail, and erases values from it. Every deed of every app records itself as its last statement."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import structlog
from django.db import models, transaction
from django.utils.functional import Promise

from kotacerdas.audit import kinds
from kotacerdas.audit.domain import chain as rules
from kotacerdas.audit.domain.values import DAY, MOMENT, WHAT
from kotacerdas.audit.models import INSTALLATION, Chain, Entry, Values
from kotacerdas.common import subjects

_LONGEST = 2000


@transaction.atomic(savepoint=False)
def record(
    kind: str,
    *,
    on: models.Model | None,
    by: Any,
    city: Any,
    now: datetime,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
    note: Mapping[str, Any] | None = None,
) -> Entry:
    """Add one deed to the chain of `city`, or to the installation's if that is None.

    `by` is None when the system acts by itself. `changes` are fields with before and after, `note` further values
    for the sentence; both can be erased later. Locks the chain until the transaction ends, so call it last.
    """
    kinds.sentence(kind)
    values = _values(on, changes or {}, note or {})
    salt = secrets.token_hex(16)
    chain = _locked(city)
    at = subjects.reference(on)
    entry = Entry(
        chain=chain,
        number=chain.number + 1,
        at=now,
        kind=kind,
        subject_kind=at.kind,
        subject_key=at.key,
        actor_id=getattr(by, "pk", None),
        request=structlog.contextvars.get_contextvars().get("request", ""),
        fields=[list(field) for field in rules.hashed(values, salt)],
        previous=chain.digest,
    )
    entry.digest = rules.digest_of(entry.previous, entry.body(chain.code))
    entry.save()
    if values:
        Values.objects.create(entry=entry, salt=salt, content=values)
    Chain.objects.filter(pk=chain.pk).update(number=entry.number, digest=entry.digest)
    return entry


@transaction.atomic
def erase_values(entries: models.QuerySet[Entry], *, because: str, now: datetime) -> int:
    """Forget what was typed in these deeds; that they were done, when and by whom remains. The number erased."""
    kept = Values.objects.filter(entry__in=entries, erased_at=None)
    return kept.update(salt="", content=None, erased_at=now, erased_because=because)


def _locked(city: Any) -> Chain:
    code = city.code if city is not None else INSTALLATION
    found = Chain.objects.select_for_update().filter(code=code).first()
    if found is None:
        Chain.objects.get_or_create(code=code, defaults={"city": city})
        found = Chain.objects.select_for_update().get(code=code)
    return found


def _values(
    on: models.Model | None, changes: Mapping[str, tuple[Any, Any]], note: Mapping[str, Any]
) -> dict[str, list[Any]]:
    """As JSON can hold them; a note has no before."""
    found = {name: [_plain(before), _plain(after)] for name, (before, after) in changes.items()}
    found |= {name: [None, _plain(value)] for name, value in note.items()}
    if on is not None:
        found[WHAT] = [None, str(on)[:_LONGEST]]
    return found


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime):
        return {MOMENT: value.isoformat()}
    if isinstance(value, date):
        return {DAY: value.isoformat()}
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        each_plain = [_plain(each) for each in value]
        return sorted(each_plain, key=str) if isinstance(value, set | frozenset) else each_plain
    if isinstance(value, str | Decimal | float | Promise | models.Model):
        return str(value)[:_LONGEST]
    raise TypeError(f"the trail cannot hold a {type(value).__name__}")
