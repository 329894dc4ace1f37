"""What people decide about their own notices: reading them, when and how they come, which kinds come no more."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from kotacerdas.audit.actions import record
from kotacerdas.common import versions
from kotacerdas.notices import kinds
from kotacerdas.notices.models import Delivery, Notice, Preferences, Unsubscribed
from kotacerdas.people.models import User


def read(notice: Notice, *, by: User, now: datetime) -> None:
    """Looking at one's own notices is no deed that the trail keeps."""
    Notice.objects.filter(pk=notice.pk, person=by, read_at=None).update(read_at=now)


def read_all(*, by: User, now: datetime) -> int:
    return Notice.objects.filter(person=by, read_at=None, created_at__lte=now).update(read_at=now)


@transaction.atomic
def save_wishes(
    *,
    expected: int,
    changes: Mapping[str, Any],
    language: str,
    unwanted: Iterable[str],
    by: User,
    now: datetime,
) -> Preferences:
    """`changes` are fields of `Preferences`; `unwanted` are the kinds that come no more by e-mail."""
    row, _is_new = Preferences.objects.get_or_create(person=by, defaults={"updated_at": now})
    before = {name: getattr(row, name) for name in changes}
    versions.save(row, expected=expected, changes={**changes, "updated_at": now})
    differing = {name: (before[name], value) for name, value in changes.items() if before[name] != value}
    if language != by.language:
        differing["language"] = (by.language, language)
        User.objects.filter(pk=by.pk).update(language=language)
        by.language = language
    if kinds_differ := _keep_unwanted(by, set(unwanted), now):
        differing["unwanted"] = kinds_differ
    told = {name: (str(old), str(new)) for name, (old, new) in differing.items()}
    record("notices.wishes_changed", on=row, by=by, city=None, now=now, changes=told)
    return row


def _keep_unwanted(person: User, unwanted: set[str], now: datetime) -> tuple[str, str] | None:
    """Only kinds that may be ended; what is not said again comes again. Before and after, if they differ."""
    allowed = {name for name in unwanted if kinds.named(name).may_unsubscribe}
    rows = Unsubscribed.objects.filter(person=person)
    before = set(rows.values_list("kind", flat=True))
    rows.exclude(kind__in=allowed).delete()
    Unsubscribed.objects.bulk_create(
        Unsubscribed(person=person, kind=name, at=now) for name in sorted(allowed - before)
    )
    return None if allowed == before else (", ".join(sorted(before)), ", ".join(sorted(allowed)))


@transaction.atomic
def unsubscribe(delivery: Delivery, *, now: datetime) -> list[str]:
    """End mails of the kinds in this one, where they may be ended; the names of those that were. Again is no harm."""
    found = delivery.notices.values_list("kind", flat=True).distinct()
    ended = sorted(name for name in found if kinds.named(name).may_unsubscribe)
    for name in ended:
        receiver: dict[str, Any] = (
            {"person_id": delivery.person_id}
            if delivery.person_id
            else {"person": None, "address": delivery.address.lower()}
        )
        _row, is_new = Unsubscribed.objects.get_or_create(kind=name, defaults={"at": now}, **receiver)
        if is_new:
            record(
                "notices.unsubscribed",
                on=delivery,
                by=delivery.person,
                city=delivery.city,
                now=now,
                note={"kind": name},
            )
    return ended
