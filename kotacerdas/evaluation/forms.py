"""What people may ask of a list."""

from typing import Any

from django import forms
from django.db.models import prefetch_related_objects
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.formats import number
from kotacerdas.evaluation.models import Result
from kotacerdas.evaluation.queries import RankedCity, Ranking
from kotacerdas.instruments.words import text
from kotacerdas.people.domain.names import fold


class RankingFilter(forms.Form):
    """Search, province and order of a ranking; an unknown value in the address counts as not given."""

    q = forms.CharField(label=_("Search kabupaten or kota"), required=False, max_length=80)
    provinsi = forms.ChoiceField(label=_("Province"), required=False)
    urut = forms.ChoiceField(label=_("Order by"), required=False)

    def __init__(self, *args: Any, listing: Ranking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.listing = listing
        self.fields["q"].widget.attrs |= {"type": "search", "placeholder": _("e.g. Malang")}
        provinces = listing.provinces
        everywhere = format_lazy("{} ({})", _("All"), len(provinces))
        self.fields["provinsi"].choices = [  # type: ignore[attr-defined]  # set for each listing
            ("", everywhere),
            *((code, f"{name} ({count})") for code, name, count in provinces),
        ]
        orders = [
            ("final", _("Final score")),
            ("nama", _("Name")),
            *((n.code, text(n.title)) for n in listing.parts),
        ]
        downwards = [(f"-{key}", label) for key, label in orders]
        self.fields["urut"].choices = [("", _("Final score")), *orders[1:], orders[0], *downwards]  # type: ignore[attr-defined]  # same
        # The form shows the plain orders; the other direction comes from the heads of the table.
        self.shown_orders = [("", _("Final score")), *orders[1:]]
        self.fields["urut"].widget.choices = self.shown_orders

    def asked(self, name: str) -> str:
        """The value, or "" where it was not given or makes no sense."""
        self.is_valid()
        return str(self.cleaned_data.get(name, "") or "")

    def rows(self) -> list[RankedCity]:
        """The rows asked for, in the order asked for; those without a figure come last whatever the order."""
        rows = list(self.listing.ranked)
        wanted, province = fold(self.asked("q")), self.asked("provinsi")
        if wanted:
            rows = [row for row in rows if wanted in fold(row.city.name) or wanted in fold(row.province)]
        if province:
            rows = [row for row in rows if row.city.province.code == province]
        return self._in_order(rows)

    def _in_order(self, rows: list[RankedCity]) -> list[RankedCity]:
        order = self.asked("urut") or "final"
        key, is_other_way = order.removeprefix("-"), order.startswith("-")
        if key == "nama":
            return sorted(rows, key=lambda row: row.city.short_name, reverse=is_other_way)
        if key == "final":
            return rows[::-1] if is_other_way else rows
        scored = [row for row in rows if key in row.parts]
        unscored = [row for row in rows if key not in row.parts]
        return sorted(scored, key=lambda row: row.parts[key].score, reverse=not is_other_way) + unscored


class ComparisonForm(forms.Form):
    """Two results by `city code/round code`, so that the address of a comparison can be read and kept."""

    kiri = forms.ChoiceField(label=_("This result"), required=False)
    kanan = forms.ChoiceField(label=_("with this one"), required=False)

    def __init__(self, *args: Any, results: list[Result], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.results = {f"{result.city.code}/{result.round.code}": result for result in results}
        choices = [
            ("", _("Choose ...")),
            *((key, self._label(result)) for key, result in self.results.items()),
        ]
        for name in ("kiri", "kanan"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # what one may see decides

    @staticmethod
    def _label(result: Result) -> str:
        return f"{result.city.name}, {result.round.year} ({number(result.index, 2)})"

    def chosen(self) -> tuple[Result | None, Result | None]:
        """The two results with their scores; None where nothing, or nothing visible, was chosen."""
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        found = [self.results.get(given.get(name, "")) for name in ("kiri", "kanan")]
        prefetch_related_objects([result for result in found if result], "scores")
        return found[0], found[1]
