"""Figures of the system are counted, frozen once a day, and cited like any other document."""

import csv
import io
from datetime import date
from decimal import Decimal

import pypdfium2
import pytest
from django.utils import translation

from kotacerdas.common.domain.faults import Refused
from kotacerdas.evidence import live
from kotacerdas.evidence.actions import freezing
from kotacerdas.evidence.live import Figure, LiveResult, Period, Row
from kotacerdas.evidence.models import Document, Frozen, Intake
from kotacerdas.evidence.tests.factories import NOW
from kotacerdas.followup import actions as followup
from kotacerdas.followup.tests import factories as tasks
from kotacerdas.people import access

YEAR = Period(date(2026, 1, 1), date(2026, 11, 23))


def counted(city, period):
    return LiveResult(
        "Kecamatan", ("Peserta", "Lulus"), (Row("=Kota", (9, 7)),), Decimal(7), "Dihitung semua."
    )


TRAINED = Figure("tests.trained", "Pelatihan", "orang", 0, counted)


@pytest.fixture
def trained(monkeypatch):
    monkeypatch.setitem(live._figures, TRAINED.name, TRAINED)
    return TRAINED


def frozen(city, by, **changed):
    wanted = {"city": city, "period": YEAR, "by": by, "now": NOW} | changed
    return freezing.freeze(TRAINED, **wanted)


def test_frozen_figure_is_a_document_with_table_and_page(balikpapan, budi, trained):
    document = frozen(balikpapan, budi)

    table, page = document.revisions.order_by("number")
    assert document.latest == page
    assert (document.nature, document.observed_from, document.observed_until) == (
        "data",
        *vars(YEAR).values(),
    )
    assert page.content.kind == "pdf"
    with table.file.open() as opened:
        rows = list(csv.reader(io.StringIO(opened.read().decode("utf-8-sig"))))
    assert rows == [["Kecamatan", "Peserta", "Lulus"], ["'=Kota", "9", "7"]]
    assert Intake.objects.get(items__document=document, items__path__endswith=".pdf").way == Intake.Way.SYSTEM


def pages_of(document):
    with document.latest.file.open() as opened:
        pdf = pypdfium2.PdfDocument(opened.read())
    return [page.get_textpage().get_text_bounded() for page in pdf]


def test_page_says_what_was_counted_how_and_when_in_both_languages(balikpapan, budi, trained):
    with translation.override("en"):
        document = frozen(balikpapan, budi)
    indonesian, english = pages_of(document)

    assert "per 23 November 2026" in document.title
    for words in (
        "Pelatihan",
        "Dihitung semua.",
        "23 November 2026",
        "09.00 WITA",
        "Lulus",
        "halaman 1 dari 2",
    ):
        assert words in indonesian
    for words in ("How it was counted", "23 November 2026", "09:00 WITA", "page 2 of 2"):
        assert words in english


def test_numbers_that_moved_between_two_countings_are_not_told_twice(balikpapan, budi, monkeypatch):
    counts = iter((7, 8))

    def moving(city, period):
        count = next(counts)
        return LiveResult("Kecamatan", ("Lulus",), (Row("Kota", (count,)),), Decimal(count), "Semua.")

    monkeypatch.setitem(live._figures, "tests.moving", Figure("tests.moving", "Lulusan", "orang", 0, moving))
    wanted = {"city": balikpapan, "period": YEAR, "by": budi, "now": NOW}

    (page,) = pages_of(freezing.freeze(live.named("tests.moving"), **wanted))
    assert "7orang" in page.replace(" ", "")


def test_frozen_twice_on_one_day_it_is_one_document(balikpapan, budi, joko, trained):
    first = frozen(balikpapan, budi)

    assert frozen(balikpapan, joko) == first
    assert Document.objects.count() == Frozen.objects.count() == 1
    other = frozen(balikpapan, budi, period=Period(YEAR.since, date(2026, 6, 30)))
    assert other != first


@pytest.mark.parametrize(
    ("period", "kind"),
    [
        (Period(date(2026, 11, 2), date(2026, 11, 1)), "evidence-period-turned"),
        (Period(date(2026, 11, 2), date(2026, 11, 24)), "evidence-period-future"),
    ],
)
def test_period_that_cannot_be_counted_is_refused(balikpapan, budi, trained, period, kind):
    with pytest.raises(Refused) as refused:
        frozen(balikpapan, budi, period=period)

    assert refused.value.faults[0].kind == kind


def test_nothing_to_count_freezes_nothing(balikpapan, budi):
    with pytest.raises(Refused):
        freezing.freeze(live.named("letters.issued"), city=balikpapan, period=YEAR, by=budi, now=NOW)

    assert not Document.objects.exists()


def test_tasks_in_time_are_counted_by_organisation(balikpapan, budi, rina):
    desk = access.assignments(budi)[0].organisation
    for due in (date(2026, 11, 22), date(2026, 11, 24), date(2026, 11, 25)):
        made = tasks.task(balikpapan, owner=budi, organisation=desk, by=rina, due_on=due, needs_proof=False)
        if due != date(2026, 11, 25):
            followup.report(made, by=budi, now=NOW, proofs=[])
    period = Period(date(2026, 11, 1), date(2026, 11, 30))

    result = live.named("followup.in-time").query(balikpapan, period)

    assert [row.numbers for row in result.rows] == [(3, 1, 1, 1)]
    assert result.value == Decimal("33.3")


def test_recommendations_followed_up_are_counted(official_results):
    from kotacerdas.people.models import City

    result = live.named("evaluation.followed-up").query(City.objects.get(code="64.71"), YEAR)

    assert sum(row.numbers[0] for row in result.rows) > 0
    assert result.value == 0


def test_the_page_freezes_for_whoever_brings_evidence(as_user, balikpapan, budi, lestari, siti, trained):
    from kotacerdas.common.submissions import new_key

    sent = {
        "figure": TRAINED.name,
        "since": "2026-01-01",
        "until": "2026-06-30",
        "submission_key": new_key(),
    }
    page = as_user(budi).get("/bukti/angka/?dari=2026-01-01&sampai=2026-06-30")
    assert "Pelatihan" in page.content.decode()
    assert as_user(lestari).post("/bukti/angka/", sent).status_code == 404
    assert as_user(siti).get("/bukti/angka/").status_code == 403

    for _click in range(2):
        answer = as_user(budi).post("/bukti/angka/", sent)

    assert answer.status_code == 302
    assert Document.objects.get().get_absolute_url() == answer["Location"]


def test_odd_days_in_the_address_show_the_year_so_far(as_user, balikpapan, budi):
    for asked in ("?dari=x", "?dari=2026-05-01&sampai=2025-01-01", "?sampai=9999-99-99"):
        assert as_user(budi).get(f"/bukti/angka/{asked}").status_code == 200


def test_the_number_of_queries_of_the_page_stays(
    as_user, balikpapan, budi, rina, django_assert_max_num_queries
):
    for number in range(6):
        tasks.task(balikpapan, owner=budi, by=rina, title=f"Tugas {number}", due_on=date(2026, 3, 1))

    client = as_user(budi)
    with django_assert_max_num_queries(16):
        client.get("/bukti/angka/?dari=2026-01-01&sampai=2026-12-31")
