"""Who sees which document: by city, confidentiality, agency, and who brought it."""

import pytest

from kotacerdas.evidence.models import Citation, Confidentiality, Document
from kotacerdas.evidence.tests import factories
from kotacerdas.files import guards
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories as people


@pytest.fixture
def agency(balikpapan):
    return people.organisation("Dinas Perhubungan", city=balikpapan)


@pytest.fixture
def clerk(balikpapan, agency):
    return people.officeholder(
        "petugas@contoh.go.id", Role.AGENCY_OFFICER, city=balikpapan, organisation=agency
    )


@pytest.fixture
def outsider(balikpapan):
    return people.officeholder("mitra@contoh.id", Role.OUTSIDE_MEMBER, city=balikpapan)


SEEN = {
    Confidentiality.PUBLIC: {"clerk", "joko", "rina", "lestari", "outsider"},
    Confidentiality.INTERNAL: {"clerk", "joko", "rina", "lestari"},
    Confidentiality.SECRET: {"clerk", "rina"},
}


@pytest.mark.parametrize("confidentiality", list(Confidentiality))
def test_documents_are_seen_by(request, balikpapan, agency, confidentiality):
    made = factories.document(balikpapan, agency=agency, confidentiality=confidentiality)
    everybody = ["clerk", "joko", "rina", "lestari", "outsider", "siti", "hadi", "nadia", "tetangga"]
    readers = {name: request.getfixturevalue(name) for name in everybody}

    seen = {name for name, reader in readers.items() if Document.objects.visible_to(reader).exists()}
    may_have = {name for name, reader in readers.items() if guards.may_have(reader, made.latest.file)}

    assert seen == may_have == SEEN[confidentiality]


def test_public_documents_with_personal_data_stay_inside(balikpapan, outsider, joko):
    factories.document(balikpapan, confidentiality=Confidentiality.PUBLIC, has_personal_data=True)

    assert not Document.objects.visible_to(outsider).exists()
    assert Document.objects.visible_to(joko).exists()


def test_infected_files_are_given_to_nobody(balikpapan, rina):
    made = factories.document(balikpapan)
    made.latest.content.scan = "infected"
    made.latest.content.save()

    assert Document.objects.visible_to(rina).exists()
    assert not guards.may_have(rina, made.latest.file)


def test_citations_are_seen_with_their_document(balikpapan, tetangga):
    assert not Citation.objects.visible_to(tetangga).exists()
