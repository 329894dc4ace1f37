"""The deed that makes a dated document of a figure: a table as CSV, and a PDF with table, chart and what was counted."""

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from kotacerdas import __version__
from kotacerdas.audit import actions as audit
from kotacerdas.common import formats
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.exports import harmless
from kotacerdas.events import actions as events
from kotacerdas.evidence import typesetting
from kotacerdas.evidence.actions import keeping
from kotacerdas.evidence.live import Figure, LiveResult, Period
from kotacerdas.evidence.models import Document, Frozen, Intake, Item, Nature
from kotacerdas.files import actions as files
from kotacerdas.files.blobs import Blob
from kotacerdas.files.domain import kinds, names
from kotacerdas.people.models.assignments import day_at

LANGUAGES = ("id", "en")
"""Of the page, whoever freezes the figure: Indonesian offices read it first. Title and table are Indonesian."""


@dataclass(frozen=True)
class Prepared:
    """A figure as it was counted and set, before the transaction; `document` if it was frozen today already."""

    figure: Figure
    city: Any
    period: Period
    today: date
    document: Document | None = None
    title: str = ""
    value: Decimal = Decimal(0)
    table: Blob | None = None
    page: Blob | None = None
    has_samples: bool = False


def freeze(
    figure: Figure, *, city: Any, period: Period, agency: Any = None, by: Any, now: datetime
) -> Document:
    """The document of this figure for these days as it is now. Frozen a second time on one day it is the first one."""
    return keep(prepare(figure, city=city, period=period, now=now), agency=agency, by=by, now=now)


def prepare(figure: Figure, *, city: Any, period: Period, now: datetime) -> Prepared:
    """Counts, and sets the page; slow, so outside of any transaction.

    Raises `Refused` for a period that lies ahead, is turned around, or has nothing to count.
    """
    today = day_at(city, now)
    if period.since > period.until:
        raise Refused(Fault("evidence-period-turned"))
    if period.until > today:
        raise Refused(Fault("evidence-period-future", {"today": today}))
    if known := _known(figure, city, period, today):
        return Prepared(figure, city, period, today, document=known)
    sheets = [_sheet(figure, city, period, now, language) for language in LANGUAGES]
    result, _same = sheets[0]
    if result.value is None:
        raise Refused(Fault("evidence-figure-empty", {"title": str(figure.title)}))
    # Where something was written between the two countings, one page is better than two that differ.
    pages = [page for other, page in sheets if _numbers(other) == _numbers(result)]
    with translation.override(LANGUAGES[0]):
        title = _title(figure, city, period, now)
        return Prepared(
            figure,
            city,
            period,
            today,
            title=title,
            value=result.value,
            table=files.store(_table(result)),
            page=files.store(typesetting.pdf("frozen.typ", {"title": title, "sheets": pages}, at=now)),
            has_samples=result.has_samples,
        )


@transaction.atomic
def keep(made: Prepared, *, agency: Any, by: Any, now: datetime) -> Document:
    city, period = made.city, made.period
    # One at a time in a city, so that a double click is one document.
    type(city).objects.select_for_update(of=("self",)).get(pk=city.pk)
    if known := made.document or _known(made.figure, city, period, made.today):
        return known
    document = _document(made, agency=agency, by=by, now=now)
    Frozen.objects.create(
        city=city,
        figure=made.figure.name,
        since=period.since,
        until=period.until,
        on=made.today,
        value=made.value,
        document=document,
    )
    events.emit("evidence.added", subject=document, by=by, city=city, at=now)
    note = {"value": made.value, "sha256": made.page.sha256 if made.page else ""}
    audit.record("evidence.frozen", on=document, by=by, city=city, now=now, note=note)
    return document


def _document(made: Prepared, *, agency: Any, by: Any, now: datetime) -> Document:
    """The table as first revision, the page that people read as second; and the delivery that they came by."""
    assert made.table is not None  # what is not known has been prepared
    assert made.page is not None
    intake = Intake.objects.create(
        city=made.city, agency=agency, by=by, at=now, way=Intake.Way.SYSTEM, state=Intake.State.DONE
    )
    name = names.clean(made.title)[:100]
    document = keeping.make_document(
        keeping.content_of(made.table, kinds.CSV),
        path=f"{name}.csv",
        like=intake,
        by=by,
        now=now,
        nature=Nature.DATA,
        observed_from=made.period.since,
        observed_until=made.period.until,
        is_sample=made.has_samples,
    )
    keeping.add_revision(document, made.page, kinds.PDF, name=f"{name}.pdf", by=by, now=now)
    for path, blob in ((f"{name}.csv", made.table), (f"{name}.pdf", made.page)):
        intake.items.create(
            path=path, size=blob.size, sha256=blob.sha256, state=Item.State.ADDED, document=document
        )
    document.refresh_from_db()
    return document


def _known(figure: Figure, city: Any, period: Period, today: date) -> Document | None:
    found = Frozen.objects.filter(
        city=city, figure=figure.name, since=period.since, until=period.until, on=today
    )
    row = found.select_related("document").first()
    return row.document if row else None


# --- What is written -------------------------------------------------------------------------------------------


def _sheet(
    figure: Figure, city: Any, period: Period, now: datetime, language: str
) -> tuple[LiveResult, dict[str, Any]]:
    """The figure counted, and the page that tells of it, in one language."""
    with translation.override(language):
        result = figure.query(city, period)
        return result, {"language": language, **_page(figure, result, city, period, now)}


def _numbers(result: LiveResult) -> tuple[Any, list[tuple[int, ...]]]:
    """The order of rows may follow their names, which are not the same in each language."""
    return result.value, sorted(row.numbers for row in result.rows)


def _title(figure: Figure, city: Any, period: Period, now: datetime) -> str:
    return _("%(figure)s, %(period)s (as of %(day)s)") % {
        "figure": figure.title,
        "period": formats.period(period.since, period.until),
        "day": formats.day(now, city.timezone),
    }


def _table(result: LiveResult) -> bytes:
    """Numbers as computers read them; UTF-8 with a mark, as all our CSV."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([harmless(each) for each in (result.head, *result.columns)])
    for row in result.rows:
        writer.writerow([harmless(row.label), *row.numbers])
    return written.getvalue().encode("utf-8-sig")


def _page(figure: Figure, result: LiveResult, city: Any, period: Period, at: datetime) -> dict[str, Any]:
    local = at.astimezone(city.timezone)
    chart = _("%(column)s by %(head)s") % {"column": result.columns[-1], "head": result.head.lower()}
    return {
        "title": str(figure.title),
        "author": city.name,
        "day": [local.year, local.month, local.day],
        "overline": _("Figure of %(city)s from its own system") % {"city": city.name},
        "value": formats.number(result.value, figure.places),
        "unit": str(figure.unit),
        "period": _("%(period)s, counted at %(at)s")
        % {
            "period": formats.period(period.since, period.until),
            "at": formats.moment(at, city.timezone),
        },
        "notes": [_("Sample data: made up to show how the system works.")] if result.has_samples else [],
        "table_title": _("What was counted"),
        "head": [result.head, *result.columns],
        "rows": [[row.label, *(formats.number(each) for each in row.numbers)] for row in result.rows],
        "chart_title": chart,
        "chart_words": ", ".join(f"{row.label}: {formats.number(row.numbers[-1])}" for row in result.rows),
        "bars": [
            {"label": row.label, "number": row.numbers[-1], "words": formats.number(row.numbers[-1])}
            for row in result.rows
        ],
        "query_title": _("How it was counted"),
        "query": result.query_text,
        "origin": _(
            "Made by KotaCerdas %(version)s from the records of the city. The same table lies beside it as CSV; both are "
            "kept unchanged under their SHA-256."
        )
        % {"version": __version__},
        "footer": f"{city.name} · {figure.title}",
        "page_words": [_("page"), _("of")],
    }
