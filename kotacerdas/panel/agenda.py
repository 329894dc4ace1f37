"""Interviews in the personal calendar of whoever works in the city or sits in its panel."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kotacerdas.common.language import pick
from kotacerdas.evaluation.queries.readers import cities_of
from kotacerdas.followup import agenda_sources
from kotacerdas.followup.domain.ics import Entry, Span
from kotacerdas.panel.models import Interview, Panel
from kotacerdas.people.models import User


def _of_person(user: User) -> list[Entry]:
    """An operator has the interviews of all cities on the page and not in the calendar."""
    sat = Panel.objects.sat_in_by(user).filter(round=OuterRef("round"), city=OuterRef("city"))
    rows = Interview.objects.visible_to(user).for_rows()
    mine = rows.filter(city__in=cities_of(user)) | rows.filter(Exists(sat))
    return [_entry(row) for row in mine.filter(cancelled_at=None).order_by("starts_at", "pk")]


def _entry(row: Interview) -> Entry:
    title = pick(row.round, "title")
    where = [each for each in (row.place, row.link) if each]
    words = [_("Interview of %(city)s in “%(round)s”.") % {"city": row.city, "round": title}, *where]
    if row.is_sample:
        words.append(_("Sample: this is no official day."))
    return Entry(
        uid=f"wawancara-{row.pk}",
        on=Span(row.starts_at, row.ends_at),
        title=_("Interview of %(city)s, %(stage)s") % {"city": row.city, "stage": row.get_stage_display()},
        text="\n".join(words),
        url=row.get_absolute_url(),
        changed_at=row.set_at,
        sequence=row.version - 1,
    )


agenda_sources.register(
    agenda_sources.Source(
        "panel.interviews", gettext_lazy("the interviews of my city or my panels"), _of_person
    )
)
