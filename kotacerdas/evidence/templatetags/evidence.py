"""Tags of pages of evidence: marks of a document, how a citation stands, where a quote stands, fresh or not."""

from datetime import date
from typing import Any

from django import template
from django.template.context import Context
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from kotacerdas.common import formats
from kotacerdas.common.templatetags.components import sample, status
from kotacerdas.evidence import findings
from kotacerdas.evidence.domain.freshness import Freshness
from kotacerdas.evidence.domain.states import State
from kotacerdas.evidence.models import Citation, Document, Scan, Use
from kotacerdas.evidence.queries.citations import Outdated
from kotacerdas.evidence.queries.documents import Row
from kotacerdas.evidence.queries.persons import Persons
from kotacerdas.evidence.words import TONES
from kotacerdas.people import access
from kotacerdas.people.models import User
from kotacerdas.people.permissions import Permission

register = template.Library()

# The pages of evidence in the order of the work: look, find what proves, bring, ask, check, hand over.
PAGES: tuple[tuple[str, "str | Promise", Permission], ...] = (
    ("evidence:documents", pgettext_lazy("page of evidence", "Documents"), Permission.SEE_PUBLIC_EVIDENCE),
    ("evidence:board", pgettext_lazy("page of evidence", "Questions"), Permission.SEE_EVIDENCE),
    ("evidence:proposals", pgettext_lazy("page of evidence", "Found for you"), Permission.ADD_EVIDENCE),
    ("evidence:search", pgettext_lazy("page of evidence", "Search"), Permission.SEE_PUBLIC_EVIDENCE),
    ("evidence:review", pgettext_lazy("page of evidence", "To check"), Permission.REVIEW_EVIDENCE),
    ("evidence:requests", pgettext_lazy("page of evidence", "Requests"), Permission.ADD_EVIDENCE),
    ("evidence:intakes", pgettext_lazy("page of evidence", "Deliveries"), Permission.ADD_EVIDENCE),
    ("evidence:expiring", pgettext_lazy("page of evidence", "Outdated"), Permission.SEE_EVIDENCE),
    ("evidence:live", pgettext_lazy("page of evidence", "Figures"), Permission.SEE_EVIDENCE),
    ("evidence:packs", pgettext_lazy("page of evidence", "Packs"), Permission.MANAGE_EVIDENCE),
)


@register.simple_tag(takes_context=True)
def evidence_nav(context: Context, belongs_to: str = "") -> SafeString:
    """The pages of evidence that the reader may open; marked is the open one, or the one that the open one lies below.

    A page that lies below another than its address says names it in `belongs_to`.
    """
    request = context["request"]
    allowed = access.permissions(request.user)
    shown = [(_address(name), label) for name, label, permission in PAGES if permission in allowed]
    path = _address(belongs_to) or request.path
    above = max((each for each, _label in shown if each and path.startswith(each)), key=len, default="")
    mark = SafeString(f' aria-current="{"page" if above == request.path else "true"}"')
    links = format_html_join(
        "",
        '<li><a href="{}"{}>{}</a></li>',
        ((address, mark if address == above else "", label) for address, label in shown if address),
    )
    return format_html('<nav class="bukti-nav" aria-label="{}"><ul>{}</ul></nav>', _("Evidence"), links)


def _address(name: str) -> str:
    """Empty where this installation has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.simple_tag
def document_marks(document: Document, today: date) -> SafeString:
    """Secret, personal data, expired, infected, not read; and the dashed mark of a sample."""
    said = [(status(str(mark.words), mark.tone),) for mark in findings.documents.marks(document, today)]
    if document.is_sample:
        said.append((sample(),))
    return format_html_join(" ", "{}", said)


@register.simple_tag
def document_row(row: Row, today: date, zone: str, year: int | None) -> SafeString:
    """A row of the list. Written here because a template costs three times as much, twenty times on each page."""
    document, agency = row.document, row.document.agency
    address, title = escape(document.get_absolute_url()), escape(document.title)
    named = (
        f'<a href="{address}">{title}</a> <span class="cap-baris">{document_marks(document, today)}</span>'
    )
    cells = [
        f'<th scope="row">{named}<small>{escape(findings.documents.file_of(document))}</small></th>',
        f'<td class="sembunyi-hp">{escape(agency) if agency else _UNKNOWN}</td>',
        f'<td class="sembunyi-hp">{_time(document, year)}</td>',
        f'<td class="r">{formats.number(row.confirmed)}{_waiting(row.waiting)}</td>',
        f'<td class="r n sembunyi-hp">{formats.day(document.at, zone)}</td>',
    ]
    return SafeString(f"<tr>{''.join(cells)}</tr>")


_UNKNOWN = SafeString('<span class="sunyi">–</span>')


def _time(document: Document, year: int | None) -> str:
    """What is known of it; and of a year that is asked for, whether it fits, which says "not known" by itself."""
    known = "".join(f'<span class="baris">{escape(words)}</span>' for words in times(document))
    if year:
        return f"{known}{fresh_for(document, year)}"
    nothing = escape(pgettext("time", "not known"))
    return known or f'<span class="sunyi">{nothing}</span>'


def _waiting(count: int) -> str:
    if not count:
        return ""
    said = ngettext("%(shown)s waits", "%(shown)s wait", count) % {"shown": formats.number(count)}
    return f'<small class="n">{escape(said)}</small>'


@register.simple_tag
def stands(citation: Citation, use_state: str = "") -> SafeString:
    """The status of a citation: confirmed, waits, rejected, withdrawn; of a confirmed one, whether it is for this use."""
    state = State(use_state) if use_state and citation.state == State.CONFIRMED else State(citation.state)
    return status(str(Citation.Stage(state).label), TONES[state])


@register.simple_tag
def counts_no_more(citation: Citation) -> SafeString | str:
    """Behind how it stands: what became of its file since, so that it is no proof; empty if nothing did."""
    if not citation.is_living:
        return ""
    if citation.document.withdrawn_at:
        return status(_("counts no more: the document was withdrawn"), "telat")
    if citation.revision.content.scan == Scan.INFECTED:
        return status(_("counts no more: a virus was found in the file"), "telat")
    return ""


@register.simple_tag
def use_stands(use: Use) -> SafeString:
    return status(use.get_state_display(), TONES[State(use.state)])


@register.simple_tag
def fresh(freshness: Freshness | str, year: int | None = None) -> SafeString:
    """How the time of a document fits a year; the freshness as the domain gives it."""
    mark = findings.documents.fresh(Freshness(freshness), year)
    return status(str(mark.words), mark.tone)


@register.simple_tag
def fresh_for(document: Document, year: int) -> SafeString:
    return fresh(document.freshness(year), year)


@register.simple_tag
def outdated(row: Outdated, today: date) -> SafeString:
    """That the force of a cited document is over, or ends soon."""
    mark = findings.documents.ends(row, today)
    return status(str(mark.words), mark.tone)


@register.filter
def place(thing: Any) -> str:
    """Of a unit or a citation: "page 3"."""
    return findings.documents.place_of(thing)


@register.filter
def as_known(person: User | None, persons: Persons) -> str:
    """The name, or the office for whoever is outside."""
    return persons.name(person)


@register.filter
def times(document: Document) -> list[str]:
    return findings.documents.times(document)


@register.filter
def short_hash(sha256: str) -> SafeString:
    """The ends of a hash; the whole stands on the page of the document."""
    return format_html("<code>{}…{}</code>", sha256[:4], sha256[-4:])
