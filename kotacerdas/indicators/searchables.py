"""What of this app the search box finds: indicators by title, code, producer and the codes of other lists."""

from django.utils.translation import gettext_lazy

from kotacerdas.indicators.models import Indicator
from kotacerdas.search.registry import Searchable, Shown, Text, register


def indicator_text(row: Indicator) -> Text:
    return Text(title=row.title_id, words=(row.title_en, row.producer, *row.codes), code=row.code)


def indicator_shown(row: Indicator) -> Shown:
    line = " · ".join(filter(None, (str(row.get_group_display()), row.unit)))
    return Shown(row.title, row.get_absolute_url(), line)


register(
    Searchable(
        kind="indicators.indicator",
        noun=gettext_lazy("Indicator"),
        nouns=gettext_lazy("Indicators"),
        rows=lambda user: Indicator.objects.visible_to(user),
        text=indicator_text,
        shown=indicator_shown,
        order=30,
        icon="chart-line",
    )
)
