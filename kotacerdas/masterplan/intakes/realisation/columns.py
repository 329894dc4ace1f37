"""The columns of what was reached, spent and done in one year, as cities' sheets of monitoring name them.

Titles are known by their words in any order, so that `Realisasi / s.d. Maret / APBD` and `APBD s/d Maret` are one column. The year
may stand beside them; another year makes it another column, which is not read.
"""

from decimal import Decimal
from functools import lru_cache
from itertools import product

from django.utils.dates import MONTHS as MONTH_NAMES
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.imports.intakes import Choice, Column, Words
from kotacerdas.masterplan.domain.record import MOST_MONEY
from kotacerdas.masterplan.intakes.columns import of_the_record
from kotacerdas.masterplan.intakes.realisation import keys
from kotacerdas.masterplan.intakes.year_columns import CEILING_WORDS, CHANGED_WORDS, SOURCES
from kotacerdas.masterplan.models.choices import Money

_SHORT = {
    1: ("januari", "january", "jan"), 2: ("februari", "pebruari", "february", "feb", "peb"), 3: ("maret", "march", "mar"),
    4: ("april", "apr"), 5: ("mei", "may"), 6: ("juni", "june", "jun"), 7: ("juli", "july", "jul"),
    8: ("agustus", "august", "agu", "agt", "ags", "aug"), 9: ("september", "sept", "sep"),
    10: ("oktober", "october", "okt", "oct"), 11: ("november", "nopember", "nov", "nop"),
    12: ("desember", "december", "des", "dec"),
}  # fmt: skip
_ROMAN = ("I", "II", "III", "IV")
_UNTIL = ("s", "sd", "sampai", "kumulatif", "komulatif")
"""What is left of "s.d.", "s/d", "sampai dengan" without the silent words."""
_WITHIN = ("selama", "dalam", "pada", "tambahan", "bulanan", "ini")
_BESIDE = ("bulan", "akhir", "dengan", "d", "rp", "rupiah", "jumlah")
_SPENDING = ("realisasi", "keuangan", "serapan", "penyerapan", "belanja")
_THIS = ("realisasi keuangan", "realisasi anggaran", "realisasi belanja", "keuangan", "serapan anggaran", "penyerapan anggaran",
         "realisasi", "serapan", "penyerapan")  # fmt: skip
_DONE = (
    "realisasi",
    "progres",
    "progress",
    "kemajuan",
    "capaian",
    "kumulatif",
    "s",
    "sd",
    "sampai",
    "persen",
)
_REACHED = ("realisasi kinerja", "capaian kinerja", "realisasi indikator", "capaian indikator", "realisasi target", "capaian",
            "realisasi capaian", "capaian target", "realisasi capaian kinerja")  # fmt: skip
_NO_SOURCE = ("",)


@lru_cache(maxsize=16)
def all_of(year: int) -> tuple[Column, ...]:
    """Everything that a file may bring; hundreds of titles, so they are put together once."""
    sources = [source.value for source in Money]
    return (
        *naming(),
        _month(),
        _way(),
        _source(),
        Column("year", _("Year"), "integer", ("tahun",), by_words=True, width=8),
        reached(year),
        target(year),
        *(ceiling(part, year, source) for source in ("", *sources) for part in keys.CEILINGS),
        physical(year, ""),
        *(physical(year, month) for month in keys.MONTHS),
        *(spending(way, year, month, source) for way in keys.WAYS
          for month in ("", *keys.MONTHS, *(keys.QUARTERS if way != "until" else ()))
          for source in ("", *sources)),
        *(text(part, month) for part in keys.TEXTS for month in ("", *keys.MONTHS)),
        *_headings(),
    )  # fmt: skip


def naming() -> list[Column]:
    """Which programme it is; title and agency are compared with what is kept, and never written."""
    wanted = {each.key: each for each in of_the_record()}
    return [wanted["code"], wanted["title"], wanted["lead"]]


def reached(year: int) -> Column:
    return Column("realised", format_lazy(_("Reached {year}"), year=year), "decimal", _REACHED, places=6, as_shown=True,
                  by_words=True, silent=(str(year), "tahun"), width=13)  # fmt: skip


def target(year: int) -> Column:
    return Column("target", format_lazy(_("Target {year}"), year=year), "decimal",
                  ("target", "target kinerja", "target capaian", "target indikator"), as_shown=True, by_words=True,
                  silent=(str(year), "tahun"), help=_FROZEN, width=13)  # fmt: skip


def ceiling(part: str, year: int, source: str = "") -> Column:
    """As first set, which is compared, or after the change of the budget, which is written."""
    words = CEILING_WORDS if part == "ceiling" else CHANGED_WORDS
    titles = {
        ("ceiling", True): _("Ceiling {year} {source}"),
        ("changed", True): _("Changed ceiling {year} {source}"),
        ("ceiling", False): _("Ceiling {year}, source in its own column"),
        ("changed", False): _("Changed ceiling {year}, source in its own column"),
    }
    title = format_lazy(titles[part, bool(source)], year=year, source=_label(source))
    return Column(
        keys.ceiling_key(part, source), title, "integer", _joined(words, _names(source)), least=Decimal(0), most=_MOST,
        by_words=True, silent=(str(year), "tahun", "rp"), help=_FROZEN if part == "ceiling" else "", width=18,
    )  # fmt: skip


def physical(year: int, month: str) -> Column:
    """Cumulative whatever its title says: percent of the year's work done by the end of the month."""
    title: Words = _("Work done, month in its own column")
    names: tuple[str, ...] = ("fisik", "fisik ini", "progres fisik", "realisasi fisik")
    if month:
        title = format_lazy(_("Work done until the end of {month}, percent"), month=_month_name(month))
        words = _month_words(month) + (() if int(month) % 3 else _quarter_words(f"q{int(month) // 3}"))
        names = tuple(f"fisik {each}" for each in words)
    silent = (
        *_BESIDE,
        *(_DONE if month else ("realisasi", "progres", "persen", "s", "sd", "sampai")),
        str(year),
    )
    return Column(keys.month_key("physical", month), title, "decimal", names, as_shown=True, by_words=True,
                  silent=silent, width=11, help=_("Of the whole work of the year, since January: 0 to 100."))  # fmt: skip


def spending(way: str, year: int, month: str, source: str = "") -> Column:
    marks = {"spent": _WITHIN, "until": _UNTIL, "unsaid": ("",)}[way]
    words = _month_words(month) if month else _THIS
    if way == "until" and month and not int(month) % 3:
        words += _quarter_words(f"q{int(month) // 3}")
    # Without a month at least one word has to say that it is money that was spent.
    silent = (*_BESIDE, *(_SPENDING if month else ()), str(year))
    names = _joined(words, marks, _names(source))
    if not month and way != "unsaid":
        names += tuple(f"{name} ini" for name in names)
    return Column(
        keys.spent_key(way, month, source), _spending_title(way, month, source), "integer", names, least=-_MOST, most=_MOST,
        by_words=True, silent=silent, width=18,
    )  # fmt: skip


def _spending_title(way: str, month: str, source: str) -> Words:
    titles = {
        "spent": _("Spent in {month}: {source}"),
        "until": _("Spent from January to {month}: {source}"),
        "unsaid": _("Spent, {month}, not said whether within it or until its end: {source}"),
    }
    name = _month_name(month) if month else _("the month of the row")
    return format_lazy(titles[way], month=name, source=_label(source))


def text(part: str, month: str = "") -> Column:
    titles = {
        "note": (_("What was done, {month}"), _("What was done"), ("keterangan", "uraian", "kegiatan yang dilakukan")),
        "obstacle": (_("What hinders, {month}"), _("What hinders"), ("kendala", "hambatan", "permasalahan", "masalah")),
        "correction": (
            _("Why it is less, {month}"), _("Why it is less than before"),
            ("alasan koreksi", "alasan turun", "alasan berkurang", "koreksi"),
        ),
    }  # fmt: skip
    of_a_month, plain, names = titles[part]
    most = 500 if part == "correction" else 4000
    if month:
        names = _joined(names, _month_words(month))
    title = format_lazy(of_a_month, month=_month_name(month)) if month else plain
    key = keys.month_key(part, month) if month else part
    return Column(
        key, title, "text", names, by_words=True, most_letters=most, many_lines=part != "correction", width=28
    )


def _month() -> Column:
    months = [
        Choice(each, _month_name(each), (*_month_words(each), each, str(int(each)))) for each in keys.MONTHS
    ]
    quarters = [Choice(each, _quarter_name(each), _quarter_words(each)) for each in keys.QUARTERS]
    return Column("month", _("Month"), "choice", ("bulan", "bulan laporan", "periode", "keadaan bulan", "masa"),
                  choices=(*months, *quarters), by_words=True, width=12,
                  help=_("For columns that do not name their month; a quarter is the month at its end."))  # fmt: skip


def _way() -> Column:
    return Column("way", _("Kind of figure"), "choice", ("sifat angka", "jenis angka", "cara hitung"), by_words=True, width=16, choices=(
        Choice("spent", pgettext_lazy("figure", "of the month alone"), ("bulan ini", "bulanan", "per bulan", "tambahan", "selama bulan")),
        Choice("until", pgettext_lazy("figure", "since January"), ("kumulatif", "s.d.", "sampai dengan", "s.d. bulan ini")),
    ), help=_("For money whose title does not say whether it is of the month alone or since January."))  # fmt: skip


def _source() -> Column:
    return Column("money_source", _("Source of the money"), aliases=("sumber dana", "sumber pendanaan", "sumber anggaran"),
                  most_letters=200, by_words=True, width=16, help=_("For columns of money that do not name their source."))  # fmt: skip


def _headings() -> list[Column]:
    """Known only so that rows such as "A. SMART GOVERNANCE" are no programmes."""
    return [each for each in of_the_record() if each.from_headings]


def _month_name(month: str) -> Words:
    return _quarter_name(month) if month.startswith("q") else MONTH_NAMES[int(month)]


def _quarter_name(quarter: str) -> Words:
    return format_lazy(_("quarter {number}"), number=quarter[1])


def _month_words(month: str) -> tuple[str, ...]:
    """Without the word "bulan", which is silent."""
    if month.startswith("q"):
        return _quarter_words(month)
    return _SHORT[int(month)]


def _quarter_words(quarter: str) -> tuple[str, ...]:
    at = int(quarter[1])
    roman = _ROMAN[at - 1]
    return (
        f"TW {roman}",
        f"TW {at}",
        f"TW{at}",
        f"Triwulan {roman}",
        f"Triwulan {at}",
        f"Q{at}",
        f"Kuartal {at}",
    )


def _label(source: str) -> Words:
    return Money(source).label if source else _("source in its own column")


def _names(source: str) -> tuple[str, ...]:
    return SOURCES[source] if source else _NO_SOURCE


def _joined(*parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(" ".join(filter(None, each)) for each in product(*parts))


_MOST = Decimal(MOST_MONEY - 1)
_FROZEN = _("Only compared with what is kept; it was frozen with the adoption.")
