"""What people may ask of a list of results, and how they bring results."""

import csv
import io
from typing import Any

from django import forms
from django.db.models import prefetch_related_objects
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kotacerdas.common.domain.sheets import Table, read_table
from kotacerdas.common.faults import Fault, Refused, sentence, sentences
from kotacerdas.common.formats import number
from kotacerdas.common.widgets import LongSelect
from kotacerdas.evaluation.domain.dimensions import ORDER
from kotacerdas.evaluation.forms.fields import set_choices
from kotacerdas.evaluation.models import Result, Round
from kotacerdas.evaluation.queries import Ordered, Ranking, ordered, same_instrument
from kotacerdas.evaluation.templatetags.evaluation import dimension_name
from kotacerdas.instruments.domain.answers import by_city
from kotacerdas.instruments.words import text

MOST_BYTES, MOST_ROWS = 4 * 1024 * 1024, 100_000
FAULTS_TOLD = 20


class RankingFilter(forms.Form):
    """Search, province and order of a ranking; an unknown value in the address counts as not given."""

    q = forms.CharField(
        label=_("Search kabupaten or kota"), required=False, max_length=80, widget=forms.SearchInput
    )
    provinsi = forms.ChoiceField(label=_("Province"), required=False)
    urut = forms.ChoiceField(label=_("Order by"), required=False)

    def __init__(self, *args: Any, listing: Ranking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.listing = listing
        self.fields["q"].widget.attrs["placeholder"] = _("e.g. Malang")
        provinces = listing.provinces
        everywhere = format_lazy("{} ({})", _("All"), len(provinces))
        named = ((code, f"{name} ({count})") for code, name, count in provinces)
        set_choices(self, "provinsi", [("", everywhere), *named])
        orders = [
            ("final", _("Final score")),
            ("nama", _("Name")),
            *((n.code, text(n.title)) for n in listing.parts),
            *((each, dimension_name(each)) for each in (ORDER if listing.has_dimensions else ())),
        ]
        downwards = [(f"-{key}", label) for key, label in orders]
        set_choices(self, "urut", [("", _("Final score")), *orders[1:], orders[0], *downwards])
        # The form shows the plain orders; the other direction comes from the heads of the table.
        self.shown_orders = [("", _("Final score")), *orders[1:]]
        self.fields["urut"].widget.choices = self.shown_orders

    @property
    def order_again(self) -> SafeString:
        """The choice of the order once more, for htmx to put in the place of the one that a head of the table outdated."""
        attributes: dict[str, Any] = {"class": "form-select", "hx-swap-oob": "true"}
        return self["urut"].as_widget(attrs=attributes)

    def asked(self, name: str) -> str:
        """The value, or "" where it was not given or makes no sense."""
        self.is_valid()
        return str(self.cleaned_data.get(name, "") or "")

    def ordered(self) -> Ordered:
        """The rows asked for, in the order asked for, with the places that follow from it."""
        order, province, words = (self.asked(name) for name in ("urut", "provinsi", "q"))
        return ordered(self.listing, order=order, province=province, words=words)


class ComparisonForm(forms.Form):
    """Two results by `city code/round code`, so that the address of a comparison can be read and kept."""

    kiri = forms.ChoiceField(label=_("This result"), required=False, widget=LongSelect)
    kanan = forms.ChoiceField(label=_("with this one"), required=False, widget=LongSelect)

    def __init__(self, *args: Any, results: list[Result], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.results = {f"{result.city.code}/{result.round.code}": result for result in results}
        choices = [
            ("", _("Choose ...")),
            *((key, self._label(result)) for key, result in self.results.items()),
        ]
        for name in ("kiri", "kanan"):
            set_choices(self, name, choices)

    @staticmethod
    def _label(result: Result) -> str:
        return f"{result.city.name}, {result.round.year} ({number(result.index, 2)})"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        left, right = (self.results.get(cleaned.get(name, "")) for name in ("kiri", "kanan"))
        if left and right and not same_instrument(left, right):
            self.add_error(
                "kanan",
                _(
                    "The two come from different instruments, so their figures do not compare. Choose another."
                ),
            )
        return cleaned

    def chosen(self) -> tuple[Result | None, Result | None]:
        """The two results with their scores; None where nothing, or nothing visible, was chosen."""
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        found = [self.results.get(given.get(name, "")) for name in ("kiri", "kanan")]
        prefetch_related_objects([result for result in found if result], "scores")
        return found[0], found[1]


class LoadForm(forms.Form):
    """Results of a round: a CSV file, or its text pasted."""

    file = forms.FileField(
        label=_("CSV file"),
        required=False,
        help_text=_(
            "A column with the city and one column per code, or the columns city, code, score. At most 4 MB."
        ),
    )
    table = forms.CharField(
        label=_("or paste the rows"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    replace_all = forms.BooleanField(
        label=_("Forget what these cities had before"),
        required=False,
        help_text=_("Without this, questions refine the component scores that are already here."),
    )

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round = round_
        self.notes: list[str] = []

    def clean(self) -> dict[str, Any]:
        """Adds `rows`, and the table as plain text, so that confirming needs no second look for the file."""
        cleaned = super().clean() or {}
        file, pasted = cleaned.get("file"), cleaned.get("table", "")
        if not file and not pasted.strip():
            raise forms.ValidationError(_("Choose a file or paste the rows."))
        if file and file.size > MOST_BYTES:
            raise forms.ValidationError(sentence(Fault("file-too-large", {"most_bytes": MOST_BYTES})))
        edition = self.round.edition
        try:
            if edition is None:
                raise Refused(Fault("round-without-instrument", {"round": self.round.code}))
            data = file.read() if file else pasted.encode()
            table = read_table(data, max_rows=MOST_ROWS, max_bytes=MOST_BYTES)
            cleaned["rows"] = by_city(edition, table)
        except Refused as refused:
            raise forms.ValidationError(told(refused)) from None
        self.notes = [sentence(note) for note in table.notes]
        cleaned["table"] = as_text(table)
        return cleaned


def told(refused: Refused) -> list[str]:
    """The first faults in words; the rest as a number, since nobody mends a hundred lines at once."""
    words = sentences(refused.faults[:FAULTS_TOLD])
    more = len(refused.faults) - len(words)
    return (
        [
            *words,
            ngettext("... and at least %(more)d more.", "... and at least %(more)d more.", more)
            % {"more": more},
        ]
        if more
        else words
    )


def as_text(table: Table) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([table.header, *(row.cells for row in table.rows)])
    return written.getvalue()
