"""What of this app the search box finds: plans by title and legal basis, programmes by title, code, agency and goal."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from kotacerdas.masterplan.models import Edition, Programme
from kotacerdas.search.registry import Searchable, Shown, Text, register


def edition_text(row: Edition) -> Text:
    agency = row.organisation.name if row.organisation else ""
    words = (row.title_en, str(row.first_year), str(row.last_year), row.legal_basis, agency)
    return Text(title=row.title_id, words=words, code=row.code)


def edition_shown(row: Edition) -> Shown:
    line = " · ".join((row.city.name, str(row.get_kind_display()), row.period, str(row.get_status_display())))
    return Shown(row.title, row.get_absolute_url(), line)


def programme_text(row: Programme) -> Text:
    lead = (row.lead.name, row.lead.short_name) if row.lead else ()
    return Text(title=row.title, words=(row.goal, row.description, row.measure, *lead), code=row.code)


def programme_shown(row: Programme) -> Shown:
    parts = (row.edition.title, str(row.get_dimension_display()), str(row.lead) if row.lead else "")
    return Shown(row.title, row.get_absolute_url(), " · ".join(filter(None, parts)))


def _with_names(rows: "QuerySet[Programme]") -> "QuerySet[Programme]":
    return rows.select_related("edition__city", "lead")


register(
    Searchable(
        kind="masterplan.edition",
        noun=gettext_lazy("Plan"),
        nouns=gettext_lazy("Plans"),
        rows=lambda user: Edition.objects.visible_to(user),
        text=edition_text,
        shown=edition_shown,
        everything=lambda: Edition.objects.select_related("organisation"),
        for_display=lambda rows: rows.select_related("city"),
        city=lambda row: row.city_id,
        order=32,
        icon="list-details",
    )
)
register(
    Searchable(
        kind="masterplan.programme",
        noun=gettext_lazy("Programme"),
        nouns=gettext_lazy("Programmes"),
        rows=lambda user: Programme.objects.visible_to(user),
        text=programme_text,
        shown=programme_shown,
        everything=lambda: Programme.objects.select_related("edition", "lead"),
        for_display=_with_names,
        city=lambda row: row.edition.city_id,
        order=33,
        icon="list-details",
    )
)
