"""Opening a round's questions and giving them to organisations: one by one, many at once, as the last time."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from kotacerdas.common.submissions import new_key
from kotacerdas.evaluation.domain.workflow import Step
from kotacerdas.followup.models import Task
from kotacerdas.people.models import Organisation
from kotacerdas.selfassessment import actions
from kotacerdas.selfassessment.actions import Given
from kotacerdas.selfassessment.models import Assessment
from kotacerdas.selfassessment.tests import factories
from kotacerdas.selfassessment.tests.factories import WORKING, days


@pytest.fixture
def diskominfo(budi):
    return Organisation.objects.get(short_name="Diskominfo")


@pytest.fixture
def dishub(joko):
    return Organisation.objects.get(short_name="Dishub")


@pytest.fixture
def round_(balikpapan):
    return factories.round_of(balikpapan, days=days(*WORKING, now=timezone.now()))


@pytest.fixture
def one(balikpapan, round_):
    return actions.open_assessment(round_, balikpapan, by=None, now=timezone.now())


@pytest.fixture
def last(balikpapan, diskominfo):
    """The round before, whose first two questions one agency answered; the first is written, too."""
    made = factories.assessment(balikpapan, year=2025)
    for code in ("A1", "A2"):
        factories.given(made.answers.get(code=code), diskominfo)
    factories.handed_in(made.answers.get(code="A1"))
    return made


def address(assessment):
    return f"/penilaian/{assessment.round.code}/bagi/"


def seen(client, assessment):
    """What the page says it shows, as the browser sends it back."""
    found = re.search(r'name="dilihat" value="([^"]*)"', client.get(address(assessment)).content.decode())
    return found[1].replace("&quot;", '"')


def send(client, assessment, shown=None, **fields):
    sent = {"dilihat": shown or seen(client, assessment), "submission_key": new_key()}
    return client.post(
        address(assessment), sent | {key.replace("_", "-"): value for key, value in fields.items()}
    )


def give(assessment, code, organisation, **fields):
    """As somebody else does it today, while a page lies open."""
    given = {code: Given(organisation, **fields)}
    actions.share(assessment, given, by=None, now=timezone.now())


def owner(assessment, code):
    row = assessment.answers.select_related("organisation", "person").get(code=code)
    return row.organisation, row.person, row.due_on


# --- Opening -----------------------------------------------------------------------------------------------


def test_programme_office_opens_the_questions_once_and_comes_to_the_page_that_shares_them(
    as_user, rina, round_, balikpapan
):
    client, sent = as_user(rina), {"submission_key": new_key()}

    for _again in range(2):
        answer = client.post(f"/penilaian/{round_.code}/mulai/?kota={balikpapan.code}", sent)
        assert answer.status_code == 302
        assert answer["Location"].startswith(f"/penilaian/{round_.code}/bagi/")

    assert Assessment.objects.get().answers.count() == 117


def test_questions_are_not_opened_by_others_or_by_a_visit(as_user, round_, rina, budi, tetangga):
    where, sent = f"/penilaian/{round_.code}/mulai/", {"submission_key": new_key()}

    assert as_user(rina).get(where).status_code == 405
    assert as_user(budi).post(where, sent).status_code == 403
    assert as_user(tetangga).post(where, sent).status_code == 404
    assert not Assessment.objects.exists()


def test_round_whose_days_are_over_is_not_opened_and_says_why(as_user, rina, balikpapan):
    old = timezone.now() - timedelta(days=90)
    made = factories.round_of(balikpapan, days=days(*WORKING, now=old))

    where = f"/en/penilaian/{made.code}/mulai/"
    answer = as_user(rina).post(where, {"submission_key": new_key()}, follow=True)

    assert not Assessment.objects.exists()
    assert "was over on" in answer.content.decode()


# --- One by one, and many at once --------------------------------------------------------------------------


def test_question_is_given_with_person_and_day(as_user, rina, budi, one, diskominfo):
    client, day = as_user(rina), timezone.localdate() + timedelta(days=5)
    assert send(client, one, opd_A1=diskominfo.pk, hari_A1=day.isoformat()).status_code == 302

    assert (
        send(client, one, opd_A1=diskominfo.pk, orang_A1=budi.pk, hari_A1=day.isoformat()).status_code == 302
    )

    assert owner(one, "A1") == (diskominfo, budi, day)
    assert Task.objects.get(organisation=diskominfo).due_on == day


def test_person_of_another_organisation_is_refused_at_the_question(as_user, rina, joko, one, diskominfo):
    answer = send(as_user(rina), one, opd_A1=diskominfo.pk, orang_A1=joko.pk)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "bagi-soal--galat" in page
    assert f'<option value="{diskominfo.pk}" selected>' in page
    assert owner(one, "A1") == (None, None, None)


def test_person_is_not_taken_along_into_another_organisation(as_user, rina, budi, one, diskominfo, dishub):
    give(one, "A1", diskominfo, person=budi)

    assert send(as_user(rina), one, opd_A1=dishub.pk, orang_A1=budi.pk).status_code == 302

    assert owner(one, "A1") == (dishub, None, None)


@pytest.mark.parametrize("typed", ["besok", "2020-01-01"])
def test_day_that_is_none_or_is_over_is_refused_at_the_question(as_user, rina, one, diskominfo, typed):
    answer = send(as_user(rina), one, opd_A1=diskominfo.pk, hari_A1=typed)

    assert answer.status_code == 422
    assert "bagi-soal--galat" in answer.content.decode()
    assert owner(one, "A1") == (None, None, None)


def test_day_without_an_organisation_is_not_lost_in_silence(as_user, rina, one):
    answer = send(as_user(rina), one, opd_A1="", hari_A1=timezone.localdate().isoformat())

    assert answer.status_code == 422
    assert "bagi-soal--galat" in answer.content.decode()


def test_question_is_taken_away_with_its_day(as_user, rina, one, diskominfo):
    day = timezone.localdate() + timedelta(days=3)
    give(one, "A1", diskominfo, due_on=day)

    assert send(as_user(rina), one, opd_A1="", hari_A1=day.isoformat()).status_code == 302

    assert owner(one, "A1") == (None, None, None)


def test_ticked_questions_and_whole_parts_are_given_at_once(as_user, rina, one, diskominfo):
    day = timezone.localdate() + timedelta(days=9)
    fields = {"tugas": "beri", "untuk": diskominfo.pk, "sampai": day.isoformat()}

    answer = send(as_user(rina), one, pilih=["B1", "B2"], pilih_bagian=["A"], **fields)

    assert answer.status_code == 302
    given = set(one.answers.filter(organisation=diskominfo, due_on=day).values_list("code", flat=True))
    part = set(one.answers.filter(code__startswith="A").values_list("code", flat=True))
    assert given == part | {"B1", "B2"}


@pytest.mark.parametrize("fields", [{"pilih": ["A1"]}, {"untuk": "1"}, {"untuk": "999999", "pilih": ["A1"]}])
def test_several_are_not_given_without_questions_or_organisation(as_user, rina, one, diskominfo, fields):
    if fields.get("untuk") == "1":
        fields = {"untuk": diskominfo.pk}

    answer = send(as_user(rina), one, tugas="beri", **fields)

    assert answer.status_code == 422
    assert not one.answers.exclude(organisation=None).exists()


def test_two_offices_share_out_at_once_and_neither_overwrites_the_other(
    as_user, rina, one, diskominfo, dishub
):
    client = as_user(rina)
    shown = seen(client, one)
    give(one, "A1", dishub)
    give(one, "A2", dishub)

    clash = send(client, one, shown, opd_A1=diskominfo.pk, opd_A2="", opd_A3=diskominfo.pk)

    page = clash.content.decode()
    assert clash.status_code == 409
    assert "Dishub" in page
    assert owner(one, "A1")[0] == dishub
    # What lies beside is no clash: the same form without that question goes through, and A2 stays where it went.
    assert send(client, one, shown, opd_A2="", opd_A3=diskominfo.pk).status_code == 302
    assert owner(one, "A2")[0] == dishub
    assert owner(one, "A3")[0] == diskominfo


def test_second_look_after_a_clash_may_decide_otherwise(as_user, rina, one, diskominfo, dishub):
    client = as_user(rina)
    shown = seen(client, one)
    give(one, "A1", dishub)
    clash = send(client, one, shown, opd_A1=diskominfo.pk).content.decode()
    newer = re.search(r'name="dilihat" value="([^"]*)"', clash)[1].replace("&quot;", '"')

    assert json.loads(newer)["A1"][0] == str(dishub.pk)
    assert send(client, one, newer, opd_A1=diskominfo.pk).status_code == 302
    assert owner(one, "A1")[0] == diskominfo


# --- As the last time --------------------------------------------------------------------------------------


def test_split_of_the_last_time_is_shown_and_taken_over_by_one_button(
    as_user, rina, one, last, diskominfo, dishub
):
    give(one, "A2", dishub)
    client = as_user(rina)
    assert "the last time: Diskominfo" in client.get(f"/en{address(one)}").content.decode()

    assert send(client, one, tugas="seperti-lalu").status_code == 302

    assert owner(one, "A1") == (diskominfo, None, None)
    assert owner(one, "A2")[0] == dishub


def test_words_of_the_last_time_become_drafts_that_nobody_has_handed_in(as_user, rina, one, last):
    client = as_user(rina)

    assert send(client, one, tugas="salin").status_code == 302

    first = one.answers.get(code="A1")
    assert (first.statement, first.state) == (last.answers.get(code="A1").statement, "open")
    assert one.answers.exclude(statement="").count() == 1
    assert 'value="salin"' not in client.get(address(one)).content.decode()


def test_without_an_earlier_round_nothing_is_proposed(as_user, rina, one):
    page = as_user(rina).get(address(one)).content.decode()

    assert 'value="seperti-lalu"' not in page
    assert 'value="salin"' not in page


# --- Rights, days, weight ----------------------------------------------------------------------------------


def test_only_the_programme_office_of_the_city_shares_out(as_user, one, budi, lestari, tetangga):
    assert as_user(budi).get(address(one)).status_code == 403
    assert as_user(lestari).get(address(one)).status_code == 403
    assert as_user(tetangga).get(address(one)).status_code == 404


def test_reason_stands_on_the_page_before_anything_is_pressed(as_user, rina, balikpapan, diskominfo):
    now = timezone.now()
    made = factories.round_of(balikpapan, days=days(Step.SELF_ASSESSMENT, now=now))
    one = actions.open_assessment(made, balikpapan, by=None, now=now)
    made.windows.update(opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=1))

    client = as_user(rina)
    page = client.get(address(one)).content.decode()

    assert "pesan--awas" in page
    assert 'class="bilah"' not in page
    assert send(client, one, opd_A1=diskominfo.pk).status_code == 422


def test_page_asks_the_database_as_often_for_many_organisations_as_for_few(
    as_user, rina, budi, one, last, diskominfo, django_assert_max_num_queries
):
    client = as_user(rina)
    with django_assert_max_num_queries(20) as asked:
        client.get(address(one))
    few = len(asked)
    from kotacerdas.people.tests import factories as people

    for number in range(36):
        people.organisation(f"Dinas Contoh {number}", city=one.city)
    codes = list(one.answers.values_list("code", flat=True))
    actions.share(one, dict.fromkeys(codes, Given(diskominfo, budi)), by=None, now=timezone.now())

    with django_assert_max_num_queries(few):
        page = client.get(address(one))

    assert page.content.count(b"<select") >= 2 * 117
