"""Several people at the same document in the same moment, on PostgreSQL; SQLite has one writer at a time."""

import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.tests.conftest import together
from kotacerdas.evidence import actions
from kotacerdas.evidence.domain.spans import Span
from kotacerdas.evidence.domain.states import Deed
from kotacerdas.evidence.models import Citation, Use
from kotacerdas.evidence.tests import factories
from kotacerdas.evidence.tests.factories import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres_only]

QUOTED = {"unit": 1, "span": Span(0, 17), "now": NOW}


@pytest.fixture
def minutes(balikpapan, budi):
    return factories.document(balikpapan, by=budi)


def test_of_withdrawing_and_citing_at_once_one_succeeds(minutes, joko, rina):
    ends = together(
        [
            lambda: actions.withdraw_document(minutes, reason="Salah unggah", by=rina, now=NOW),
            lambda: actions.cite(minutes.latest, **QUOTED, wanted=[factories.target()], by=joko),
        ]
    )

    assert sum(isinstance(end, Refused) for end in ends) == 1
    minutes.refresh_from_db()
    assert (minutes.withdrawn_at is None) == Citation.objects.exists()


def test_citing_using_and_confirming_at_once_wait_for_one_another(minutes, joko, rina):
    """What is used in this moment is confirmed or waits; nobody waits for somebody who waits in turn."""
    cited = actions.cite(minutes.latest, **QUOTED, wanted=[factories.target()], by=joko)
    more = [factories.target(f"A{number}") for number in range(3)]

    ends = together(
        [
            *[
                lambda each=each: actions.cite(
                    minutes.latest, **QUOTED, wanted=[factories.target(), each], by=joko
                )
                for each in more
            ],
            lambda: actions.review(cited, Deed.CONFIRM, seen={cited.uses.get().pk}, by=rina, now=NOW),
        ]
    )

    assert all(isinstance(end, Citation) for end in ends), ends
    assert Citation.objects.count() == 1
    assert [use.target_key[-3:] for use in Use.objects.counting()] == ["E09"]
    assert cited.uses.count() == 4
