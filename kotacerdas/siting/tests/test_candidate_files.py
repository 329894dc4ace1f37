"""Files of candidates as people save them, and as people break them."""

from __future__ import annotations

import io
from typing import Any

import pytest
from shapely import box

from kotacerdas.common.domain.faults import Refused
from kotacerdas.geography.domain.areas import Area, Areas
from kotacerdas.siting import candidate_files
from kotacerdas.siting.candidate_files import read

AREAS = Areas([Area("64.71.01.1001", "Manggar", box(116.8, -1.3, 116.9, -1.2))])
HEAD = "id,name,lon,lat,cost\n"


def faults(text: str | bytes) -> list[tuple[str, int | None]]:
    with pytest.raises(Refused) as refused:
        read(text if isinstance(text, bytes) else text.encode(), "calon.csv", AREAS)
    return [(each.kind, each.line) for each in refused.value.faults]


def test_a_plain_file_is_read_with_or_without_costs() -> None:
    found = read(
        (HEAD + 'a,Balai,116.85,-1.25,12.000.000\nb,,"116,86","-1,26",\n').encode(), "calon.csv", AREAS
    )
    assert [(each.code, each.name, each.lon, each.lat, each.cost) for each in found] == [
        ("a", "Balai", 116.85, -1.25, 12_000_000),
        ("b", "b", 116.86, -1.26, None),
    ]


def test_a_workbook_is_read_like_the_csv() -> None:
    import xlsxwriter

    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "name", "lon", "lat", "cost"])
        sheet.write_row(1, 0, ["a", "Balai", 116.85, -1.25, 12_000_000])
    (found,) = read(written.getvalue(), "calon.xlsx", AREAS)
    assert (found.code, found.lon, found.lat, found.cost, found.line) == ("a", 116.85, -1.25, 12_000_000, 2)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (",Balai,116.85,-1.25,", "siting-row-no-id"),
        ("a,Balai,-1.25,116.85,", "siting-row-swapped"),
        ("a,Balai,190,-1.25,", "siting-row-off-earth"),
        ("a,Balai,nan,-1.25,", "siting-row-degrees"),
        ("a,Balai,116.85,inf,", "siting-row-degrees"),
        ("a,Balai,1e2,-1.25,", "siting-row-degrees"),
        ("a,Balai,=1+1,-1.25,", "siting-row-degrees"),
        ("a,Balai,,-1.25,", "siting-row-degrees"),
        ("a,Balai,١١٦,-1.25,", "siting-row-degrees"),
        ("a,Balai,116.85,-1.25,-5", "siting-row-cost"),
        ("a,Balai,116.85,-1.25,12.5", "siting-row-cost"),
        ("a,Balai,116.85,-1.25,1" + "0" * 20, "siting-row-cost"),
        ("a" * 61 + ",Balai,116.85,-1.25,", "siting-row-long"),
    ],
)
def test_a_broken_row_is_told_with_its_line(line: str, kind: str) -> None:
    assert faults(HEAD + "baik,Balai,116.85,-1.25,\n" + line + "\n") == [(kind, 3)]


def test_swapped_degrees_beyond_the_pole_are_told_as_swapped_without_any_outline() -> None:
    with pytest.raises(Refused) as refused:
        read((HEAD + "a,Balai,-1.25,116.85,\n").encode(), "calon.csv", Areas([]))
    assert refused.value.faults[0].kind == "siting-row-swapped"


def test_an_id_that_stands_twice_is_told_with_the_line_of_the_first() -> None:
    with pytest.raises(Refused) as refused:
        read((HEAD + "a,Balai,116.85,-1.25,\na,Lagi,116.86,-1.25,\n").encode(), "calon.csv", AREAS)
    (fault,) = refused.value.faults
    assert (fault.kind, fault.line, fault.values["first"]) == ("siting-row-twice", 3, 2)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "file-empty"),
        (HEAD.encode(), "file-only-header"),
        (b"id,name,lat\na,b,1\n", "column-missing"),
        (b"%PDF-1.7 and so on", "file-is-pdf"),
        (b"PK\x03\x04 no package at all", None),
        (b"id,name,lon,lat\na,\x00,1,1\n", "file-has-nul"),
    ],
)
def test_what_is_no_table_is_refused_in_words(content: bytes, kind: str | None) -> None:
    found = faults(content)
    assert kind is None or found[0][0] == kind


def test_a_file_too_large_or_too_long_is_not_read_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidate_files, "MOST_ROWS", 2)
    rows = "".join(f"a{at},Balai,116.85,-1.25,\n" for at in range(3))
    assert faults(HEAD + rows) == [("too-many-rows", None)]
    monkeypatch.setattr(candidate_files, "MOST_BYTES", 20)
    assert faults(HEAD + rows) == [("file-too-large", None)]


def test_faults_are_told_up_to_a_limit_and_not_for_ever() -> None:
    rows = "".join(f"a{at},Balai,x,-1.25,\n" for at in range(500))
    assert len(faults(HEAD + rows)) <= candidate_files.MOST_FAULTS


def test_formulas_of_a_workbook_that_have_no_value_are_no_coordinates() -> None:
    import xlsxwriter

    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "name", "lon", "lat"])
        sheet.write_row(1, 0, ["a", "Balai"])
        sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
        sheet.write(1, 3, -1.25)
    kinds: list[Any] = faults(written.getvalue())
    assert kinds == [("siting-row-degrees", 2)]
