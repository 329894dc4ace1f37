"""A workbook of 20 000 rows: checked, written, undone, exported, and brought in again, in a process of its own."""

import argparse
import io
import resource
import time
from collections.abc import Callable
from typing import TypeVar

import django

from benchmarks.measure import Line, hand_over

ROWS = 20_000
GOAL_SECONDS = 20
CITY = "64.71"
T = TypeVar("T")


def workbook(rows: int) -> io.BytesIO:
    """Organisations as a city lists them, below two titles; every tenth belongs to the one before."""
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, ["DAFTAR ORGANISASI KOTA", "", ""])
        sheet.write_row(
            1,
            0,
            [
                "Kode",
                "Nama Organisasi",
                "Singkatan",
                "Jenis",
                "Induk",
                "Nama Inggris",
                "Sejak",
                "Sumber",
                "Ket",
            ],
        )
        for number in range(rows):
            parent = f"b{number - 1}" if number % 10 == 9 else ""
            sheet.write_row(
                number + 2,
                0,
                [
                    f"b{number}",
                    f"Komunitas Warga Nomor {number}",
                    f"KW{number}",
                    "Komunitas",
                    parent,
                    f"Club {number}",
                ],
            )
            sheet.write_number(number + 2, 6, 40_000 + number % 5_000, day)
            sheet.write_row(number + 2, 7, ["Pendataan kelurahan 2026", f"Catatan untuk baris {number}"])
    return content


def timed(work: Callable[[], T]) -> tuple[T, float, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    result = work()
    return result, (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def lines(rows: int = ROWS) -> list[Line]:
    """With reference data in the database. Everything it writes is undone at the end."""
    from django.utils import timezone

    from kotacerdas.common.exports import Source
    from kotacerdas.imports import actions, exports, intakes
    from kotacerdas.imports.models import ImportRun

    intake = intakes.named("people.organisations")
    target = intake.target(CITY)
    assert target, "load the reference data first"
    now, before = timezone.now(), peak()
    what = f"workbook of {rows:,} rows x 9 columns".replace(",", " ")

    def take_in(content: io.BytesIO, name: str) -> ImportRun:
        looked = actions.look_into(content, name=name, intake=intake, target=target)
        run = actions.take_in(looked, intake=intake, target=target, by=None, now=now)
        choices = actions.Choices(run.sheet, (run.header_first, run.header_last), run.mapping)
        return actions.choose_columns(run, choices, by=None, now=now, waits=True)

    run, plan_cpu, plan_wall = timed(lambda: take_in(workbook(rows), "bench.xlsx"))
    assert run.count("added") == rows, run.counts
    run, write_cpu, write_wall = timed(
        lambda: actions.order_writing(run, plan=run.plan, by=None, now=now, waits=True)
    )
    assert run.count("written") == rows, run.stopped_by
    most = peak()
    whole_cpu, whole_wall = plan_cpu + write_cpu, plan_wall + write_wall
    columns = intake.columns(target)

    def export() -> bytes:
        store = intake.store(target, by=None)
        source = Source("", "", "", now)
        return exports.data_response(intake, columns, store, source, "xlsx", "bench").content

    out, out_cpu, out_wall = timed(export)
    again, again_cpu, again_wall = timed(lambda: take_in(io.BytesIO(out), "again.xlsx"))
    assert again.count("unchanged") == again.rows, again.counts
    run, undo_cpu, undo_wall = timed(lambda: actions.order_undoing(run, by=None, now=now, waits=True))
    assert run.count("undone") == rows, run.counts
    return [
        Line(
            f"{what}: read, checked and written",
            whole_cpu,
            whole_wall,
            mib=most,
            goal=f"<= {GOAL_SECONDS} s",
            met=whole_wall <= GOAL_SECONDS * 1000,
        ),
        Line("of that, read and checked", plan_cpu, plan_wall),
        Line("of that, written in one transaction", write_cpu, write_wall),
        Line("memory above what Django needs by itself", mib=most - before),
        Line("all of it exported as XLSX", out_cpu, out_wall),
        Line("the export brought in again: every row unchanged", again_cpu, again_wall),
        Line("undone", undo_cpu, undo_wall, mib=peak()),
    ]


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=ROWS)
    given = options.parse_args()
    django.setup()
    hand_over(lines(given.rows))
