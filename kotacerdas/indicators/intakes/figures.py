"""Figures of a city's indicators as a workbook: what goes out comes back in, a row for each figure."""

from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.imports.intakes import Choice, Column, Intake, Target
from kotacerdas.indicators.intakes.figure_rows import NOTE_LETTERS
from kotacerdas.indicators.intakes.figure_store import FigureStore
from kotacerdas.indicators.models import Series
from kotacerdas.indicators.models.figures import Status
from kotacerdas.people.intakes.places import cities
from kotacerdas.people.permissions import Permission

_LEVEL_NAMES = {
    Series.Level.CITY: ("kabupaten", "kota", "kab/kota", "kabupaten/kota", "regency"),
    Series.Level.PROVINCE: ("provinsi",),
    Series.Level.NATION: ("nasional", "indonesia", "national", "negara"),
}
_STATUS_NAMES = {
    Status.FACT: ("fakta", "tetap", "final", "realisasi", "aktual", "angka tetap"),
    Status.ESTIMATE: (
        "perkiraan",
        "sementara",
        "angka sementara",
        "angka sangat sementara",
        "proyeksi",
        "prognosa",
        "estimasi",
    ),
    Status.SAMPLE: ("contoh", "data contoh"),
}


class Figures(Intake):
    name: ClassVar = "indicators.figures"
    slug: ClassVar = "indikator"
    title: ClassVar = _("Figures of indicators")
    description: ClassVar = _(
        "One row for each figure: indicator, period, value, status, source. Download what is kept, change it in Excel, and "
        "bring it back. Figures of two units or two methods never come into one series."
    )
    permission: ClassVar = Permission.KEEP_INDICATORS.value
    icon: ClassVar = "clipboard-data"
    identifying: ClassVar = ("code", "title", "period")

    def targets(self, user: Any) -> list[Target]:
        return cities(user, Permission.KEEP_INDICATORS)

    def columns(self, target: Target) -> list[Column]:
        return [*_naming(), *_figure(), *_source(), *_words()]

    def store(self, target: Target, *, by: Any, clears: bool = False) -> FigureStore:
        return FigureStore(target.city, by, clears)


def _naming() -> list[Column]:
    levels = tuple(Choice(each.value, each.label, _LEVEL_NAMES[each]) for each in Series.Level)
    return [
        Column("code", _("Code of the indicator"), aliases=("kode", "kode indikator", "id indikator"), is_required=True,
               most_letters=200, help=_("As on the page of the indicator. Its title does as well."), width=26),
        Column("title", _("Indicator"), aliases=("indikator", "nama indikator", "uraian", "variabel"), most_letters=300,
               help=_("Beside the code it is for reading only."), width=44),
        Column("level", _("Level"), "choice", ("tingkat", "tingkat wilayah", "jenjang"), choices=levels,
               help=_("Left empty, it is the city."), width=12),
        Column("place", pgettext_lazy("figure", "Place"), aliases=("tempat", "wilayah", "daerah", "kabupaten/kota"), most_letters=200, width=24),
        Column("label", _("Mark of the series"), "code", ("seri", "tanda seri"), most_letters=40,
               help=_("Empty for the main series. Figures of another method stand in a series of their own."), width=16),
        Column("period", pgettext_lazy("figure", "Period"), aliases=("periode", "tahun", "waktu", "year"), is_required=True, most_letters=40,
               help=_("2024, 2024-S1, 2024-Q3 or 2024-07; Triwulan III 2024 is read as well."), width=10),
    ]  # fmt: skip


def _figure() -> list[Column]:
    statuses = tuple(Choice(each.value, each.label, _STATUS_NAMES[each]) for each in Status)
    return [
        Column("value", _("Value"), "decimal", ("nilai", "angka", "capaian", "realisasi"), is_required=True, width=18),
        Column("places", _("Decimals as published"), "integer", ("desimal", "jumlah desimal"), least=Decimal(0), most=Decimal(6),
               help=_("Says how exact the figure is: 76.60 has two. Left empty, those of the indicator."), width=10),
        Column("unit", _("Unit"), aliases=("satuan",), most_letters=60,
               help=_("Checked against the series. A figure in another unit is refused, never converted."), width=16),
        Column("status", _("Status"), "choice", ("status data", "sifat data"), choices=statuses, is_required=True, width=12),
    ]  # fmt: skip


def _source() -> list[Column]:
    return [
        Column("source", _("Source"), aliases=("sumber", "sumber data"), most_letters=400,
               help=_("A fact needs it: who published the figure, and where."), width=44),
        Column("source_url", _("Address of the source"), aliases=("alamat sumber", "tautan", "url", "link"),
               most_letters=500, width=34),
        Column("source_dated", _("Day of the source"), "date", ("tanggal sumber", "tanggal rilis"), width=12),
    ]  # fmt: skip


def _words() -> list[Column]:
    return [
        Column("note_id", _("Note (Indonesian)"), aliases=("catatan", "keterangan", "catatan (indonesia)"),
               most_letters=NOTE_LETTERS, many_lines=True, width=40),
        Column("note_en", _("Note (English)"), aliases=("catatan (inggris)",), most_letters=NOTE_LETTERS,
               many_lines=True, width=40),
        Column("break_note_id", _("Why the series begins (Indonesian)"), aliases=("alasan seri baru",), most_letters=400,
               help=_("For a mark that is not there yet, in both languages."), width=30),
        Column("break_note_en", _("Why the series begins (English)"), most_letters=400, width=30),
    ]  # fmt: skip
