"""What workbooks need beside `write_all`: sources of many rows at once, and figures that are taken away together."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import ProtectedError

from kotacerdas.audit import actions as audit
from kotacerdas.indicators.models import Observation, Revision, Series, Source

if TYPE_CHECKING:
    from kotacerdas.people.models import User

SourceWords = tuple[str, str, date | None]
"""Title, address, day."""
_AT_ONCE = 400


@transaction.atomic
def sources_of(wanted: Iterable[SourceWords]) -> Mapping[SourceWords, Source]:
    """The row of each source; those that nobody has named yet are made. A shipped one goes before one that was typed."""
    words = [each for each in dict.fromkeys(wanted) if each[0]]
    found = _known(words)
    missing = [each for each in words if each not in found]
    if missing:
        rows = [Source(title=title, url=url, dated_on=dated) for title, url, dated in missing]
        # Another office may name the same source in this moment; then theirs is found.
        Source.objects.bulk_create(rows, batch_size=_AT_ONCE, ignore_conflicts=True)
        found |= _known(missing)
    return found


def _known(words: Sequence[SourceWords]) -> dict[SourceWords, Source]:
    titles = list(dict.fromkeys(title for title, _url, _dated in words))
    asked = set(words)
    found: dict[SourceWords, Source] = {}
    for at in range(0, len(titles), _AT_ONCE):
        rows = Source.objects.filter(title__in=titles[at : at + _AT_ONCE]).order_by("pk")
        for row in rows:
            place = (row.title, row.url, row.dated_on)
            if place in asked and (place not in found or (row.key and not found[place].key)):
                found[place] = row
    return found


@transaction.atomic
def remove_all(
    series: Series, periods: Iterable[str], *, reason: str, by: "User | None", now: datetime
) -> int:
    """Takes many figures of one series away in a constant number of queries; they stay among the revisions.

    A series of which nothing else is left goes with them, as if it had never been begun: no kind of periods and no unit
    of a mistaken workbook shall bind the next one.
    """
    kept = (
        Series.objects.select_for_update(of=("self",)).select_related("indicator", "city").get(pk=series.pk)
    )
    wanted = sorted(set(periods))
    rows = [
        row
        for at in range(0, len(wanted), _AT_ONCE)
        for row in Observation.objects.select_for_update(of=("self",)).filter(
            series=kept, period__in=wanted[at : at + _AT_ONCE]
        )
    ]
    if not rows:
        return 0
    is_all = kept.observations.count() == len(rows) and not kept.revisions.exists()
    if not (is_all and _forgotten(kept, rows)):
        Revision.objects.bulk_create(
            [
                Revision(
                    series=kept, period=row.period, value=row.value, places=row.places, status=row.status,
                    source_id=row.source_id, until=now, by=by, reason=reason[:400],
                )
                for row in rows
            ],
            batch_size=_AT_ONCE,
        )  # fmt: skip
        _delete(rows)
    note = {"count": len(rows), "periods": ", ".join(row.period for row in rows[:12]), "reason": reason}
    audit.record("indicators.take-back", on=kept.indicator, by=by, city=kept.city, now=now, note=note)
    return len(rows)


def _forgotten(series: Series, rows: Sequence[Observation]) -> bool:
    """Figures and series together; False, with nothing done, where something leans on the series."""
    try:
        with transaction.atomic():
            _delete(rows)
            series.delete()
    except ProtectedError:
        return False
    return True


def _delete(rows: Sequence[Observation]) -> None:
    keys = [row.pk for row in rows]
    for at in range(0, len(keys), _AT_ONCE):
        Observation.objects.filter(pk__in=keys[at : at + _AT_ONCE]).delete()
