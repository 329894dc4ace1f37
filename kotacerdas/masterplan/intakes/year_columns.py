"""The columns that repeat by the years of an edition and by the source of the money, and the totals beside them.

Titles are known by their words in any order, so that `Pagu / 2022 / APBD` and `APBD / Pagu Tahun 2022` are one column.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import product

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kotacerdas.imports.intakes import Column, Words
from kotacerdas.masterplan.domain.record import MOST_MONEY
from kotacerdas.masterplan.intakes.keys import QUARTERS, baseline_key, figure_key, money_key, total_key
from kotacerdas.masterplan.models.choices import Money

_BEFORE = 6
"""So many years before the edition a baseline may be."""
_FIGURE_WORDS = {
    "target": ("target", "target kinerja", "rencana target", "target capaian"),
    "realised": ("realisasi", "realisasi kinerja", "realisasi target", "capaian", "capaian kinerja"),
}
CEILING_WORDS = (
    "pagu",
    "anggaran",
    "pagu anggaran",
    "pagu indikatif",
    "kebutuhan dana",
    "rencana anggaran",
    "pendanaan",
    "dana",
)
CHANGED_WORDS = (
    "pagu perubahan",
    "anggaran perubahan",
    "pagu setelah perubahan",
    "perubahan",
    "pagu p",
    "pagu apbd p",
)
SOURCES = {
    "apbd": ("apbd", "apbd kota", "apbd kabupaten"),
    "apbn": ("apbn",),
    "csr": ("csr", "tjsl", "csr perusahaan"),
    "kpbu": ("kpbu",),
    "grant": ("hibah", "grant"),
    "loan": ("pinjaman", "pinjaman daerah", "loan"),
    "other": ("lainnya", "lain", "lain lain", "sumber lain", "other"),
}
_ROMAN = ("I", "II", "III", "IV")
_TOTAL = ("total", "jumlah")
_BASELINE = ("kondisi awal", "baseline", "data awal", "capaian awal", "kondisi awal kinerja")


def figures(years: range) -> list[Column]:
    titles = {"target": _("Target {year}"), "realised": _("Reached {year}")}
    return [
        Column(figure_key(part, year), format_lazy(title, year=year), "decimal",
               tuple(f"{words} {year}" for words in _FIGURE_WORDS[part]), places=6, as_shown=True, by_words=True, width=13)
        for part, title in titles.items()
        for year in years
    ]  # fmt: skip


def money(year: int, source: Money) -> list[Column]:
    """What one source gives in one year: ceiling, ceiling after the change, plan by quarter."""
    names = SOURCES[source.value]
    said = {"year": year, "source": source.label}
    titles = (_("Ceiling {year} {source}"), _("Changed ceiling {year} {source}"))
    return [
        _rupiah(money_key("ceiling", year, source.value), format_lazy(titles[0], **said), _with(CEILING_WORDS, year, names)),
        _rupiah(money_key("changed", year, source.value), format_lazy(titles[1], **said), _with(CHANGED_WORDS, year, names)),
        *(
            _rupiah(money_key(part, year, source.value), format_lazy(_("Q{quarter} {year} {source}"), quarter=at, **said),
                    _with(_quarter(at), year, names))
            for at, part in enumerate(QUARTERS, 1)
        ),
    ]  # fmt: skip


def without_source(year: int) -> list[Column]:
    """The same without a word about the source, which another column or nobody tells."""
    titles = {
        "ceiling": (_("Ceiling {year}, source in its own column"), CEILING_WORDS),
        "changed": (_("Changed ceiling {year}, source in its own column"), CHANGED_WORDS[:-1]),
    }
    found = [
        _rupiah(money_key(part, year), format_lazy(title, year=year), _with(words, year))
        for part, (title, words) in titles.items()
    ]
    for at, part in enumerate(QUARTERS, 1):
        title = format_lazy(_("Q{quarter} {year}, source in its own column"), quarter=at, year=year)
        found.append(_rupiah(money_key(part, year), title, _with(_quarter(at), year)))
    return found


def source() -> Column:
    return Column("money_source", _("Source of the money"), aliases=(
        "sumber dana", "sumber pendanaan", "sumber pembiayaan", "sumber anggaran", "sumber pagu",
    ), most_letters=200, by_words=True, help=_("For columns of money that do not name their source."), width=16)  # fmt: skip


def source_names() -> dict[str, str]:
    """Every word for a source."""
    return {name: source for source, names in SOURCES.items() for name in names}


def totals(years: range) -> list[Column]:
    """Compared with the sum of their parts, never kept."""
    whole = [f"{total} {word}" for total, word in product(_TOTAL, CEILING_WORDS)]
    found = [
        Column("target_total", _("Total of the targets"), "decimal", tuple(f"{each} target" for each in _TOTAL),
               as_shown=True, by_words=True),
        _rupiah(total_key(), _("Total of the ceilings"), (*whole, *(f"{each} keseluruhan" for each in whole))),
    ]  # fmt: skip
    for year in years:
        title = format_lazy(_("Total of the ceilings {year}"), year=year)
        found.append(_rupiah(total_key(year), title, tuple(f"{each} {year}" for each in whole)))
    return found


def baselines(first_year: int) -> Iterator[Column]:
    """A title such as "Kondisi awal / 2021" says figure and year in one."""
    for year in range(first_year - _BEFORE, first_year + 1):
        yield Column(
            baseline_key(year), format_lazy(_("Baseline {year}"), year=year), "decimal",
            tuple(f"{words} {year}" for words in _BASELINE), places=6, as_shown=True, by_words=True,
        )  # fmt: skip


def also_without(year: int, columns: Iterable[Column]) -> list[Column]:
    """In a plan of one year nobody writes the year into the titles."""
    return [
        replace(
            each, aliases=(*each.aliases, *(name.replace(str(year), "").strip() for name in each.aliases))
        )
        for each in columns
    ]


def _rupiah(key: str, title: Words, names: tuple[str, ...]) -> Column:
    return Column(
        key, title, "integer", names, least=Decimal(0), most=Decimal(MOST_MONEY - 1), by_words=True, width=18
    )


def _with(words: tuple[str, ...], year: int, sources: tuple[str, ...] = ("",)) -> tuple[str, ...]:
    return tuple(f"{word} {year} {name}".strip() for word, name in product(words, sources))


def _quarter(at: int) -> tuple[str, ...]:
    roman = _ROMAN[at - 1]
    short = (f"TW{at}", f"TW {at}", f"TW {roman}", f"Triwulan {at}", f"Triwulan {roman}", f"Q{at}")
    return (*short, *(f"{before} {each}" for before, each in product(("pagu", "rencana", "anggaran"), short)))
