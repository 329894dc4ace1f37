"""After new files the question board of the office has been worked out already."""

import pytest

from kotacerdas.evidence import targets, tasks
from kotacerdas.evidence.index import indexing
from kotacerdas.evidence.models import Confidentiality, Content
from kotacerdas.evidence.queries import board, warming
from kotacerdas.evidence.queries.looking import Looking
from kotacerdas.evidence.tests import factories
from kotacerdas.evidence.tests.test_reading import FakeRun

pytestmark = pytest.mark.usefixtures("index", "official_results")


@pytest.fixture
def looked(monkeypatch):
    """What was looked for and not remembered."""
    found, look = [], Looking.look
    monkeypatch.setattr(
        Looking, "look", lambda self, asked, **more: found.append(asked) or look(self, asked, **more)
    )
    return found


@pytest.fixture
def pages(balikpapan, samarinda):
    """A secret one and another city's are among them."""
    secret = Confidentiality.SECRET
    made = [
        factories.document(balikpapan),
        factories.document(balikpapan, text="Analisis risiko rahasia.", name="R.txt", confidentiality=secret),
        factories.document(samarinda, text="Rapat dewan Samarinda.", name="S.txt"),
    ]
    contents = [each.latest.content.pk for each in made]
    indexing.refresh(contents)
    return contents


def of_newest_round(reader, city):
    return board.of_scope(reader, city, targets.newest(targets.scopes(reader, city)))


def test_the_office_finds_its_board_ready(pages, looked, rina, balikpapan):
    assert warming.warm_after_reading(pages) == 2
    assert looked
    looked.clear()

    warm = of_newest_round(rina, balikpapan)

    assert not looked
    assert any(each.proposed for each in warm.questions)


def test_who_sees_less_is_shown_nothing_of_what_was_found_for_the_office(pages, looked, joko, balikpapan):
    warming.warm_after_reading(pages)
    looked.clear()

    seen = of_newest_round(joko, balikpapan)

    assert len(looked) == len(seen.questions)


def test_only_cities_that_keep_what_was_read_are_worked_out(pages, looked):
    assert warming.warm_after_reading(pages[:1]) == 1
    assert warming.warm_after_reading([]) == 0
    assert warming.warm_all() == 2


def test_the_job_that_reads_does_it(balikpapan, looked):
    Content.objects.filter(pk=factories.document(balikpapan).latest.content.pk).update(reading="waiting")

    assert tasks.read(FakeRun()) == {"read": 1}
    assert looked
