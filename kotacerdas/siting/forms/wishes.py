"""The form of a scenario: where points may stand, what may be spent, who counts how much, how far a point reaches."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kotacerdas.geography.models.places import OF_NEED, PlaceKind
from kotacerdas.indicators.forms.fields import NumberField
from kotacerdas.masterplan.forms.priorities import Versioned, written
from kotacerdas.siting.domain.wishes import MOST_MONEY, Wishes
from kotacerdas.siting.findings import BACKHAULS

FIELD_OF = {
    "siting-without-title": "title", "siting-grid": "grid_m", "siting-grid-narrow": "grid_m", "siting-no-outlines": "grid_m",
    "siting-no-ground": "grid_m", "siting-ground-lost": "grid_m", "siting-without-limit": "most", "siting-choose": "most",
    "siting-budget": "budget", "siting-radius": "radius_m", "siting-receiver-height": "receiver_m",
    "siting-mast-height": "mast_m", "siting-apart": "apart_m", "siting-link": "link_km", "siting-relays": "relays",
    "siting-seconds": "seconds", "siting-many-candidates": "places",
}  # fmt: skip
OTHER = "other"


Named = tuple[str, str]
"""Code and name of a kecamatan or kelurahan."""


class WholeField(NumberField):
    def __init__(self, *, most: int = MOST_MONEY, **options: Any) -> None:
        super().__init__(is_whole=True, **{"required": False, **options})
        self.most = most

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        if found is None:
            return None
        if found != found.to_integral_value() or not 0 <= found <= self.most:
            raise forms.ValidationError(gettext("Write a whole number from 0 on."))
        return int(found)


def _metres(label: Any, help_text: Any = "") -> NumberField:
    return NumberField(label=label, help_text=help_text)


class WishesForm(Versioned):
    """Fields of kecamatan, kelurahan and kinds are added for the city: `least-<code>`, `equity-<code>`, `need-<kind>`,
    `cost-<kind>`."""

    title = forms.CharField(
        label=_("Name"),
        max_length=160,
        help_text=_("What it tries out, such as “Thirty points, hills first”."),
    )
    places = forms.MultipleChoiceField(
        label=_("Places of the city"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Each place of these kinds is a candidate."),
    )  # fmt: skip
    grid_m = WholeField(
        label=_("Grid: metres between candidates"),
        help_text=_("Candidates at equal distances on land where people live, 50 to 5000. Empty: no grid."),
    )
    most = WholeField(label=_("New points at most"), help_text=_("Empty: the budget alone decides."))
    budget = WholeField(
        label=_("Budget in rupiah"), help_text=_("All new points together. Empty: the number alone decides.")
    )
    apart_m = WholeField(
        label=_("Metres between two new points at least"),
        help_text=_("Empty or 0: they may stand side by side."),
    )
    report_people = WholeField(
        label=_("A report of missing signal"),
        help_text=_("As many people as it counts for; 0: reports do not count."),
    )
    radius_m = WholeField(
        label=_("A point serves as far as, in metres"), required=True, most=1_000_000,
        help_text=_("150 for a phone outdoors; up to 5000."),
    )  # fmt: skip
    receiver_m = _metres(_("Phone above ground, in metres"))
    mast_m = _metres(_("Antenna of a new point above ground, in metres"))
    backhaul = forms.ChoiceField(
        label=_("How new points are linked"), widget=forms.RadioSelect,
        choices=BACKHAULS,
    )  # fmt: skip
    link_km = _metres(_("A radio link spans at most, in kilometres"))
    relays = WholeField(
        label=_("Points that may pass a link on, one behind the other"), help_text=_("0 to 3."), most=9
    )
    seconds = WholeField(
        label=_("Seconds for the proof"), required=True, most=10_000,
        help_text=_("The first answer comes at once; the rest looks for better ones and for the proof. 1 to 600."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, kinds: Mapping[str, int], kecamatan: Sequence[Named], kelurahan: Sequence[Named],
        wishes: Wishes, title: str = "", version: int = 0, **options: Any,
    ) -> None:  # fmt: skip
        """`kinds` says how many places of each kind the city has."""
        options["initial"] = {"title": title, "version": version, **_initial(wishes)} | (
            options.get("initial") or {}
        )
        super().__init__(*args, **options)
        self.kecamatan, self.kelurahan = kecamatan, kelurahan
        field = self.fields["places"]
        assert isinstance(field, forms.MultipleChoiceField)
        there = [kind for kind in PlaceKind.values if kinds.get(kind) or kind in wishes.places]
        field.choices = [(kind, _counted(kind, kinds.get(kind, 0))) for kind in there]
        for name, label in self._extra():
            if name.startswith("equity-"):
                self.fields[name] = NumberField(label=label, required=False)
            else:
                self.fields[name] = WholeField(label=label)

    def _extra(self) -> Iterator[tuple[str, "str | Promise"]]:
        yield from ((f"least-{code}", name) for code, name in self.kecamatan)
        yield from ((f"equity-{code}", name) for code, name in self.kelurahan)
        yield from ((f"need-{each.value}", each.label) for each in OF_NEED)
        yield from ((f"cost-{each.value}", each.label) for each in PlaceKind if each != PlaceKind.OTHER)
        yield f"cost-{OTHER}", _("all others, and the grid")

    def least(self) -> list[forms.BoundField]:
        return self._part("least")

    def equity(self) -> list[forms.BoundField]:
        return self._part("equity")

    def needs(self) -> list[forms.BoundField]:
        return self._part("need")

    def costs(self) -> list[forms.BoundField]:
        return self._part("cost")

    def _part(self, name: str) -> list[forms.BoundField]:
        return [self[each] for each in self.fields if each.startswith(f"{name}-")]

    def wanted(self) -> Wishes:
        given = self.cleaned_data
        return Wishes(
            places=tuple(given["places"]), grid_m=given["grid_m"] or 0, most=given["most"], budget=given["budget"],
            least={code: least for code, least in self._of("least").items() if least},
            apart_m=given["apart_m"] or 0, radius_m=float(given["radius_m"]), receiver_m=float(given["receiver_m"]),
            mast_m=float(given["mast_m"]),
            equity={code: float(factor) for code, factor in self._of("equity").items() if factor != 1},
            needs={kind: people for kind, people in self._of("need").items() if people},
            report_people=given["report_people"] or 0, backhaul=given["backhaul"], link_km=float(given["link_km"]),
            relays=given["relays"] or 0,
            costs={"" if kind == OTHER else kind: cost for kind, cost in self._of("cost").items()},
            seconds=given["seconds"],
        )  # fmt: skip

    def _of(self, name: str) -> dict[str, Any]:
        """Those that were filled in, by code or kind."""
        return {
            each.removeprefix(f"{name}-"): value
            for each, value in self.cleaned_data.items()
            if each.startswith(f"{name}-") and value is not None
        }


def _counted(kind: str, count: int) -> str:
    return f"{PlaceKind(kind).label} ({count})"


def _initial(wishes: Wishes) -> dict[str, Any]:
    plain = {
        "places": list(wishes.places), "grid_m": wishes.grid_m or "", "most": wishes.most, "budget": written(wishes.budget),
        "apart_m": wishes.apart_m or "", "report_people": wishes.report_people or "",
        "radius_m": int(wishes.radius_m), "receiver_m": _figure(wishes.receiver_m), "mast_m": _figure(wishes.mast_m),
        "backhaul": wishes.backhaul, "link_km": _figure(wishes.link_km), "relays": wishes.relays, "seconds": wishes.seconds,
    }  # fmt: skip
    more: dict[str, Any] = {f"least-{code}": least for code, least in wishes.least.items()}
    more |= {f"equity-{code}": _figure(factor) for code, factor in wishes.equity.items()}
    more |= {f"need-{kind}": people for kind, people in wishes.needs.items()}
    more |= {f"cost-{kind or OTHER}": written(cost) for kind, cost in wishes.costs.items()}
    return plain | more


def _figure(value: float) -> str:
    return written(Decimal(str(value)))
