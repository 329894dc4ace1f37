"""What may be told about a workbook: the file itself, its sheet and header, its columns, which rows to write."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.widgets import LongSelect
from kotacerdas.imports import intakes
from kotacerdas.imports.actions import Choices
from kotacerdas.imports.domain import limits
from kotacerdas.imports.intakes import Intake, Target
from kotacerdas.imports.models import ImportRun
from kotacerdas.imports.queries import Preview

ACCEPTED = ".xlsx,.xlsm,.xls,.ods,.csv,.txt"
_PREFIX = "kolom-"


class UploadForm(forms.Form):
    """The file, and where its rows go; who has one place only is not asked."""

    ke = forms.ChoiceField(label=_("Into"), widget=LongSelect(attrs={"class": "form-select"}))
    berkas = forms.FileField(
        label=_("Workbook"),
        help_text=_(
            "XLSX, XLS, ODS or CSV, at most 9 MB. Nothing is written before you have seen what would change."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )

    def __init__(self, *args: Any, intake: Intake, targets: Sequence[Target], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._targets = {target.key: target for target in targets}
        self.fields["ke"].choices = [(target.key, target.label) for target in targets]  # type: ignore[attr-defined]  # a field of ours, declared above
        if len(targets) == 1:
            self.fields["ke"].initial = targets[0].key
            self.fields["ke"].widget = forms.HiddenInput()

    def clean_berkas(self) -> Any:
        file = self.cleaned_data["berkas"]
        if file.size > limits.MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 9 MB. Split it, or save it as XLSX."))
        return file

    @property
    def target(self) -> Target:
        return self._targets[self.cleaned_data["ke"]]


class SheetForm(forms.Form):
    """Which sheet, and in which rows its titles stand."""

    lembar = forms.ChoiceField(label=_("Sheet"), widget=LongSelect(attrs={"class": "form-select"}))
    judul_dari = forms.IntegerField(
        label=_("Titles from row"), min_value=1, max_value=1000, required=False,
        help_text=_("Left empty, the row is found again."),
    )  # fmt: skip
    judul_sampai = forms.IntegerField(
        label=_("to row"), min_value=1, max_value=1000, required=False,
        help_text=_("The same row, or the lower one of two header lines."),
    )  # fmt: skip

    def __init__(self, given: Any = None, *, run: ImportRun, preview: Preview | None) -> None:
        initial = {"lembar": run.sheet, "judul_dari": run.header_first, "judul_sampai": run.header_last}
        super().__init__(given, initial=initial)
        sheets = preview.sheets if preview else ()
        self.fields["lembar"].choices = [  # type: ignore[attr-defined]  # a field of ours, declared above
            (each.name, _("%(name)s (hidden)") % {"name": each.name} if each.is_hidden else each.name)
            for each in sheets
        ]
        self._sheet = run.sheet

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("judul_dari"), cleaned.get("judul_sampai")
        if first and last and not 0 <= last - first <= 3:
            self.add_error("judul_sampai", _("Titles stand in one to four rows, one below the other."))
        return cleaned

    @property
    def lines(self) -> tuple[int, int] | None:
        """The header rows that were told; another sheet has its titles elsewhere."""
        first = self.cleaned_data.get("judul_dari")
        if not first or (self.cleaned_data["lembar"] != self._sheet and not self.has_changed_lines):
            return None
        return first, self.cleaned_data.get("judul_sampai") or first

    @property
    def has_changed_lines(self) -> bool:
        return bool({"judul_dari", "judul_sampai"} & set(self.changed_data))


class ColumnsForm(forms.Form):
    """One choice for each column of the intake, then how the cells are to be read."""

    angka = forms.ChoiceField(
        label=_("Numbers written as text"),
        required=False,
        choices=[
            ("", _("only where one reading is possible")),
            ("id", _("Indonesian: 1.234,5")),
            ("en", _("English: 1,234.5")),
        ],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    tersembunyi = forms.BooleanField(label=_("Read hidden rows too"), required=False)
    kosongkan = forms.BooleanField(
        label=_("Empty cells empty what is kept"),
        required=False,
        help_text=_("Without this, an empty cell leaves what is there."),
    )

    def __init__(self, given: Any = None, *, run: ImportRun, preview: Preview) -> None:
        initial = {"angka": run.numbers, "tersembunyi": run.with_hidden, "kosongkan": run.clears}
        initial |= {f"{_PREFIX}{key}": str(at) for key, at in run.mapping.items()}
        super().__init__(given, initial=initial, label_suffix="")
        self._run = run
        helps = {each.key: each.help for each in _columns(run)}
        titles = [(str(at), f"{letters}: {title}") for at, letters, title in preview.titles]
        for field in preview.fields:
            self.fields[f"{_PREFIX}{field.key}"] = forms.ChoiceField(
                label=field.title,
                required=False,
                choices=[("", _("not in this file")), *titles],
                help_text=str(helps.get(field.key, "")),
                widget=LongSelect(attrs={"class": "form-select"}),
            )
        self.order_fields([name for name in self.fields if name.startswith(_PREFIX)])

    @property
    def mapping(self) -> dict[str, int]:
        chosen = {
            name.removeprefix(_PREFIX): value
            for name, value in self.cleaned_data.items()
            if name.startswith(_PREFIX) and value != ""
        }
        return {key: int(value) for key, value in chosen.items()}

    @property
    def choices(self) -> Choices:
        run, given = self._run, self.cleaned_data
        return Choices(
            sheet=run.sheet,
            header=(run.header_first, run.header_last),
            mapping=self.mapping,
            with_hidden=given["tersembunyi"],
            clears=given["kosongkan"],
            numbers=given["angka"],
        )


def _columns(run: ImportRun) -> list[intakes.Column]:
    return run.into.columns(run.goal) if run.goal else []
