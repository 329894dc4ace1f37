"""The sentence that a page of evidence opens with, and the words for what stands in its rows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kotacerdas.common import formats
from kotacerdas.common.formats import number
from kotacerdas.evidence.domain.freshness import Freshness
from kotacerdas.evidence.models import Confidentiality, Document, Nature, Reading, Scan, Unit
from kotacerdas.evidence.queries.citations import Outdated
from kotacerdas.evidence.queries.documents import Totals
from kotacerdas.evidence.words import FRESHNESS, FRESHNESS_TONES

# --- Headlines ---------------------------------------------------------------------------------------------


def of_documents(totals: Totals) -> str:
    """How much there is, and how much of it proves something."""
    if not totals.documents:
        return _("No document yet")
    words = {"count": number(totals.documents), "cited": number(totals.cited)}
    if not totals.cited:
        said = ngettext(
            "One document, not cited yet", "%(count)s documents, none cited yet", totals.documents
        )
        return said % words
    said = ngettext(
        "One document, cited as proof", "%(count)s documents, %(cited)s cited as proof", totals.documents
    )
    return said % words


def below_documents(totals: Totals) -> str:
    """What somebody should look after; empty if nothing."""
    told = []
    if totals.unread:
        said = ngettext("One waits to be read.", "%(count)s wait to be read.", totals.unread)
        told.append(said % {"count": number(totals.unread)})
    if totals.expired:
        said = ngettext("One is no longer in force.", "%(count)s are no longer in force.", totals.expired)
        told.append(said % {"count": number(totals.expired)})
    return " ".join(told)


def of_review(count: int) -> str:
    if not count:
        return _("Nothing waits for your check")
    said = ngettext("One citation waits for your check", "%(count)s citations wait for your check", count)
    return said % {"count": number(count)}


def of_outdated(rows: list[Outdated], today: date) -> str:
    """How many proofs are over, and how many end soon or tell of another year."""
    if not rows:
        return _("No cited document is outdated")
    over = sum(row.is_expired(today) for row in rows)
    rest = len(rows) - over
    expired = ngettext("one cited document has expired", "%(count)s cited documents have expired", over)
    others = ngettext(
        "one ends soon or tells of another year", "%(count)s end soon or tell of another year", rest
    )
    said = [words % {"count": number(count)} for words, count in ((expired, over), (others, rest)) if count]
    return _sentence(", ".join(said))


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


# --- Marks of a document -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mark:
    words: "str | Promise"
    tone: str = ""


def marks(document: Document, today: date) -> list[Mark]:
    """What a reader must know before relying on it; the gravest first. That it is a sample is said apart."""
    found = []
    content = document.latest.content if document.latest else None
    if content and content.scan == Scan.INFECTED:
        found.append(Mark(pgettext("virus scan", "infected"), "telat"))
    if document.is_expired(today):
        found.append(Mark(_("no longer in force"), "telat"))
    if content and content.reading == Reading.UNREADABLE:
        found.append(Mark(pgettext("reading", "cannot be read"), "telat"))
    if content and content.reading == Reading.WAITING:
        found.append(Mark(pgettext("reading", "waits to be read"), "jalan"))
    if content and content.reading == Reading.PARTLY:
        found.append(Mark(pgettext("reading", "read in part"), "awas"))
    if document.confidentiality == Confidentiality.SECRET:
        found.append(Mark(pgettext("evidence", "secret"), "awas"))
    if document.has_personal_data:
        found.append(Mark(_("personal data"), "awas"))
    return found


_NATURES = dict(Nature.choices)


def nature_of(document: Document) -> str:
    """As `get_nature_display`, which translates every kind anew for each row; empty where none is said."""
    return str(_NATURES.get(document.nature, document.nature)) if document.nature else ""


def file_of(document: Document) -> str:
    """The small print of a row: "PDF, 1.4 MB, revision 2 · report · not scanned"."""
    latest, file = document.latest, ""
    if latest:
        file = f"{latest.content.kind.upper()}, {formats.file_size(latest.content.size)}"
        if latest.number > 1:
            file += ", " + _("revision %(number)s") % {"number": number(latest.number)}
    unscanned = pgettext("virus scan", "not scanned") if is_unscanned(document) else ""
    return " · ".join(said for said in (file, nature_of(document), unscanned) if said)


def is_unscanned(document: Document) -> bool:
    """True of every file where no scanner is set up, so it is said in small letters and is no mark."""
    return document.latest is not None and document.latest.content.scan == Scan.UNSCANNED


def times(document: Document) -> list[str]:
    """Observation and validity in words; what is not known is not said."""
    told = []
    if document.observed_from or document.observed_until:
        about = _period(document.observed_from, document.observed_until)
        told.append(_("Tells about %(period)s") % {"period": about})
    if document.valid_from and document.valid_until:
        told.append(_("In force %(period)s") % {"period": _period(document.valid_from, document.valid_until)})
    elif document.valid_from:
        told.append(_("In force since %(day)s") % {"day": formats.day(document.valid_from)})
    elif document.valid_until:
        told.append(_("In force until %(day)s") % {"day": formats.day(document.valid_until)})
    return told


def _period(start: date | None, end: date | None) -> str:
    """A whole year as its number, one day as a day."""
    if start and end and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    if start == end or not (start and end):
        return formats.day(start or end)
    return formats.period(start, end)


def fresh(freshness: Freshness, year: int | None) -> Mark:
    """Whether it fits a year, in words and tone: "earlier than 2025"."""
    tone = FRESHNESS_TONES[freshness]
    if year is None or freshness is Freshness.UNKNOWN:
        return Mark(FRESHNESS[freshness], tone)
    words = {
        Freshness.FITS: _("fits %(year)s"),
        Freshness.EARLIER: _("earlier than %(year)s"),
        Freshness.LATER: _("later than %(year)s"),
        Freshness.EXPIRED: _("not in force in %(year)s"),
    }
    return Mark(words[freshness] % {"year": year}, tone)


def ends(row: Outdated, today: date) -> Mark:
    """That its force is over, or in how many days it ends."""
    assert row.expires is not None
    left = (row.expires - today).days
    if left < 0:
        return Mark(_("no longer in force since %(day)s") % {"day": formats.day(row.expires)}, "telat")
    if left == 0:
        return Mark(_("in force until today"), "awas")
    words = ngettext("in force for one more day", "in force for %(count)s more days", left)
    return Mark(words % {"count": number(left)}, "awas")


# --- Places ------------------------------------------------------------------------------------------------


def place(kind: str, label: str, numbered: int) -> str:
    """Where something stands: "page 3", "Register!A4:F19", "paragraphs 12-31"."""
    where = label or str(numbered)
    named: dict[str, str] = {
        Unit.Kind.PAGE: _("page %(where)s"),
        Unit.Kind.SLIDE: _("slide %(where)s"),
        Unit.Kind.RANGE: _("cells %(where)s"),
        Unit.Kind.PARAGRAPHS: _("paragraph %(where)s") if where.isdigit() else _("paragraphs %(where)s"),
        Unit.Kind.PICTURE: _("picture %(where)s"),
    }
    return named.get(kind, "%(where)s") % {"where": where}


def place_of(thing: Any) -> str:
    """Of a unit or a citation."""
    if isinstance(thing, Unit):
        return place(thing.kind, thing.label, thing.number)
    return place(thing.unit_kind, thing.unit_label, thing.unit)
