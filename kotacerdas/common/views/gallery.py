"""Every component in every state on one page, for those who write pages and for the tests."""

from datetime import UTC, datetime
from decimal import Decimal

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kotacerdas.common import formats
from kotacerdas.common.marks import public
from kotacerdas.common.templatetags import components
from kotacerdas.common.versions import Difference


class ExampleForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name of the programme"), max_length=20)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("What a new colleague should know."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    year = forms.ChoiceField(label=gettext_lazy("Year"), choices=[("2022", "2022"), ("2023", "2023")])
    audience = forms.ChoiceField(
        label=gettext_lazy("Who may read it"),
        choices=[("all", gettext_lazy("Everybody")), ("city", gettext_lazy("My city only"))],
        widget=forms.RadioSelect,
    )
    sure = forms.BooleanField(label=gettext_lazy("I have checked the figures"))


class ExampleFilter(forms.Form):
    q = forms.CharField(label=gettext_lazy("City or regency"), widget=forms.SearchInput, required=False)
    urut = forms.ChoiceField(label=gettext_lazy("Sort by"), choices=[("x", "2023"), ("y", "2022")])


PARTS = {"A": "0.09", "B": "0.115", "C": "0.17", "D": "0.14", "E": "0.1575", "F": "0.0625"}


@public
def gallery(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "common/gallery.html",
        {
            "has_samples": True,
            "empty_form": ExampleForm(prefix="baru"),
            "wrong_form": ExampleForm({"salah-name": "x" * 21, "salah-year": "2021"}, prefix="salah"),
            "filter": ExampleFilter(),
            "page": Paginator(range(514), 50).page(3),
            "tones": [
                (_("done"), "ok"),
                (_("running"), "jalan"),
                (_("due in 3 days"), "awas"),
                (_("5 days late"), "telat"),
                (_("not begun"), ""),
            ],
            "differences": [Decimal("0.44"), Decimal("-0.17"), Decimal("0.001"), None],
            "dimensions": [(code, code.title()) for code in components.DIMENSIONS],
            "parts": [(code, Decimal(share)) for code, share in PARTS.items()],
            "bars": [
                ("A", "Baseline", Decimal("0.45"), Decimal("0.5")),
                ("B", "Output", Decimal("0.575"), Decimal(1)),
                ("E", "Quick Win", Decimal("0.79"), Decimal(1)),
            ],
            "score": formats.number(Decimal("2.94"), 2),
            "at": formats.moment(datetime(2026, 11, 22, 6, 30, tzinfo=UTC), "Asia/Makassar"),
            "segments": [("2022", "?tahun=2022"), ("2023", "?tahun=2023"), ("2024", None)],
            "crumbs": [(_("Ranking"), "#"), ("Jawa Timur", "#"), ("Kab. Malang", None)],
            "facts": [(_("Instrument"), "smartcity/2023-kppn"), (_("Round"), "2023")],
            "stale": [
                Difference(_("Name of the programme"), "Balikpapan Satu Data", "Satu Data Balikpapan"),
                Difference(_("Note"), "", _("Starts in March.")),
            ],
        },
    )
