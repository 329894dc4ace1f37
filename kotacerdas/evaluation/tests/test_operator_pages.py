"""Operators load results after a look at what would change, and publish."""

import pytest
from django.urls import reverse

from kotacerdas.evaluation.models import Result, Score
from kotacerdas.evaluation.tests import factories
from kotacerdas.evaluation.tests.factories import MALANG_2022
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories as people

WIDE = "city,A,B,C,D,E\nKab. Malang,1.40,1.54,2.92,2.56,3.08\n"
KEY = "k" * 20


@pytest.fixture
def trial(db):
    return factories.round_()


@pytest.fixture
def form_at(trial):
    return reverse("evaluation:load", args=[trial.code])


def uploaded(text: str, name: str = "hasil.csv"):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


def test_a_file_is_shown_as_a_plan_before_anything_is_written(as_user, nadia, form_at, malang_kab):
    answer = as_user(nadia).post(form_at, {"file": uploaded(WIDE)}).content.decode()

    assert "1 baru, 0 berubah, 0 tetap" in answer
    assert "2,51" in answer
    # Written otherwise, the commas of a large table would make it three times as large, and too large to confirm.
    assert 'enctype="multipart/form-data"' in answer
    assert not Result.objects.exists()


def test_confirming_writes_and_says_how_much(as_user, nadia, form_at, malang_kab):
    answer = as_user(nadia).post(form_at, {"table": WIDE, "confirm": "1", "submission_key": KEY}, follow=True)

    assert Result.objects.get().parts["A"] == ["1.40", "0.14"]
    assert "1 hasil ditulis" in answer.content.decode()


def test_confirming_twice_writes_once(as_user, nadia, form_at, malang_kab):
    form = {"table": WIDE, "confirm": "1", "submission_key": KEY}
    browser = as_user(nadia)

    addresses = [browser.post(form_at, form)["Location"] for _ in range(2)]

    assert addresses[0] == addresses[1]
    assert Score.objects.count() == 5


def test_semicolons_and_commas_of_an_indonesian_excel_are_read(as_user, nadia, form_at, malang_kab):
    table = "kota;A;B;C;D;E\r\nKab. Malang;1,40;1,54;2,92;2,56;3,08\r\n"

    answer = as_user(nadia).post(form_at, {"file": uploaded(table)})

    assert "2,51" in answer.content.decode()


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("city,A,B,C,D,E\nKab. Malang,1.40,1.54,2.92,2.56,9\n", "9 di luar rentang 0 sampai 4"),
        ("city,A\nKab. Malangg,1\n", "Kab. Malang"),
        ("city,A,B,C,D,E\nKab. Malang,=1+1,1,1,1,1\n", "B2"),
        ("", "Pilih berkas"),
    ],
)
def test_a_fault_keeps_the_rows_in_the_form_and_says_where(as_user, nadia, form_at, malang_kab, table, words):
    answer = as_user(nadia).post(form_at, {"table": table})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert table.strip().partition("\n")[2] in answer.content.decode().replace("&#x27;", "'")
    assert not Result.objects.exists()


def test_a_workbook_is_told_what_to_do(as_user, nadia, form_at):
    answer = as_user(nadia).post(form_at, {"file": uploaded(b"PK\x03\x04....", "hasil.xlsx")})

    assert "Excel" in answer.content.decode()


def test_replacing_needs_to_be_asked_for(as_user, nadia, form_at, trial, malang_kab):
    factories.result(trial, malang_kab, MALANG_2022)
    questions = "city,code,score\n" + "".join(f"Kab. Malang,A{number},4\n" for number in range(1, 6))
    rest = "".join(f"Kab. Malang,{code},1\n" for code in "BCDE")

    refused = as_user(nadia).post(form_at, {"table": questions + rest})
    allowed = as_user(nadia).post(form_at, {"table": questions + rest, "replace_all": "on"})

    assert (refused.status_code, allowed.status_code) == (422, 200)


def test_a_provincial_operator_loads_only_the_own_province(as_user, form_at, balikpapan, malang_kab):
    operator = people.officeholder("prov@contoh.id", Role.PROVINCIAL_OPERATOR, province=balikpapan.province)

    answer = as_user(operator).post(form_at, {"table": WIDE})

    assert answer.status_code == 422
    assert "Kab. Malang" in answer.content.decode()


def test_a_round_is_published_and_taken_back(as_user, anonymous, nadia, db):
    draft = factories.round_(is_published=False)
    publish = reverse("evaluation:publish", args=[draft.code])

    before = anonymous.get(draft.get_absolute_url()).status_code
    as_user(nadia).post(publish, {"terbit": "1"})
    shown = anonymous.get(draft.get_absolute_url()).status_code
    as_user(nadia).post(publish, {"terbit": "0"})

    assert (before, shown, anonymous.get(draft.get_absolute_url()).status_code) == (404, 200, 404)


def test_the_buttons_are_for_operators_only(as_user, rina, nadia, trial):
    address = reverse("evaluation:load", args=[trial.code])

    assert address in as_user(nadia).get(trial.get_absolute_url()).content.decode()
    assert address not in as_user(rina).get(trial.get_absolute_url()).content.decode()
