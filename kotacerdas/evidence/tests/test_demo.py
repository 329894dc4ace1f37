"""The demonstration shows every state of documents and citations, once, and all of it is marked as a sample."""

import pytest
from django.utils import translation

from kotacerdas.common.reference import REGISTRIES, Report
from kotacerdas.evidence.models import Citation, Document
from kotacerdas.notices.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.long]

STATES = set(Citation.Stage.values)


@pytest.fixture(scope="module")
def demo(official_results):
    """Once for the module: it takes most of a minute."""
    with translation.override("id"):
        REGISTRIES["demo"].run(Report())


def test_demonstration_has_every_state_and_is_loaded_once(demo):
    documents, citations = Document.objects.filter(is_sample=True), Citation.objects.all()
    counts = (documents.count(), citations.count())

    assert {each.state for each in citations} == STATES
    assert all(each.is_sample for each in citations)
    assert documents.filter(confidentiality="secret").exists()
    assert documents.filter(has_personal_data=True).exists()
    assert documents.filter(revisions__number=2).exists()
    assert all(
        "contoh" in f"{each.title} {each.latest.name}".lower() or each.citations.exists()
        for each in documents
    )
    assert not Notice.objects.filter(kind__startswith="evidence.").exists()

    REGISTRIES["demo"].run(Report())
    assert (documents.count(), citations.count()) == counts


def test_every_quote_of_the_demonstration_is_found(demo):
    for each in Citation.objects.select_related("revision__content"):
        text = each.revision.content.units.get(number=each.unit).text
        assert text[each.start : each.end] == each.quote
