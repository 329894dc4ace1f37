"""The report on a result: a PDF that is accessible and fit for the archive, a workbook with numbers, who gets them."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pikepdf
import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kotacerdas.evaluation import actions
from kotacerdas.evaluation.actions import Head
from kotacerdas.evaluation.models import RankInterval, Remark, Result, Round
from kotacerdas.evaluation.tests import factories
from kotacerdas.evaluation.tests.factories import MALANG_2022, NOW, advices, remark
from kotacerdas.instruments import catalogue
from kotacerdas.instruments.domain.answers import CityAnswers
from kotacerdas.people.tests.factories import city

FORM = "smartcity/2023-kppn"
CODE = "lapor-2023"
AT = f"/k/64.71/rapor/{CODE}/laporan"
STRENGTH, WEAKNESS = Remark.Kind.STRENGTH, Remark.Kind.WEAKNESS
HOSTILE = '#read("/etc/passwd") $ x $ <script> مرحبا'


def scored(round_, *cities, panel=(3, 4, 3, 4)):
    """Every question of every city, with the single answers of its assessors."""
    leaves = catalogue.edition(FORM).leaves
    rows = [
        CityAnswers(each.name, each.code, line, {leaf.code: tuple(map(Decimal, panel)) for leaf in leaves})
        for line, each in enumerate(cities, start=2)
    ]
    actions.load_results(round_, rows, by=None, now=NOW)


@pytest.fixture
def round_(balikpapan):
    """Published, with the year before it."""
    earlier = factories.round_("lapor-2022", instrument=FORM, year=2022)
    made = factories.round_(CODE, instrument=FORM, year=2023)
    scored(earlier, balikpapan, panel=(2, 3, 3, 3))
    scored(made, balikpapan)
    return made


@pytest.fixture
def told(round_, balikpapan):
    remarks = [
        remark(STRENGTH, "Layanan 112 berjalan", assessor=2),
        remark(WEAKNESS, f"Peta risiko belum ada {HOSTILE}", assessor=1),
        *advices("Perkuat data terpadu", assessor=3),
    ]
    head = Head("B-123/AI.01/2026", date(2026, 12, 14), "Direktur Jenderal")
    actions.record_letter(round_, balikpapan, head, remarks, is_public=True, by=None, now=NOW)
    return round_


def got(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content


def pages(client, address):
    """The text of each page."""
    with pypdfium2.PdfDocument(got(client, address)) as document:
        return [page.get_textpage().get_text_bounded().replace("\r\n", " ") for page in document]


def text(client, address):
    return " ".join(" ".join(pages(client, address)).split())


# --- The PDF -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("prefix", "language"), [("", "id"), ("/en", "en")])
def test_it_says_that_it_is_accessible_and_for_the_archive(anonymous, told, prefix, language):
    with pikepdf.open(io.BytesIO(got(anonymous, f"{prefix}{AT}.pdf"))) as pdf:
        with pdf.open_metadata() as meta:
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
            assert meta["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
            assert "Kota Balikpapan" in meta["dc:title"]
        assert str(pdf.Root.Lang) == language
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        tags = tags_of(pdf.Root.StructTreeRoot)
        assert {"/H1", "/H2", "/H3", "/L", "/Table", "/TH", "/TD", "/Figure"} <= tags.keys()
        assert tags["/H1"] == 2, "the letter and the report"
        (alternative,) = alternatives_of(pdf.Root.StructTreeRoot)
        assert "Governance" in alternative
        assert ("3.50" if language == "en" else "3,50") in alternative


def tags_of(node, found=None):
    """How often each tag stands in the tree."""
    found = {} if found is None else found
    if isinstance(node, pikepdf.Array):
        for each in node:
            tags_of(each, found)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            found[str(node.S)] = found.get(str(node.S), 0) + 1
        if "/K" in node:
            tags_of(node.K, found)
    return found


def alternatives_of(node):
    """What stands for pictures, for those who cannot see them."""
    if isinstance(node, pikepdf.Array):
        return [found for each in node for found in alternatives_of(each)]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    own = [str(node.Alt)] if node.get("/S") == "/Figure" and "/Alt" in node else []
    return own + (alternatives_of(node.K) if "/K" in node else [])


def test_it_begins_with_a_letter_to_the_head_of_the_city(anonymous, told):
    letter, *report = pages(anonymous, f"/en{AT}.pdf")

    assert "To the Mayor of Balikpapan" in letter
    for words in (
        "3.50 of 4.00",
        "+0.75 since 2022",
        "B-123/AI.01/2026",
        "14 December 2026",
        "Direktur Jenderal",
    ):
        assert words in letter, words
    assert "Official is the letter of the ministry alone." in letter
    assert "Report on the result" in report[0]


def test_a_regency_has_a_regent_and_what_is_not_recorded_says_so(anonymous, round_, malang_kab):
    factories.result(round_, malang_kab, MALANG_2022 | {"F": "2.00"})
    letter = pages(anonymous, f"/en/k/35.07/rapor/{CODE}/laporan.pdf")[0]

    assert "To the Regent of Malang" in letter
    assert letter.count("not recorded") == 3


def test_it_holds_every_score_with_the_answers_and_what_the_assessors_said(anonymous, told):
    said = text(anonymous, f"/en{AT}.pdf")

    leaves = catalogue.edition(FORM).leaves
    for leaf in leaves:
        assert f" {leaf.code} " in said, leaf.code
    assert said.count("3 4 3 4") == len(leaves)
    for words in (
        "Strengths Assessor 2 • Layanan 112 berjalan",
        "Weaknesses Assessor 1 • Peta risiko belum ada",
        "Recommendations Assessor 3 • Perkuat data terpadu",
        '#read("/etc/passwd") $ x $ <script>',
        "Filled: 2023; dashed: 2022.",
    ):
        assert words in said, words


def test_what_is_not_known_is_said_and_nothing_is_filled_in(anonymous, balikpapan):
    factories.result(factories.round_("peringkat-2021", year=2021), balikpapan, rank=40, rank_of=100)
    said = text(anonymous, "/en/k/64.71/rapor/peringkat-2021/laporan.pdf")

    for words in (
        "Final score not public",
        "Published rank 40 of 100",
        "The scores of the parts are not known here.",
        "No remarks of the assessors are recorded here.",
    ):
        assert words in said, words


def test_the_official_improvement_stands_beside_ours_with_its_source(anonymous, round_, balikpapan):
    source = factories.source("resmi", title="Laporan resmi 2023")
    Result.objects.filter(round=round_).update(published_improvement="0.7400", source=source)
    letter = " ".join(pages(anonymous, f"/en{AT}.pdf")[0].split())

    assert "Improvement +0.75 since 2022" in letter
    assert "Official improvement +0.74 (source: Laporan resmi 2023)" in letter


@pytest.mark.parametrize(
    ("fields", "mark"),
    [
        ({"is_published": False}, "DRAFT, not published"),
        ({"is_published": False, "kind": "run"}, "DRAFT, not published"),
        ({"is_sample": True}, "Sample, invented for the demonstration"),
    ],
)
def test_what_is_no_final_result_says_so_on_every_page(as_user, nadia, told, fields, mark):
    Round.objects.filter(pk=told.pk).update(**fields)
    found = pages(as_user(nadia), f"/en{AT}.pdf")

    assert len(found) > 3
    assert all(mark in page for page in found)


def test_a_published_result_bears_no_mark(anonymous, told):
    assert not any("DRAFT" in page or "Sample" in page for page in pages(anonymous, f"/en{AT}.pdf"))


@pytest.mark.parametrize(
    ("kind", "mark"),
    [
        (Round.Kind.OWN, "Kept by the city for itself, not published"),
        (Round.Kind.TRIAL, "Rehearsal, no official result"),
    ],
)
def test_the_report_of_a_round_of_a_city_is_for_that_city(
    as_user, anonymous, rina, nadia, tetangga, balikpapan, kind, mark
):
    made = factories.own_round(balikpapan, kind=kind, instrument="smartcity/2022-kppn")
    factories.result(made, balikpapan, MALANG_2022)
    for ending in ("pdf", "xlsx"):
        at = f"/en/k/64.71/rapor/{made.code}/laporan.{ending}"
        for client in (anonymous, as_user(nadia), as_user(tetangga)):
            assert client.get(at).status_code == 404
    assert all(mark in page for page in pages(as_user(rina), f"/en/k/64.71/rapor/{made.code}/laporan.pdf"))


def test_how_sure_the_place_is_stands_where_it_is_known(as_user, nadia, told):
    at = f"/en{AT}.pdf"
    assert "How sure the place is" not in text(as_user(nadia), at), (
        "of rounds known by their results nobody can tell"
    )
    Round.objects.filter(pk=told.pk).update(kind="run")
    assert "How sure the place is Not computed yet." in text(as_user(nadia), at)
    RankInterval.objects.create(
        result=Result.objects.get(round=told),
        index_low="3.410000",
        index_high="3.590000",
        rank_low=1,
        rank_high=4,
        assessors=4,
        draws=2000,
        seed=1,
        at=NOW,
    )

    assert "Place between 1 and 4, final score between 3.41 and 3.59." in text(as_user(nadia), at)


def test_words_that_are_not_public_stand_in_the_report_of_the_city_alone(
    as_user, anonymous, rina, told, balikpapan
):
    kept = [remark(STRENGTH, "Layanan 112 berjalan"), *advices("Perkuat data terpadu")]
    actions.record_letter(told, balikpapan, Head("1"), kept, by=None, now=NOW)

    assert "Perkuat data terpadu" in text(as_user(rina), f"/en{AT}.pdf")
    assert "terpadu" not in text(anonymous, f"/en{AT}.pdf")
    assert "The text of 1 recommendation is not public." in text(anonymous, f"/en{AT}.pdf")
    (*_others, said, _source) = sheets(anonymous)
    assert "terpadu" not in str(said)


def test_the_same_report_is_the_same_file(anonymous, told):
    assert got(anonymous, f"{AT}.pdf") == got(anonymous, f"{AT}.pdf")


# --- The workbook ------------------------------------------------------------------------------------------


def sheets(client, address=f"/en{AT}.xlsx"):
    """The rows of each sheet."""
    book = openpyxl.load_workbook(io.BytesIO(got(client, address)))
    return [[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets]


def test_the_workbook_has_a_summary_all_scores_and_the_remarks(anonymous, told):
    book = openpyxl.load_workbook(io.BytesIO(got(anonymous, f"/en{AT}.xlsx")))
    assert book.sheetnames == ["Summary", "Items", "Remarks", "Source"]

    summary, scores, remarks, _source = sheets(anonymous)
    named = {row[0]: row[1:] for row in summary}
    assert named["Final score"][0] == 3.5
    assert named["Number of the letter"][1] == "B-123/AI.01/2026"
    assert scores[0] == [
        "Code",
        "Question",
        "Score",
        "2022",
        "Assessor 1",
        "Assessor 2",
        "Assessor 3",
        "Assessor 4",
    ]
    assert len(scores) == len(catalogue.edition(FORM).leaves) + 1
    assert scores[1][2:] == [3.5, 2.75, 3, 4, 3, 4]
    assert [row[:3] for row in remarks[1:]] == [
        ["strength", 2, None],
        ["weakness", 1, None],
        ["recommendation", 3, "2023/–/1"],
    ]
    assert HOSTILE in remarks[2][3]


def test_a_workbook_of_a_draft_says_so(as_user, nadia, told):
    Round.objects.filter(pk=told.pk).update(is_published=False)
    summary, *_others, source = sheets(as_user(nadia))

    assert "DRAFT, not published" in str(summary)
    assert "DRAFT, not published" in str(source)


# --- Who gets them, and what they cost ---------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
def test_a_draft_of_a_round_that_runs_here_is_for_operators(
    as_user, anonymous, rina, tetangga, hadi, nadia, told, ending
):
    Round.objects.filter(pk=told.pk).update(is_published=False, kind="run")
    at = f"{AT}.{ending}"
    for client in (anonymous, as_user(rina), as_user(tetangga), as_user(hadi)):
        assert client.get(at).status_code == 404
    assert as_user(nadia).get(at).status_code == 200


def cost(client, address):
    with CaptureQueriesContext(connection) as found:
        got(client, address)
    return len(found)


@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
def test_a_report_costs_the_same_however_much_stands_in_it(anonymous, round_, balikpapan, ending):
    at = f"{AT}.{ending}"
    actions.record_letter(round_, balikpapan, Head("1"), advices("Satu"), by=None, now=NOW)
    few = cost(anonymous, at)
    some = [remark(STRENGTH, f"Kekuatan {number}", assessor=number % 5) for number in range(40)]
    actions.record_letter(
        round_, balikpapan, Head("1"), [*advices("Satu", "Dua lain"), *some], by=None, now=NOW
    )
    scored(round_, *(city(f"64.0{number}", f"Kota {number}") for number in range(1, 6)))

    assert cost(anonymous, at) == few
    assert few <= 9


def test_the_scorecard_leads_to_both(anonymous, told):
    text_ = got(anonymous, f"/k/64.71/rapor/{CODE}/").decode()
    for ending in ("pdf", "xlsx"):
        assert f'href="{AT}.{ending}"' in text_
