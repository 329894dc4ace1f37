"""Every word of a review with its decision, as a file."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.common.exports import Column, Source, csv_response, xlsx_response
from kotacerdas.masterplan.models import Edition
from kotacerdas.masterplan.queries.reviewing import Review


def response(request: HttpRequest, edition: Edition, review: Review, file_type: str) -> HttpResponse:
    columns = [
        Column("on", _("Said on"), "date"),
        Column("about", _("On what"), width=50),
        Column("who", _("Who said it"), width=26),
        Column("organisation", _("For whom he or she spoke"), width=30),
        Column("outside", _("From outside government"), width=12),
        Column("meeting", _("At which meeting"), width=26),
        Column("text", _("What was said"), width=70),
        Column("support", _("Hands for it"), "integer"),
        Column("against", _("Hands against it"), "integer"),
        Column("outcome", _("Decision"), width=18),
        Column("reason", _("Reason"), width=60),
        Column("sample", _("Sample"), width=10),
    ]
    name = f"ulasan-{edition.city.code}-{edition.code}"
    if file_type == "csv":
        return csv_response(name, columns, _rows(edition, review))
    source = Source(
        title=_("Review of %(title)s") % {"title": edition.title},
        source=_("Kept in KotaCerdas by %(city)s") % {"city": edition.city.name},
        address=request.build_absolute_uri(request.path),
        exported_at=timezone.now(),
        zone=edition.city.zone,
    )
    return xlsx_response(name, columns, _rows(edition, review), source)


def _rows(edition: Edition, review: Review) -> Iterator[dict[str, Any]]:
    for each in review.said:
        yield {
            "on": each.on,
            "about": pgettext("review", "the whole") if each.about == edition else str(each.about),
            "who": each.who,
            "organisation": each.organisation,
            "outside": _("Yes") if each.is_outside else "",
            "meeting": each.remark.meeting if each.remark else "",
            "text": each.text,
            "support": each.support,
            "against": each.against,
            "outcome": each.outcome_words,
            "reason": each.reason,
            "sample": _("Sample") if each.is_sample else "",
        }
