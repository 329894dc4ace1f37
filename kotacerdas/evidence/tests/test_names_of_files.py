"""Names of files stay with those who gave them: the same bytes may lie elsewhere, and less openly."""

import pytest

from kotacerdas.evidence import actions
from kotacerdas.evidence.actions import reading
from kotacerdas.evidence.models import Confidentiality, Content, Document, Intake, OtherName
from kotacerdas.evidence.tests import hostile
from kotacerdas.evidence.tests.deliveries import MINUTES, became, taken_in
from kotacerdas.evidence.tests.factories import NOW
from kotacerdas.files import actions as files
from kotacerdas.people.models import Organisation

SCRIPTED = hostile.NOTED["skrip.pdf"][0]


@pytest.fixture
def diskominfo(budi) -> Organisation:
    return Organisation.objects.get(short_name="Diskominfo")


@pytest.fixture
def dishub(joko) -> Organisation:
    return Organisation.objects.get(short_name="Dishub")


def of_a_guest(city, agency, name: str) -> Intake:
    return taken_in(city, None, {name: MINUTES}, agency=agency, way=Intake.Way.LINK)


# --- What is kept with the bytes ---------------------------------------------------------------------------


def test_no_city_reads_how_another_calls_the_same_bytes(balikpapan, samarinda, budi, tetangga, as_user):
    taken_in(balikpapan, budi, {"skrip.pdf": SCRIPTED})
    taken_in(samarinda, tetangga, {"rahasia wali kota.pdf": SCRIPTED}, confidentiality="secret")

    here = Document.objects.get(city=balikpapan)
    page = as_user(budi).get(here.get_absolute_url()).content.decode()

    assert "skrip.pdf" in here.latest.notes_in_words[0]
    assert here.latest.notes_in_words[0] in page
    assert "wali kota" not in page


def test_what_is_kept_of_bytes_names_no_file(balikpapan, budi):
    taken_in(balikpapan, budi, {"rahasia.pdf": SCRIPTED, "kosong.txt": b" \n"}, confidentiality="secret")

    for content in Content.objects.all():
        reading.read_content(content, now=NOW)

    kept = [str(row) for row in Content.objects.values_list("notes", "faults")]
    assert any("evidence-active-script" in row for row in kept)
    assert not any("rahasia" in row or "kosong" in row for row in kept)


def test_what_went_wrong_while_reading_names_no_file(balikpapan, budi):
    taken_in(balikpapan, budi, {"rahasia.txt": MINUTES})
    content = Content.objects.get()
    content.kind = "zip"

    read = reading.read_content(content, now=NOW)

    assert [each["kind"] for each in read.faults] == ["evidence-kind-not-read"]
    assert "rahasia" not in str(read.faults)


# --- Bytes that are here already ---------------------------------------------------------------------------


def test_name_of_a_secret_delivery_goes_to_no_document_that_others_see(balikpapan, budi, diskominfo):
    taken_in(balikpapan, budi, {"notulen.txt": MINUTES}, confidentiality="public")

    secret = taken_in(
        balikpapan, budi, {"Kasus X/bukti.txt": MINUTES}, agency=diskominfo, confidentiality="secret"
    )

    assert became(secret) == {"Kasus X/bukti.txt": "added"}
    assert secret.items.get().document.confidentiality == Confidentiality.SECRET
    assert not OtherName.objects.filter(revision__document__confidentiality="public").exists()


def test_secret_bytes_of_another_agency_are_a_document_of_ones_own(balikpapan, rina, diskominfo, dishub):
    contents = {"bukti.txt": MINUTES}
    taken_in(balikpapan, rina, contents, agency=diskominfo, confidentiality="secret")

    theirs = taken_in(balikpapan, rina, contents, agency=dishub, confidentiality="secret")
    again = taken_in(balikpapan, rina, contents, agency=dishub, confidentiality="secret")

    assert (became(theirs), became(again)) == ({"bukti.txt": "added"}, {"bukti.txt": "known"})
    assert again.items.get().document == theirs.items.get().document


@pytest.mark.parametrize(
    ("delivered", "has_personal_data", "is_remembered"),
    [("public", False, True), ("internal", False, False), ("public", True, False)],
)
def test_name_is_remembered_only_where_no_more_people_read_it(
    balikpapan, budi, delivered, has_personal_data, is_remembered
):
    taken_in(balikpapan, budi, {"notulen.txt": MINUTES}, confidentiality="public")

    again = taken_in(
        balikpapan,
        budi,
        {"Ibu Ani/notulen.txt": MINUTES},
        confidentiality=delivered,
        has_personal_data=has_personal_data,
    )

    assert became(again) == {"Ibu Ani/notulen.txt": "known"}
    assert OtherName.objects.exists() == is_remembered


# --- Guests ------------------------------------------------------------------------------------------------


def test_file_of_a_guest_is_not_joined_to_a_secret_of_another_agency(balikpapan, joko, diskominfo, dishub):
    taken_in(balikpapan, joko, {"rahasia.txt": MINUTES}, agency=dishub, confidentiality="secret")

    assert became(of_a_guest(balikpapan, diskominfo, "sk.txt")) == {"sk.txt": "added"}


def test_file_of_a_guest_is_known_by_the_own_agency_and_by_what_is_not_secret(
    balikpapan, samarinda, budi, joko, diskominfo, dishub
):
    taken_in(balikpapan, budi, {"rahasia.txt": MINUTES}, agency=diskominfo, confidentiality="secret")
    assert became(of_a_guest(balikpapan, diskominfo, "sk.txt")) == {"sk.txt": "known"}

    taken_in(balikpapan, joko, {"terbuka.txt": MINUTES}, agency=dishub)
    assert became(of_a_guest(balikpapan, dishub, "sk.txt")) == {"sk.txt": "known"}


def test_guest_without_an_agency_is_known_by_no_secret(balikpapan, budi):
    taken_in(balikpapan, budi, {"rahasia.txt": MINUTES}, confidentiality="secret")

    assert became(of_a_guest(balikpapan, None, "sk.txt")) == {"sk.txt": "added"}


def test_delivery_of_somebody_whose_account_is_gone_learns_of_no_secret(balikpapan, joko, dishub):
    taken_in(balikpapan, joko, {"rahasia.txt": MINUTES}, agency=dishub, confidentiality="secret")

    assert became(taken_in(balikpapan, None, {"sk.txt": MINUTES})) == {"sk.txt": "added"}


def test_command_without_a_person_knows_everything_of_the_city(balikpapan, joko, dishub):
    taken_in(balikpapan, joko, {"rahasia.txt": MINUTES}, agency=dishub, confidentiality="secret")

    intake = taken_in(balikpapan, None, {"sk.txt": MINUTES}, way=Intake.Way.COMMAND)

    assert became(intake) == {"sk.txt": "known"}


def test_newer_file_keeps_its_own_name_in_its_notes(balikpapan, budi):
    from kotacerdas.evidence.gate import checking
    from kotacerdas.evidence.models import Item

    taken_in(balikpapan, budi, {"notulen.txt": MINUTES})
    blob = files.store(SCRIPTED)
    looked = checking.look(Item(path="baru.pdf", sha256=blob.sha256, size=blob.size))

    made = actions.add_revision(
        Document.objects.get(), blob, looked.kind, name="baru.pdf", by=budi, now=NOW, seen=looked
    )

    assert "baru.pdf" in made.notes_in_words[0]
