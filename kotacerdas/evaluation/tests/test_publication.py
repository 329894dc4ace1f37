"""The day of publication: before it nobody but operators gets anything of a result that was found here, after it all do."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from kotacerdas.common.tests.reading import words
from kotacerdas.evaluation import actions
from kotacerdas.evaluation.actions import Attached, Head
from kotacerdas.evaluation.domain.workflow import Step
from kotacerdas.evaluation.models import (
    Award,
    RankInterval,
    Recommendation,
    Remark,
    Result,
    ResultLetter,
    Round,
)
from kotacerdas.evaluation.tests import factories
from kotacerdas.evaluation.tests.factories import MALANG_2022, advices, remark
from kotacerdas.files import actions as files
from kotacerdas.files.models import File
from kotacerdas.search import queries as search

OUTSIDE = ["rina", "budi", "lestari", "tetangga", "hadi", "siti", "anonymous"]
SECRETS = ("Layanan 112 terpuji", "Perkuat data terpadu", "2,51", "2.51", "Juara tata kelola", "B-77/2026")


@pytest.fixture
def run(balikpapan, samarinda, nadia):
    """On the day of its result, with everything that comes with one."""
    now = timezone.now()
    days = factories.days({Step.INVITATION: (-20, 5), Step.RESULT: (-1, 5)}, now=now)
    made = factories.run_round(
        cities=(balikpapan, samarinda), by=nadia, now=now, days=days, instrument="smartcity/2022-kppn"
    )
    result = factories.result(made, balikpapan, MALANG_2022)
    RankInterval.objects.create(
        result=result,
        index_low="2.4",
        index_high="2.6",
        rank_low=1,
        rank_high=1,
        assessors=3,
        draws=9,
        seed=1,
        at=now,
    )
    remarks = [remark(Remark.Kind.STRENGTH, SECRETS[0], assessor=1), *advices(SECRETS[1], assessor=1)]
    file = Attached(files.store(b"%PDF-1.4 contoh"), "surat.pdf", "application/pdf")
    actions.record_letter(
        made, balikpapan, Head(SECRETS[-1], file=file), remarks, is_public=True, by=nadia, now=now
    )
    actions.give_award(made, actions.NewAward(balikpapan, SECRETS[4]), by=nadia, now=now)
    return made


@pytest.fixture
def client_of(request, as_user, anonymous):
    def of(who):
        return anonymous if who == "anonymous" else as_user(request.getfixturevalue(who))

    return of


def its_pages(run):
    card = f"/k/64.71/rapor/{run.code}/"
    files_ = (f"{card}laporan.pdf", f"{card}laporan.xlsx", f"{card}unduh.csv", f"{card}unduh.xlsx")
    return [card, *files_, "/k/64.71/rekomendasi/2026-1/", File.objects.get().get_absolute_url()]


def open_pages(run):
    """Those that are there before, too, and must keep silent."""
    return [
        "/", "/k/64.71/", "/putaran/", "/banding/", "/rekomendasi/", "/rekomendasi/cetak/",
        f"/putaran/{run.code}/", f"/putaran/{run.code}/unduh.csv", f"/putaran/{run.code}/penghargaan/",
        f"/putaran/{run.code}/kalender/",
    ]  # fmt: skip


def rows_of(user):
    return [
        model.objects.visible_to(user).exists()
        for model in (Result, ResultLetter, Remark, Recommendation, Award, RankInterval)
    ]


@pytest.mark.parametrize("who", OUTSIDE)
def test_before_its_day_nobody_outside_gets_anything(request, client_of, run, who):
    client, user = client_of(who), AnonymousUser() if who == "anonymous" else request.getfixturevalue(who)
    for address in its_pages(run):
        assert client.get(address).status_code in {302, 403, 404}, address
    for address in open_pages(run):
        text = client.get(address).content.decode()
        assert not [secret for secret in SECRETS if secret in text], address
    assert rows_of(user) == [False] * 6
    for typed in ("terpadu", "terpuji", "B-77"):
        assert not search.search(typed, user=user).count


def test_the_operator_sees_all_of_it_and_that_it_is_a_draft(as_user, nadia, run):
    client = as_user(nadia)
    for address in its_pages(run):
        assert client.get(address).status_code == 200, address
    assert rows_of(nadia) == [True] * 6
    assert "Draft: only operators see this" in words(client.get(f"/en/putaran/{run.code}/"))
    assert "Published on" not in words(client.get(f"/en/putaran/{run.code}/"))


@pytest.mark.parametrize("who", OUTSIDE)
def test_from_its_day_on_all_get_all_of_it(request, client_of, nadia, run, who):
    actions.publish(run, by=nadia, now=timezone.now())

    client, user = client_of(who), AnonymousUser() if who == "anonymous" else request.getfixturevalue(who)
    for address in its_pages(run):
        assert client.get(address).status_code == 200, address
    card = words(client.get(its_pages(run)[0]))
    assert not [secret for secret in (*SECRETS[:3], SECRETS[-1]) if secret not in card]
    assert SECRETS[4] in words(client.get(f"/putaran/{run.code}/penghargaan/"))
    assert rows_of(user) == [True] * 6
    assert search.search("terpadu", user=user).count == 1


def test_the_day_stands_above_the_ranking_and_goes_when_it_is_taken_back(as_user, nadia, run):
    client, address = as_user(nadia), f"/putaran/{run.code}/terbit/"
    client.post(address, {"terbit": "1"})
    shown = Round.objects.get(pk=run.pk)
    assert shown.is_published
    assert timezone.now() - shown.published_at < timedelta(minutes=5)
    today = shown.published_at.astimezone(shown.timezone)
    assert f"Published on {today.day} {today:%B %Y}" in words(client.get(f"/en/putaran/{run.code}/"))

    page = client.post(address, {"terbit": "0"}, follow=True)
    assert Round.objects.get(pk=run.pk).published_at is None
    assert "Published on" not in words(client.get(f"/en/putaran/{run.code}/"))
    assert page.status_code == 200


def test_outside_its_days_publishing_is_refused_with_the_reason(as_user, anonymous, nadia, balikpapan):
    now = timezone.now()
    days = factories.days({Step.INVITATION: (-20, 5), Step.RESULT: (3, 5)}, now=now)
    made = factories.run_round(cities=(balikpapan,), by=nadia, now=now, days=days)

    page = as_user(nadia).post(f"/en/putaran/{made.code}/terbit/", {"terbit": "1"}, follow=True)
    assert page.status_code == 200
    assert "“Result” opens on" in page.content.decode()
    assert not Round.objects.get(pk=made.pk).is_published
