"""The index of a pack: what is proven by which words of which file, by question, as a PDF."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kotacerdas.common import formats
from kotacerdas.evidence import typesetting
from kotacerdas.evidence.models import Citation, Confidentiality, Unit
from kotacerdas.evidence.packing.gathering import Gathered, Proven
from kotacerdas.evidence.packing.naming import Placed


def pdf(
    gathered: Gathered,
    placed: Sequence[Placed],
    counts: dict[str, int],
    *,
    made_at: datetime,
    language: str,
) -> bytes:
    """Words are those of the language that is active."""
    data = page(gathered, placed, counts, made_at=made_at, language=language)
    return typesetting.pdf("index.typ", data, at=made_at)


def page(
    gathered: Gathered,
    placed: Sequence[Placed],
    counts: dict[str, int],
    *,
    made_at: datetime,
    language: str,
) -> dict[str, Any]:
    """Everything that stands in the index, as words."""
    city, scope = gathered.city, gathered.scope
    here = {each.citation.pk: each for each in placed}
    local = made_at.astimezone(city.timezone)
    open_ones = [f"{row.target.code}  {row.target.title}" for row in gathered.proven if not row.citations]
    return {
        "language": language,
        "title": scope.title,
        "author": city.name,
        "day": [local.year, local.month, local.day],
        "overline": _("Evidence of %(city)s") % {"city": city.name},
        "finding": finding(counts),
        "facts": [
            [_("City"), f"{city.name} ({city.code})"],
            [_("Round or list"), scope.key],
            [_("Year that is evaluated"), str(scope.year)],
            [_("Made at"), formats.moment(made_at, city.timezone)],
        ],
        "notes": _notes(counts, placed),
        "personal_title": _("Files with personal data"),
        "personal_words": _("Handle these files as the law on the protection of personal data demands."),
        "personal": sorted({each.file for each in placed if each.citation.document.has_personal_data}),
        "groups": _groups(gathered, here),
        "open_title": _("Without a confirmed citation"),
        "open": open_ones,
        "footer": f"{city.name} · {scope.key}",
        "page_words": [_("page"), _("of")],
    }


def finding(counts: dict[str, int]) -> str:
    return _("%(proven)s of %(targets)s are proven, by %(citations)s from %(files)s") % {
        "proven": formats.number(counts["proven"]),
        "targets": formats.number(counts["targets"]),
        "citations": ngettext("%(count)s quote", "%(count)s quotes", counts["citations"])
        % {"count": formats.number(counts["citations"])},
        "files": ngettext("%(count)s file", "%(count)s files", counts["files"])
        % {"count": formats.number(counts["files"])},
    }


def _notes(counts: dict[str, int], placed: Sequence[Placed]) -> list[str]:
    notes = []
    if secret := counts["left_secret"]:
        words = ngettext(
            "%(count)s confirmed quote from a secret document is left out.",
            "%(count)s confirmed quotes from secret documents are left out.",
            secret,
        )
        notes.append(words % {"count": formats.number(secret)})
    if infected := counts["left_infected"]:
        words = ngettext(
            "%(count)s confirmed quote is left out because a virus was found in its file.",
            "%(count)s confirmed quotes are left out because a virus was found in their files.",
            infected,
        )
        notes.append(words % {"count": formats.number(infected)})
    if moved := sum(1 for each in placed if each.found is None):
        words = ngettext(
            "The words of %(count)s quote are not found by today's reading of its file; it stands as it was seen "
            "when it was cited.",
            "The words of %(count)s quotes are not found by today's reading of their files; they stand as they were "
            "seen when they were cited.",
            moved,
        )
        notes.append(words % {"count": formats.number(moved)})
    if any(each.citation.is_sample for each in placed):
        notes.append(_("Some of these documents are samples that were made up to show how the system works."))
    notes.append(_("verify.py, which lies beside this file, checks every byte and every quote of this pack."))
    return notes


def _groups(gathered: Gathered, here: dict[int, Placed]) -> list[dict[str, Any]]:
    proven = [row for row in gathered.proven if row.citations]
    return [
        {
            "title": title or gathered.scope.title,
            "questions": [_question(row, gathered, here) for row in rows],
        }
        for title, rows in groupby(proven, key=lambda row: row.target.group)
    ]


def _question(row: Proven, gathered: Gathered, here: dict[int, Placed]) -> dict[str, Any]:
    return {
        "code": row.target.code,
        "title": row.target.title,
        "citations": [_citation(here[each.pk], row, gathered) for each in row.citations],
    }


def _citation(placed: Placed, row: Proven, gathered: Gathered) -> dict[str, str]:
    use = next(each for each in gathered.uses[placed.citation.pk] if each.target_key == row.target.key)
    one, people, zone = placed.citation, gathered.people, gathered.city.timezone
    agency = one.document.agency.name if one.document.agency else ""
    return {
        # Line breaks of a page are none of the quote; citations.json has it to the letter.
        "quote": " ".join(one.quote.split()),
        "claim": one.claim,
        "place": " · ".join(part for part in (one.document.title, place(one), agency) if part),
        "marks": " · ".join(_marks(one)),
        "who": _("Cited by %(citer)s on %(cited)s; checked by %(checker)s on %(checked)s.")
        % {
            "citer": people.office(one.by_id, one.at) or "–",
            "cited": formats.day(one.at, zone),
            "checker": people.office(use.reviewed_by_id, use.reviewed_at) or "–",
            "checked": formats.day(use.reviewed_at, zone),
        },
        "file": placed.file,
        "hash": f"SHA-256 {one.sha256}",
    }


def place(citation: Citation) -> str:
    """Such as "page 3" or "range of cells Register!A4:F19"."""
    kind = (
        Unit.Kind(citation.unit_kind).label if citation.unit_kind in Unit.Kind.values else citation.unit_kind
    )
    return f"{kind} {citation.unit_label or citation.unit}"


def _marks(citation: Citation) -> list[str]:
    document = citation.document
    marks = []
    if document.confidentiality != Confidentiality.PUBLIC:
        marks.append(str(document.get_confidentiality_display()))
    if document.has_personal_data:
        marks.append(_("holds personal data"))
    if document.is_sample:
        marks.append(_("sample"))
    return marks
