"""The workbook of a city's recommendations: what goes out comes back in, and nobody writes what is not theirs."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.utils import timezone, translation

from kotacerdas.common.exports import Source
from kotacerdas.imports import actions as imports
from kotacerdas.imports import exports, intakes
from kotacerdas.imports.intakes import MARK_KEY
from kotacerdas.imports.models import ImportRun, State
from kotacerdas.imports.tests.factories import run, write
from kotacerdas.imports.words import told
from kotacerdas.recommendations import actions
from kotacerdas.recommendations.domain.caring import Claim
from kotacerdas.recommendations.models import Care, Via
from kotacerdas.recommendations.tests.factories import DUE, NOW, claimed, given, proven
from kotacerdas.recommendations.tests.factories import advice as advised

pytestmark = pytest.mark.django_db
NAME = "recommendations.cares"
WORDS = "- Rapat  dua kali\r\n\r\n= notulen ada"


class Sheet:
    """Taken away, changed, brought back."""

    def __init__(self, city: Any, by: Any) -> None:
        self.city, self.by = city, by
        intake = intakes.named(NAME)
        target = intake.target(city.code, by)
        assert target, "nobody may take it away"
        columns = intake.columns(target)
        source = Source("Contoh", "KotaCerdas", "http://testserver/", timezone.now())
        made = exports.data_response(intake, columns, intake.store(target, by=by), source, "xlsx", "contoh")
        self.book = openpyxl.load_workbook(io.BytesIO(made.content))
        self.page = self.book.worksheets[0]
        self.keys = [*(each.key for each in columns), MARK_KEY]

    @property
    def codes(self) -> list[str]:
        return [row[0].value for row in self.page.iter_rows(min_row=2)]

    def cell(self, code: str, key: str) -> Any:
        return self.page.cell(self.codes.index(code) + 2, self.keys.index(key) + 1)

    def type(self, row: str, /, **values: Any) -> Sheet:
        for key, value in values.items():
            cell = self.cell(row, key)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
        return self

    def bring(self, *, by: Any = None, **choices: Any) -> ImportRun:
        content = io.BytesIO()
        self.book.save(content)
        content.seek(0)
        return run(self.city, content, intake=NAME, by=by or self.by, **choices)


def counts(found: ImportRun) -> dict[str, int]:
    names = ("added", "changed", "unchanged", "conflict", "faulty")
    return {name: found.count(name) for name in names if found.count(name)}


def faults(found: ImportRun) -> set[tuple[str, str]]:
    return {(fault.kind, str(fault.values["cell"])) for row in found.lines.all() for fault in row.blamed}


@pytest.fixture
def city(balikpapan, advice, diskominfo, rina):
    """Three recommendations: one that was planned and claimed, one untouched, one whose text is not public."""
    given(advice, diskominfo, text=WORDS, tags=["risk", "legal_basis"], by=rina)
    claimed(advice, Claim.UNDER_WAY, words=WORDS, by=rina)
    advised(balikpapan, 2, text="Libatkan swasta")
    advised(balikpapan, 3, year=2022, stage="", text="")
    return balikpapan


@pytest.mark.parametrize(("out", "back"), [("id", "id"), ("en", "id"), ("id", "en")])
def test_what_goes_out_comes_in_unchanged(city, rina, out, back):
    with translation.override(out):
        sheet = Sheet(city, rina)
    with translation.override(back):
        found = sheet.bring()
    assert counts(found) == {"unchanged": 3}


def test_as_csv_it_comes_in_unchanged_too(client, city, rina):
    client.force_login(rina)
    response = client.get(f"/kantor/impor/rekomendasi/data.csv?ke={city.code}")
    found = run(city, io.BytesIO(response.content), intake=NAME, by=rina, name="rekomendasi.csv")
    assert counts(found) == {"unchanged": 3}


def test_the_office_plans_and_claims(city, rina, dishub):
    sheet = Sheet(city, rina).type(
        "2023-I-2", owner="Dishub", due_on=date(2027, 1, 5), plan="Undang kampus", tags="Budget; risk, budget", claim="planned", claim_words="Mulai Januari",
    )  # fmt: skip
    found = write(sheet.bring(), rina)

    care = Care.objects.get(recommendation__number=2)
    assert (found.state, counts(found)) == (State.WRITTEN, {"changed": 1, "unchanged": 2})
    assert (care.owner, care.due_on, care.plan, care.tags) == (
        dishub, date(2027, 1, 5), "Undang kampus", ["budget", "risk"],
    )  # fmt: skip
    assert (care.claim, care.claim_words, care.claim_by) == ("planned", "Mulai Januari", rina)
    assert {step.via for step in care.steps.all()} == {Via.WORKBOOK}
    assert care.task is not None


def test_texts_that_no_cell_changed_keep_their_own_lines(city, rina, advice):
    write(Sheet(city, rina).type("2023-I-1", tags="risk").bring(), rina)
    care = Care.objects.get(recommendation=advice)
    assert (care.tags, care.plan, care.claim_words) == (["risk"], WORDS.strip(), WORDS.strip())
    assert list(care.steps.last().changes) == ["tags"]


def test_an_agency_takes_its_own_and_claims_them_only(city, budi, joko, dishub, diskominfo, rina):
    sheet = Sheet(city, budi)
    assert sheet.codes == ["2023-I-1"]
    assert Sheet(city, joko).codes == []
    write(sheet.type("2023-I-1", claim="done", claim_words="Selesai").bring(), budi)
    assert Care.objects.get(recommendation__number=1).claim == "done"

    found = Sheet(city, budi).type("2023-I-1", owner=dishub.code).bring()
    assert faults(found) == {("care-planned-by-office", "C2")}
    foreign = Sheet(city, rina).type("2023-I-2", claim="planned").bring(by=joko)
    assert faults(foreign) == {("care-not-yours", "G3")}


def test_every_fault_is_told_with_its_cell_and_a_sentence(city, rina):
    sheet = Sheet(city, rina)
    sheet.type("2023-I-1", tags="hal lain", claim="entah")
    sheet.type("2023-I-2", text=sheet.cell("2023-I-1", "text").value, owner="Dinas Antah Berantah")
    sheet.type("2022-3", claim="done", due_on="31/31/2026")
    found = sheet.bring()

    assert {kind for kind, _cell in faults(found)} == {
        "workbook-tag-unknown", "choice-unknown", "workbook-other-recommendation", "reference-unknown",
        "care-claim-without-words", "date-unreadable",
    }  # fmt: skip
    unknown = run(city, [["Nomor", "Rencana"], ["2019-1", "x"]], intake=NAME, by=rina)
    assert faults(unknown) == {("workbook-recommendation-unknown", "A2")}
    for language in ("id", "en"):
        with translation.override(language):
            said = [told(fault) for row in [*found.lines.all(), *unknown.lines.all()] for fault in row.blamed]
        assert said
        assert not [words for words in said if "%(" in words]


def test_what_changed_since_the_download_is_a_conflict(city, rina, advice):
    sheet = Sheet(city, rina).type("2023-I-1", plan="Dari Excel")
    given(advice, None, due_on=None, text="Dari formulir", by=rina)
    found = sheet.bring()

    row = found.lines.get(change="conflict")
    assert (row.before["plan"], row.after["plan"]) == ("Dari formulir", "Dari Excel")


def test_closed_ones_are_not_written(city, rina, advice):
    sheet = Sheet(city, rina).type("2023-I-1", plan="Baru")
    actions.close(advice, reason="Digabung", by=rina, now=NOW)
    assert faults(sheet.bring()) == {("care-closed", "E2")}


def test_undone_all_is_as_it_was_to_the_letter(city, rina, dishub, diskominfo, advice):
    sheet = Sheet(city, rina).type(
        "2023-I-1", owner=dishub.code, plan="Lain", claim="planned", claim_words="Lain"
    )
    found = write(sheet.type("2023-I-2", plan="Baru").bring(), rina)
    found = imports.order_undoing(found, by=rina, now=NOW)

    care = Care.objects.get(recommendation=advice)
    assert found.count("undone") == 2
    assert (care.owner, care.due_on, care.plan, care.claim, care.claim_words) == (
        diskominfo, DUE, WORDS.strip(), "under_way", WORDS.strip(),
    )  # fmt: skip
    assert Care.objects.get(recommendation__number=2).plan == ""


def test_columns_for_reading_are_not_taken_in(city, rina, budi, wati, advice):
    proven(advice, by=budi, confirmed_by=wati)
    sheet = Sheet(city, rina)
    assert sheet.cell("2023-I-1", "proofs").value == 1
    sheet.type("2023-I-1", proof="memadai", proofs="banyak", verdict="terpenuhi", text="Kata sendiri")
    assert counts(sheet.bring()) == {"unchanged": 3}


def test_neighbour_has_no_workbook_of_it(city, tetangga, lestari):
    intake = intakes.named(NAME)
    assert intake.target(city.code, tetangga) is None
    assert intake.target(city.code, lestari) is None


def test_list_leads_to_the_workbook(as_user, city, rina, budi, lestari):
    address = "/en/kantor/impor/rekomendasi/"
    for reader in (rina, budi):
        client = as_user(reader)
        assert address in client.get("/en/rekomendasi/").content.decode()
        assert client.get(address).status_code == 200
    assert address not in as_user(lestari).get("/en/rekomendasi/").content.decode()
