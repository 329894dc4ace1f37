"""A recommendation is public; what a city does about it and says about it is for those who take part."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kotacerdas.discussion import actions as talk
from kotacerdas.evaluation.models import Recommendation
from kotacerdas.evaluation.tests import factories
from kotacerdas.followup import actions
from kotacerdas.followup.models import Task
from kotacerdas.people import access

ADDRESS = "/k/64.71/rekomendasi/2023-II-3/"


@pytest.fixture
def advice(balikpapan) -> Recommendation:
    return Recommendation.objects.create(
        city=balikpapan, year=2023, stage="II", number=3, text_id="Perkuat data", source=factories.source()
    )


@pytest.fixture
def work(advice, balikpapan, budi, rina) -> Task:
    desk = access.assignments(budi)[0].organisation
    now = timezone.now()
    return actions.assign(
        city=balikpapan,
        title="Rapikan data",
        due_on=now.date(),
        organisation=desk,
        about=advice,
        by=rina,
        now=now,
    )


def html(client, address: str = ADDRESS) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_everybody_reads_the_advice_and_nothing_else(anonymous, as_user, advice, work, budi, siti, tetangga):
    talk.comment(advice, text="Hanya untuk kita", by=budi, now=timezone.now())

    for reader in (anonymous, as_user(siti), as_user(tetangga)):
        page = html(reader)
        assert "Perkuat data" in page
        assert "Rapikan data" not in page
        assert "Hanya untuk kita" not in page
        assert "Rapikan data" not in html(reader, "/k/64.71/")


def test_those_who_take_part_see_the_tasks_that_concern_them(as_user, advice, work, budi, joko, rina):
    talk.comment(advice, text="Hanya untuk kita", by=budi, now=timezone.now())

    assert "Rapikan data" in html(as_user(budi))
    assert "Rapikan data" in html(as_user(budi), "/k/64.71/")
    assert "Rapikan data" not in html(as_user(joko))
    assert "Hanya untuk kita" in html(as_user(joko))


def test_programme_office_makes_a_task_of_it(as_user, advice, budi, rina):
    made_of = f"?tentang=evaluation.recommendation:{advice.pk}"
    assert made_of in html(as_user(rina))
    assert made_of not in html(as_user(budi))

    form = html(as_user(rina), f"/tugas/baru/{made_of}")
    assert 'value="Perkuat data"' in form
    desk = access.assignments(budi)[0].organisation
    as_user(rina).post(
        f"/tugas/baru/{made_of}",
        {
            "submission_key": "kunci-untuk-sekali-kirim",
            "title": "Perkuat data",
            "organisation": desk.pk,
            "due_on": (timezone.now() + timedelta(days=7)).date().isoformat(),
            "priority": "normal",
        },
    )

    assert Task.objects.get().subject == ("evaluation.recommendation", str(advice.pk))


@pytest.mark.parametrize(
    "slug", ["2023-3", "2023-II-4", "x", "2023", "9999999999-1", "2023-I-I-3", "²-3", "-"]
)
def test_address_that_names_no_recommendation_is_not_found(anonymous, advice, slug):
    assert anonymous.get(f"/k/64.71/rekomendasi/{slug}/").status_code == 404
