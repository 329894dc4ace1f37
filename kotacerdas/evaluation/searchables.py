"""What of this app the search box finds: cities by their profile, rounds, recommendations."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kotacerdas.common.language import pick
from kotacerdas.evaluation.models import Recommendation, Round
from kotacerdas.people.models import City
from kotacerdas.search.registry import Searchable, Shown, Text, register


def city_text(row: City) -> Text:
    return Text(title=row.name, words=row.province.name, code=row.code)


def city_shown(row: City) -> Shown:
    return Shown(row.name, reverse("evaluation:city", args=[row.code]), f"{row.code}, {row.province}")


def round_text(row: Round) -> Text:
    return Text(
        title=row.title_id, words=(row.title_en, row.cohort_id, row.cohort_en, str(row.year)), code=row.code
    )


def round_shown(row: Round) -> Shown:
    return Shown(pick(row, "title"), row.get_absolute_url(), pick(row, "cohort"))


def recommendation_text(row: Recommendation) -> Text | None:
    """One whose text is not known says nothing that could be found."""
    if not row.text_id:
        return None
    return Text(title=row.text_id, words=(row.text_en, row.city.name, str(row.year)), code=row.label)


def recommendation_shown(row: Recommendation) -> Shown:
    line = _("%(city)s, recommendation %(label)s") % {"city": row.city, "label": row.label}
    return Shown(pick(row, "text"), row.get_absolute_url(), line)


register(
    Searchable(
        kind="people.city",
        noun=gettext_lazy("City"),
        nouns=gettext_lazy("Cities"),
        rows=lambda user: City.objects.visible_to(user),
        text=city_text,
        shown=city_shown,
        everything=lambda: City.objects.select_related("province"),
        for_display=lambda rows: rows.select_related("province"),
        is_public=True,
        order=10,
        icon="map-2",
    )
)
register(
    Searchable(
        kind="evaluation.round",
        noun=gettext_lazy("Round"),
        nouns=gettext_lazy("Rounds"),
        rows=lambda user: Round.objects.visible_to(user),
        text=round_text,
        shown=round_shown,
        order=20,
        icon="list-numbers",
    )
)
register(
    Searchable(
        kind="evaluation.recommendation",
        noun=gettext_lazy("Recommendation"),
        nouns=gettext_lazy("Recommendations"),
        rows=lambda user: Recommendation.objects.readable_by(user),
        text=recommendation_text,
        shown=recommendation_shown,
        everything=lambda: Recommendation.objects.select_related("city"),
        for_display=lambda rows: rows.select_related("city"),
        order=80,
        icon="bulb",
    )
)
