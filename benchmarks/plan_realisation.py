"""Realisation of a year from a workbook: 2,000 programmes with money and work of twelve months, checked, written and undone."""

import argparse
from io import BytesIO

import django

django.setup()

from django.conf import settings
from django.utils import timezone

from benchmarks.measure import Line, hand_over
from benchmarks.plan_workbook import measured
from kotacerdas.imports import actions as imports
from kotacerdas.imports import intakes
from kotacerdas.imports.models import ImportRun
from kotacerdas.imports.tests import workbooks
from kotacerdas.masterplan.intakes.realisation import NAME, key_of
from kotacerdas.masterplan.models import Budget, Edition, Programme, Report
from kotacerdas.people.models import City

YEAR = 2025
MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


def workbook(rows: int, more: int = 0) -> BytesIO:
    """Running totals from the APBD, increments from CSR, work done; `more` rupiah in every month of CSR."""
    head = ["Kode", "Program", "Realisasi Kinerja", "Pagu Perubahan APBD"]
    head += [f"s.d. {month} APBD" for month in MONTHS] + [f"Selama {month} CSR" for month in MONTHS]
    table: list[list[object]] = [[*head, *(f"Fisik {month}" for month in MONTHS)]]
    for at in range(rows):
        until, within = (
            (10_000 * month + at for month in range(1, 13)),
            (at + month + more for month in range(1, 13)),
        )
        work = (8 * month for month in range(1, 13))
        table.append(
            [f"P-{at:04}", f"Program contoh nomor {at}", at % 100, 2_000_000, *until, *within, *work]
        )
    return workbooks.xlsx(table)


def edition(rows: int) -> Edition:
    city = City.objects.get(code=settings.DEFAULT_CITY)
    made = Edition.objects.create(
        city=city, kind="masterplan", code="realisasi", title_id="Realisasi", first_year=2022, last_year=2026,
        status=Edition.Status.ADOPTED, is_sample=True,
    )  # fmt: skip
    programmes = [
        Programme(
            edition=made,
            code=f"P-{at:04}",
            title=f"Program contoh nomor {at}",
            dimension="gov",
            is_sample=True,
        )
        for at in range(rows)
    ]
    Programme.objects.bulk_create(programmes, batch_size=400)
    Budget.objects.bulk_create(
        [Budget(programme=each, year=YEAR, source=source, ceiling=1_000_000) for each in programmes for source in ("apbd", "csr")],
        batch_size=400,
    )  # fmt: skip
    return made


def bring(content: BytesIO, plan: Edition) -> ImportRun:
    intake, now = intakes.named(NAME), timezone.now()
    target = intake.target(key_of(plan, YEAR))
    assert target
    looked = imports.look_into(content, name="realisasi.xlsx", intake=intake, target=target)
    found = imports.take_in(looked, intake=intake, target=target, by=None, now=now)
    chosen = imports.Choices(found.sheet, (found.header_first, found.header_last), found.mapping)
    found = imports.choose_columns(found, chosen, by=None, now=now, waits=True)
    return imports.order_writing(found, plan=found.plan, by=None, now=now, waits=True)


def lines(rows: int) -> list[Line]:
    plan, many = edition(rows), f"{rows:_} programmes x {len(MONTHS)} months".replace("_", " ")
    first, again = workbook(rows), workbook(rows, more=1)
    added, run = measured(f"{many}: read, checked and written", lambda: bring(first, plan))
    assert (run.count("changed"), Report.objects.count()) == (rows, rows * len(MONTHS))
    changed, run = measured("the same with every month changed", lambda: bring(again, plan))
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
