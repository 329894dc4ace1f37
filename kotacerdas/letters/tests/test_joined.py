"""What letters give to their neighbours: search, titles of offices, personal data, shipped and sample rows."""

from datetime import timedelta

from kotacerdas.common.personal import holdings
from kotacerdas.common.reference import Report
from kotacerdas.letters import demo, planning, reference
from kotacerdas.letters.domain.addressing import Addressee
from kotacerdas.letters.models import Letter, Recipient, Signatory, Template
from kotacerdas.letters.tests import factories
from kotacerdas.letters.tests.factories import NOW
from kotacerdas.people.models import RoleAssignment
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories as people
from kotacerdas.search.queries import search


def holding(name):
    return next(each for each in holdings() if each.name == name)


def found(words, user) -> set[str]:
    return {hit.shown.title for group in search(words, user=user).groups for hit in group.hits}


def test_acting_officer_signs_with_the_title_of_the_post(balikpapan, joko):
    agency = people.organisation("Dinas Kesehatan", city=balikpapan)
    people.assignment(
        joko,
        Role.AGENCY_HEAD,
        city=balikpapan,
        organisation=agency,
        manner=RoleAssignment.Manner.PLT,
        legal_basis="SK contoh",
        until_on=NOW.date() + timedelta(days=30),
    )
    factories.signatory(balikpapan, user=joko, organisation=agency)

    signature = planning.signature_of(factories.content(balikpapan), NOW.date())

    assert signature.heading() == ["Plt. Kepala Dinas Kesehatan,"]


def test_shipped_templates_are_loaded_once_and_again_change_nothing(db):
    reference.load_templates(Report())
    again = Report()
    reference.load_templates(again)

    assert Template.objects.filter(city=None, is_sample=True).count() == 7
    assert again.counts["letter templates"] == {"unchanged": 7}


def test_demo_has_a_letter_in_each_state_and_all_are_samples(balikpapan, settings):
    author = people.officeholder(demo.AUTHOR, Role.PROGRAMME_OFFICE, city=balikpapan)
    reference.load_templates(Report())
    demo.load_samples(Report())
    again = Report()
    demo.load_samples(again)

    letters = Letter.objects.visible_to(author)
    assert sorted(letters.values_list("state", flat=True)) == ["draft", "issued", "signed"]
    assert all(letter.is_sample for letter in letters)
    assert again.counts["sample letters"] == {"unchanged": 3}


def test_addresses_go_after_two_years_and_the_names_stay(balikpapan, rina):
    factories.issued(balikpapan, rina)
    retention = holding("letters.recipients").retention
    later = NOW + retention.age + timedelta(days=1)

    retention.destroy(retention.due(later - retention.age), later)

    row = Recipient.objects.get()
    assert (row.email, row.name) == ("", "Kepala Dinas Perhubungan")


def test_person_is_taken_out_of_recipients_and_signatories(balikpapan, rina, budi):
    factories.issued(balikpapan, rina, to=[Addressee("Kepala Diskominfo", "", budi.email)])
    Signatory.objects.create(city=balikpapan, title="Kepala", name="Budi", nip="1", rank="Penata", user=budi)

    assert holding("letters.recipients").export(budi)[0]["letter"] == "005/001/Bappeda/XI/2026"
    holding("letters.recipients").erase(budi, NOW)
    holding("letters.signatories").erase(budi, NOW)

    assert not Recipient.objects.filter(user=budi).exists()
    assert not Signatory.objects.exclude(nip="").exists()


def test_search_finds_letters_by_number_and_addressee_for_whoever_may_see_them(
    balikpapan, rina, budi, tetangga
):
    issued = factories.issued(balikpapan, rina, subject="Undangan pertama")
    factories.draft(balikpapan, rina, subject="Konsep pertama")

    assert found(issued.number_text, budi) == {"Undangan pertama"}
    assert found("pertama", rina) == {"Undangan pertama", "Konsep pertama"}
    assert found("pertama", tetangga) == set()
