"""Programmes of a masterplan from a workbook: 2,000 with targets and ceilings of five years, checked, written and undone."""

import argparse
import resource
import time
from collections.abc import Callable
from io import BytesIO

import django

django.setup()

from django.conf import settings
from django.utils import timezone

from benchmarks.measure import Line, hand_over
from kotacerdas.common.quiet import quietly
from kotacerdas.imports import actions as imports
from kotacerdas.imports import intakes
from kotacerdas.imports.models import ImportRun
from kotacerdas.imports.tests import workbooks
from kotacerdas.masterplan.intakes.programmes import NAME, key_of
from kotacerdas.masterplan.models import Edition, Programme
from kotacerdas.people.models import City, Organisation

YEARS = range(2022, 2027)
AGENCIES = 36
MOST_SECONDS, MOST_MIB = 20, 400
HEAD = [
    "Kode",
    "Program",
    "Dimensi",
    "Indikator",
    "Satuan",
    "OPD",
    "OPD Pendukung",
    "Mitra",
    "Tanggal Mulai",
    "Tanggal Selesai",
]
DIMENSIONS = (
    "Smart Governance",
    "Smart Branding",
    "Smart Economy",
    "Smart Living",
    "Smart Society",
    "Smart Environment",
)


def workbook(rows: int, more: int = 0) -> BytesIO:
    """Targets, and ceilings from the APBD and from CSR in every year; `more` rupiah on every ceiling."""
    years = [
        *(f"Target {year}" for year in YEARS),
        *(f"Pagu {year} {name}" for year in YEARS for name in ("APBD", "CSR")),
    ]
    table: list[list[object]] = [[*HEAD, *years]]
    for at in range(rows):
        lead, other = at % AGENCIES, (at + 7) % AGENCIES
        table.append([
            f"P-{at:04}", f"Program contoh nomor {at}", DIMENSIONS[at % 6], "Cakupan layanan", "dokumen", f"Dinas {lead}",
            f"Dinas {other}\nDinas {(at + 3) % AGENCIES}" if other != lead else None, f"PT Contoh {at % 50}", "1 Januari 2022",
            "31/12/2026", *(at + each for each in range(5)), *(1_000_000 * (at + each) + more for each in range(10)),
        ])  # fmt: skip
    return workbooks.xlsx(table)


def edition() -> Edition:
    city = City.objects.get(code=settings.DEFAULT_CITY)
    for at in range(AGENCIES):
        Organisation.objects.create(
            city=city, kind="agency", code=f"{city.code}/banyak-{at}", name=f"Dinas {at}", is_sample=True
        )
    return Edition.objects.create(
        city=city,
        kind="masterplan",
        code="banyak",
        title_id="Banyak",
        first_year=YEARS[0],
        last_year=YEARS[-1],
        is_sample=True,
    )


def bring(content: BytesIO, plan: Edition) -> ImportRun:
    intake, now = intakes.named(NAME), timezone.now()
    target = intake.target(key_of(plan))
    assert target
    looked = imports.look_into(content, name="banyak.xlsx", intake=intake, target=target)
    found = imports.take_in(looked, intake=intake, target=target, by=None, now=now)
    chosen = imports.Choices(found.sheet, (found.header_first, found.header_last), found.mapping)
    found = imports.choose_columns(found, chosen, by=None, now=now, waits=True)
    return imports.order_writing(found, plan=found.plan, by=None, now=now, waits=True)


def measured(what: str, work: Callable[[], ImportRun]) -> tuple[Line, ImportRun]:
    cpu, wall = time.process_time(), time.perf_counter()
    with quietly():
        found = work()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    met = wall <= MOST_SECONDS and peak <= MOST_MIB
    goal = f"<= {MOST_SECONDS} s, {MOST_MIB} MiB"
    return Line(what, cpu * 1000, wall * 1000, mib=peak, goal=goal, met=met), found


def lines(rows: int) -> list[Line]:
    plan, many = edition(), f"{rows:_} programmes x {len(YEARS)} years".replace("_", " ")
    first, again = workbook(rows), workbook(rows, more=1)
    added, _run = measured(f"{many}: read, checked and written", lambda: bring(first, plan))
    assert Programme.objects.filter(edition=plan).count() == rows
    changed, run = measured("the same with every ceiling changed", lambda: bring(again, plan))
    assert run.count("changed") == rows
    undone, run = measured(
        "that undone", lambda: imports.order_undoing(run, by=None, now=timezone.now(), waits=True)
    )
    assert run.count("undone") == rows
    return [added, changed, undone]


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=2_000)
    hand_over(lines(options.parse_args().rows))
