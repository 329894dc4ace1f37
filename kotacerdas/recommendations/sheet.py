"""The table that is printed, as words: which recommendations are done, and where is the proof."""

import base64
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kotacerdas.common import formats
from kotacerdas.evidence.gate import sandbox
from kotacerdas.evidence.typesetting import LIMITS
from kotacerdas.people.models import City
from kotacerdas.recommendations import findings
from kotacerdas.recommendations.downloads import where
from kotacerdas.recommendations.queries import board
from kotacerdas.recommendations.queries.board import Row
from kotacerdas.recommendations.templatetags.recommendations import advice_text, unseen_words
from kotacerdas.recommendations.words import CLAIMS, PROOFS, VERDICTS


def pdf(city: City, rows: Sequence[Row], *, asked: Iterable[str], now: datetime) -> bytes:
    """Raises `Refused` where it is more than the typesetter can bear."""
    data = page(city, rows, asked=asked, now=now)
    made: str = sandbox.run(
        "kotacerdas.recommendations.press:pdf",
        data,
        now.isoformat(timespec="seconds"),
        limits=LIMITS,
        name=data["title"],
    )
    return base64.b64decode(made)


def page(city: City, rows: Sequence[Row], *, asked: Iterable[str], now: datetime) -> dict[str, Any]:
    local = now.astimezone(city.timezone)
    count = board.count(rows)
    return {
        "language": get_language(),
        "title": _("Recommendations to %(city)s") % {"city": city.name},
        "author": city.name,
        "day": [local.year, local.month, local.day],
        "overline": ", ".join(asked),
        "finding": findings.of_count(count),
        "beside": findings.beside(count),
        "heads": [
            _("No."),
            _("Recommendation"),
            _("The city says"),
            _("Does the proof suffice?"),
            _("Where the proof is"),
            _("The next assessors"),
        ],
        "rows": [_line(row) for row in rows],
        "sample_note": _("Rows marked as samples are invented for the demonstration.")
        if any(row.is_sample for row in rows)
        else "",
        "footer": _("%(city)s, as of %(at)s") % {"city": city.name, "at": formats.moment(now, city.timezone)},
        "page_words": [_("page"), _("of")],
    }


def _line(row: Row) -> list[str]:
    advice, care = row.recommendation, row.care
    owner = str(care.owner) if care.owner else ""
    mark = f" ({_('Sample')})" if row.is_sample else ""
    text = advice_text(advice)
    heard = f"{VERDICTS[row.verdict]}"
    if care.verdict_year:
        heard = f"{heard} ({care.verdict_year})"
    proofs = [*map(where, row.proofs), unseen_words(row)]
    return [
        advice.label,
        f"{text}\n{owner}" if owner else text,
        f"{CLAIMS[row.claim]}{mark}",
        str(PROOFS[row.proof]),
        "\n".join(filter(None, proofs)) or "–",
        heard,
    ]
