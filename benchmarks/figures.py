"""Figures of indicators from a workbook: 20,000 months of forty indicators, checked and written, and undone again."""

import argparse
import resource
import time
from io import BytesIO

import django

django.setup()

from django.conf import settings
from django.utils import timezone

from benchmarks.measure import Line, hand_over
from kotacerdas.common.quiet import quietly
from kotacerdas.imports import actions as imports
from kotacerdas.imports import intakes
from kotacerdas.imports.tests import workbooks
from kotacerdas.indicators.models import Indicator, Observation

NAME, SERIES = "indicators.figures", 40
MOST_SECONDS = 20


def workbook(rows: int) -> BytesIO:
    table: list[list[object]] = [["Kode indikator", "Periode", "Nilai", "Status", "Sumber"]]
    for at in range(rows):
        of, month = at % SERIES, at // SERIES
        period = f"{1900 + month // 12}-{month % 12 + 1:02d}"
        table.append([f"banyak-{of}", period, at, "perkiraan", f"Buku {at % 7}"])
    return workbooks.xlsx(table)


def lines(rows: int) -> list[Line]:
    for at in range(SERIES):
        Indicator.objects.create(
            code=f"banyak-{at}", group="people", title_id=f"Banyak {at}", title_en=f"Many {at}"
        )
    intake = intakes.named(NAME)
    target = intake.target(settings.DEFAULT_CITY)
    assert target
    content, now = workbook(rows), timezone.now()
    cpu, wall = time.process_time(), time.perf_counter()
    with quietly():
        looked = imports.look_into(content, name="banyak.xlsx", intake=intake, target=target)
        found = imports.take_in(looked, intake=intake, target=target, by=None, now=now)
        chosen = imports.Choices(found.sheet, (found.header_first, found.header_last), found.mapping)
        found = imports.choose_columns(found, chosen, by=None, now=now, waits=True)
        imports.order_writing(found, plan=found.plan, by=None, now=now, waits=True)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    assert Observation.objects.filter(series__indicator__code__startswith="banyak-").count() == rows
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        Line(
            f"{rows:_} figures in {SERIES} series: read, checked and written".replace("_", " "), cpu * 1000, wall * 1000,
            mib=peak, goal=f"<= {MOST_SECONDS} s", met=wall <= MOST_SECONDS,
        )
    ]  # fmt: skip


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=20_000)
    hand_over(lines(options.parse_args().rows))
