from datetime import timedelta

import pytest
from django.utils import timezone

from kotacerdas.accounts.actions import closing
from kotacerdas.accounts.tests import ways_in
from kotacerdas.common.domain.faults import Refused
from kotacerdas.events import actions as events
from kotacerdas.jobs.tests.running import run_all
from kotacerdas.notices import texts
from kotacerdas.notices.actions import pass_on
from kotacerdas.notices.models import Notice
from kotacerdas.people.actions import roles
from kotacerdas.people.actions.roles import Offer
from kotacerdas.people.models import User
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories
from kotacerdas.people.tests.factories import PASSWORD

ROLES = ["accounts.role-given", "accounts.role-ended", "accounts.moved"]


def heard(person):
    return {each.kind: each for each in Notice.objects.filter(person=person, kind__in=ROLES)}


def test_who_gets_loses_or_changes_a_role_hears_of_it_in_words(rina, budi, balikpapan):
    now = timezone.now()
    council = roles.give_role(budi, Offer(Role.COUNCIL_MEMBER, city=balikpapan), by=rina, now=now)
    roles.end_role(council, by=rina, now=now, expected=1, on=council.day_of(now) + timedelta(days=9))
    roles.move(
        budi, to=factories.organisation("Dinas Perhubungan", city=balikpapan), by=rina, now=timezone.now()
    )

    run_all()

    told = heard(budi)
    assert set(told) == set(ROLES)
    for language in ("id", "en"):
        words = [texts.of(each, language) for each in told.values()]
        assert all("%(" not in line for text in words for line in (text.subject, *text.paragraphs))
    assert "Dinas Perhubungan" in texts.of(told["accounts.moved"], "id").subject


def test_who_hears_twice_of_an_event_is_told_once(rina, budi, balikpapan):
    roles.give_role(budi, Offer(Role.COUNCIL_MEMBER, city=balikpapan), by=rina, now=timezone.now())
    run_all()

    events.replay("accounts.tell", now=timezone.now())
    run_all()

    assert Notice.objects.filter(person=budi, kind__in=ROLES).count() == 1


def test_who_took_up_a_role_needs_no_notice_of_it(budi, balikpapan):
    roles.take_up(budi, Offer(Role.COUNCIL_MEMBER, city=balikpapan), now=timezone.now())

    run_all()

    assert not heard(budi)


def test_link_of_an_invitation_is_passed_on_by_nobody(rina, balikpapan):
    ways_in.invitation(balikpapan)
    notice = Notice.objects.get(address=ways_in.ANI)

    with pytest.raises(Refused, match="by-hand-refused"):
        pass_on(notice, phone="0812-3456-7890", by=rina, now=timezone.now())


def test_mail_of_an_invitation_is_whole_in_both_languages(balikpapan):
    ways_in.invitation(balikpapan, message="Selamat bergabung\nsampai jumpa")
    notice = Notice.objects.get(address=ways_in.ANI)

    for language, greeting in (("id", "mengundang Anda"), ("en", "invites you")):
        text = texts.of(notice, language)
        assert greeting in text.paragraphs[0]
        assert "Selamat bergabung sampai jumpa" in text.paragraphs
        assert "/undangan/buka/" in text.url


def test_link_of_an_invitation_that_is_gone_leads_to_where_codes_are_typed(balikpapan):
    ways_in.invitation(balikpapan).delete()

    assert texts.of(Notice.objects.get(address=ways_in.ANI), "id").url.endswith("/gabung/")


def test_reopened_account_has_none_of_its_old_sessions(rina, balikpapan, anonymous):
    person = factories.user("officer@contoh.go.id", password=PASSWORD)
    factories.assignment(person, Role.COUNCIL_MEMBER, city=balikpapan)
    anonymous.post("/masuk/", {"login": person.email, "password": PASSWORD})
    assert anonymous.get("/akun/").status_code == 200

    closing.close(person, by=rina, now=timezone.now())
    closing.reopen(person, by=rina, now=timezone.now())

    assert User.objects.get(pk=person.pk).is_active
    assert anonymous.get("/akun/").status_code == 302


def test_account_of_the_demonstration_is_not_closed(rina, budi):
    User.objects.filter(pk=budi.pk).update(is_demo=True)
    budi.refresh_from_db()

    with pytest.raises(Refused, match="demo-account-shared"):
        closing.close(budi, by=rina, now=timezone.now())
