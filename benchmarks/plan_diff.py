"""Two editions of 2,000 programmes compared: as editions usually follow each other, and where nothing kept its code.

The programmes are invented from few words, so that many titles are alike; real ones are easier to tell apart. Worst is a plan
that names the same thirteen things over and over, each with its ward and its stage.
"""

import argparse
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import product

from benchmarks.measure import Line, hand_over, median_of
from kotacerdas.masterplan.domain.comparing.differing import differences
from kotacerdas.masterplan.domain.comparing.states import PlanState, ProgrammeState

WORDS = """
Pengembangan Peningkatan Pembangunan Pengelolaan Penyediaan Integrasi Digitalisasi Pelatihan Revitalisasi
Aplikasi Layanan Sistem Jaringan Kapasitas Sarana Kawasan Data Informasi Kampung Sentra Ekosistem
Kesehatan Perizinan Kependudukan Pariwisata UMKM Sampah Transportasi Banjir Sekolah Pasar Energi Parkir Kelurahan \
Mangrove Budaya Keamanan Nelayan Kuliner Pajak Retribusi Aset Kepegawaian Perpustakaan Koperasi Pertanian Peternakan
Terpadu Cerdas Daring Masyarakat Daerah Mandiri Terintegrasi Inklusif Berkelanjutan Anak Lansia Perempuan
"""
DEEDS, THINGS, FIELDS, MANNERS = (line.split() for line in WORDS.strip().splitlines())
DIMENSIONS = ("gov", "brand", "eco", "liv", "soc", "env")
YEARS, AGENCIES, MOST_CPU = range(2022, 2027), 36, 1000
SEED = 71_2022
Title = Callable[[random.Random], str]


def title(drawn: random.Random) -> str:
    return " ".join(map(drawn.choice, (DEEDS, THINGS, FIELDS, FIELDS, MANNERS, MANNERS)))


def alike(drawn: random.Random) -> str:
    return f"Program {drawn.choice(FIELDS[:13])} wilayah {drawn.randrange(60)} tahap {drawn.randrange(10)}"


def invented(count: int, drawn: random.Random, words: Title) -> list[ProgrammeState]:
    return [
        ProgrammeState(
            f"P{at:04}",
            words(drawn),
            "dimension",
            drawn.choice(DIMENSIONS),
            lead=f"opd-{drawn.randrange(AGENCIES)}",
            figures={year: Decimal(drawn.randrange(100)) for year in YEARS},
            money={(source, year): drawn.randrange(10**9) for source in ("apbd", "csr") for year in YEARS},
        )
        for at in range(count)
    ]


def usual(row: ProgrammeState, drawn: random.Random, words: Title) -> ProgrammeState:
    """Half stay, others get a longer title, another ceiling, another agency; a tenth are new under an old code."""
    chance = drawn.random()
    if chance < 0.5:
        return row
    if chance < 0.7:
        return replace(row, title=f"{row.title} Tahap II")
    if chance < 0.8:
        return replace(row, money={**row.money, ("apbd", 2024): 1})
    return replace(row, title=words(drawn)) if chance < 0.9 else replace(row, lead="opd-baru")


def recoded(row: ProgrammeState, _drawn: random.Random, _words: Title) -> ProgrammeState:
    return replace(row, code=f"Q{row.code}", title=f"{row.title} Baru")


def other(row: ProgrammeState, drawn: random.Random, words: Title) -> ProgrammeState:
    return replace(row, code=f"Q{row.code}", title=words(drawn))


CASES: Mapping[str, Callable[[ProgrammeState, random.Random, Title], ProgrammeState]] = {
    "as usual": usual,
    "every code and title changed": recoded,
    "nothing stayed": other,
}


def counted(before: PlanState, after: PlanState) -> object:
    return differences(before, after).counts


TITLES: Mapping[str, Title] = {"": title, ", titles from thirteen words": alike}


def lines(count: int, repeats: int) -> list[Line]:
    found = []
    for (said, words), (name, changed) in product(TITLES.items(), CASES.items()):
        drawn = random.Random(SEED)
        rows = invented(count, drawn, words)
        before = PlanState("before", tuple(rows))
        after = PlanState("after", tuple(changed(row, drawn, words) for row in rows))
        taken = median_of(partial(counted, before, after), repeats)
        found.append(
            Line(
                f"two editions of {count:_} programmes, {name}{said}".replace("_", " "),
                taken.cpu,
                taken.wall,
                goal=f"< {MOST_CPU / 1000:.0f} s CPU",
                met=taken.cpu < MOST_CPU,
            )
        )
    return found


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=2_000)
    options.add_argument("--repeats", type=int, default=5)
    given = options.parse_args()
    hand_over(lines(given.count, given.repeats))
