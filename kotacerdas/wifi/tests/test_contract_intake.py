"""Workbooks of contracts: what goes out comes in again unchanged, and nothing wrong is written."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.utils import timezone, translation

from kotacerdas.common.exports import Source as From
from kotacerdas.imports import actions as imports
from kotacerdas.imports import exports, intakes
from kotacerdas.imports.models import ImportRun
from kotacerdas.imports.tests.factories import NOW, run, write
from kotacerdas.wifi import actions
from kotacerdas.wifi.models import Contract
from kotacerdas.wifi.tests import factories

pytestmark = pytest.mark.django_db
HEAD = ["Kode", "Nomor", "Penyedia", "Mulai", "Berakhir", "Biaya per titik per bulan", "Titik"]
ROW = [
    "wifi-2026",
    "027/9/2026",
    "PT Penyedia",
    "2026-03-01",
    "2026-12-31",
    "550000",
    "WIFI-001, WIFI-002: 700.000",
]


@pytest.fixture
def two(balikpapan):
    for code in ("WIFI-001", "WIFI-002"):
        factories.point(balikpapan, code)
    return balikpapan


def bring(city: Any, *rows: list[Any], by: Any) -> ImportRun:
    return run(city, [HEAD, *rows], intake="wifi.contracts", by=by, numbers="en")


def paid(contract: Contract) -> dict[str, int | None]:
    return {each.point.code: each.monthly_cost for each in contract.payments.select_related("point")}


def faults(found: ImportRun) -> set[str]:
    return {fault.kind for row in found.lines.all() for fault in row.blamed}


def test_a_dry_run_writes_nothing_and_writing_adds_the_contract_with_its_points(two, rina):
    found = bring(two, ROW, by=rina)
    assert found.count("added") == 1
    assert not Contract.objects.exists()

    write(found, rina)

    (row,) = Contract.objects.all()
    assert (row.number, row.starts_on, row.monthly_cost) == ("027/9/2026", date(2026, 3, 1), 550_000)
    assert paid(row) == {"WIFI-001": None, "WIFI-002": 700_000}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("file_type", ["csv", "xlsx"])
def test_what_goes_out_comes_in_unchanged(two, rina, file_type, language):
    words = actions.ContractWords(
        "= 027/1", "PT Penyedia", date(2025, 1, 1), date(2025, 12, 31), 550_000, "city"
    )
    made = actions.sign(two, "contoh", words, is_sample=True, by=None, now=NOW)
    actions.pay(made, {"WIFI-001": None, "WIFI-002": 1}, expected=made.version, by=None, now=NOW)
    factories.contract(two, "tanpa-biaya", cost=None)
    with translation.override(language):
        intake = intakes.named("wifi.contracts")
        target = intake.target(two.code, rina)
        assert target
        source = From("Contoh", "KotaCerdas", "http://testserver/", timezone.now())
        store, columns = intake.store(target, by=rina), intake.columns(target)
        content = exports.data_response(intake, columns, store, source, file_type, "x").content
        name = f"x.{file_type}"
        found = run(two, io.BytesIO(content), intake="wifi.contracts", by=rina, name=name, numbers="en")

    assert (found.count("unchanged"), found.count("changed"), found.count("faulty")) == (2, 0, 0)


@pytest.mark.parametrize("file_type", ["csv", "xlsx"])
def test_what_everybody_can_take_away_comes_in_unchanged(two, rina, anonymous, file_type):
    made = factories.contract(two, "contoh", money="city")
    actions.pay(made, {"WIFI-001": None, "WIFI-002": 1}, expected=made.version, by=None, now=NOW)

    content = io.BytesIO(anonymous.get(f"/en/wifi/kontrak/unduh.{file_type}").content)
    found = run(two, content, intake="wifi.contracts", by=rina, name=f"x.{file_type}", numbers="en")

    assert (found.count("unchanged"), found.count("changed"), found.count("faulty")) == (1, 0, 0)


def test_another_end_and_other_points_change_the_contract_and_undo_takes_it_back(two, rina):
    write(bring(two, ROW, by=rina), rina)
    changed = [*ROW[:4], "2027-02-28", ROW[5], "WIFI-002"]

    written = write(bring(two, changed, by=rina), rina)
    assert Contract.objects.get().ends_on == date(2027, 2, 28)
    assert paid(Contract.objects.get()) == {"WIFI-002": None}

    imports.order_undoing(written, by=rina, now=NOW)
    assert Contract.objects.get().ends_on == date(2026, 12, 31)
    assert paid(Contract.objects.get()) == {"WIFI-001": None, "WIFI-002": 700_000}


def test_undo_takes_added_contracts_away(two, rina):
    written = write(bring(two, ROW, by=rina), rina)

    imports.order_undoing(written, by=rina, now=NOW)

    assert not Contract.objects.exists()


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({0: "wifi 2026/a"}, "wifi-contract-code-unfit"),
        ({3: "2027-01-01"}, "wifi-contract-dates"),
        ({5: "2000000000"}, "wifi-contract-cost"),
        ({6: "WIFI-001, WIFI-404"}, "wifi-points-unknown"),
        ({6: "WIFI-001 dan WIFI-002"}, "wifi-points-unreadable"),
        ({6: "WIFI-001: 2.000.000.000"}, "wifi-contract-cost"),
    ],
)
def test_a_wrong_cell_is_blamed(two, rina, changed, kind):
    row = [changed.get(at, cell) for at, cell in enumerate(ROW)]

    assert faults(bring(two, row, by=rina)) == {kind}


def test_only_who_keeps_the_wifi_brings_contracts_in(balikpapan, rina, budi, tetangga):
    intake = intakes.named("wifi.contracts")

    assert [each.key for each in intake.targets(rina)] == [balikpapan.code]
    assert intake.targets(budi) == []
    assert balikpapan.code not in [each.key for each in intake.targets(tetangga)]
