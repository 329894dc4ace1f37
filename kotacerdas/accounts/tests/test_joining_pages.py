from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kotacerdas.accounts.actions import codes
from kotacerdas.accounts.models import Invitation, JoinCode, JoinRequest
from kotacerdas.accounts.tests import ways_in
from kotacerdas.accounts.tests.ways_in import ANI
from kotacerdas.people.models import RoleAssignment, User
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories

PASSWORD = "perahu-biru-berlabuh-sore"
ACCEPT = "/undangan/terima/"


def link(invitation):
    return reverse("accounts:open-invitation", kwargs={"token": invitation.token})


def comes_in(browser, **changes):
    typed = {"display_name": "Ani Wijaya", "new_password": PASSWORD, "language": "id", **changes}
    return browser.post(ACCEPT, typed)


# --- Inviting ----------------------------------------------------------------------------------------------


def invite(browser, **typed):
    address = "/undangan/baru/"
    fields = {
        "role": "council_member",
        "addresses": ANI,
        "language": "id",
        "days": "7",
        "submission_key": "abcdefghijklmnop1234",
    }
    return browser.post(address, {**fields, **typed})


def test_office_invites_a_list_and_sees_it(as_user, rina):
    browser = as_user(rina)

    answer = invite(browser, addresses=f"Ani <{ANI}>\nbeni@contoh.go.id")

    assert answer.status_code == 302
    shown = browser.get("/undangan/").content.decode()
    assert "ani@" in shown
    assert "beni@" in shown


def test_wrong_lines_are_told_with_their_numbers_and_nobody_is_written_to(as_user, rina):
    answer = invite(as_user(rina), addresses=f"{ANI}\nbukan alamat\n{rina.email}")

    assert answer.status_code == 422
    assert "Baris 2" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_form_sent_twice_invites_once(as_user, rina):
    browser = as_user(rina)

    assert invite(browser).status_code == invite(browser).status_code == 302

    assert Invitation.objects.count() == 1


def test_officer_without_an_agency_is_not_invited(as_user, rina):
    answer = invite(as_user(rina), role="agency_officer")

    assert answer.status_code == 422
    assert not Invitation.objects.exists()


def test_role_that_is_not_ones_to_give_is_no_choice(as_user, rina):
    assert invite(as_user(rina), role="administrator").status_code == 422
    assert not Invitation.objects.exists()


def test_organisation_of_the_neighbour_is_no_choice(as_user, rina, samarinda):
    theirs = factories.organisation("Dinas Samarinda", city=samarinda)

    assert invite(as_user(rina), role="agency_officer", organisation=theirs.pk).status_code == 422


def test_neighbours_invitation_is_not_there(as_user, tetangga, balikpapan):
    made = ways_in.invitation(balikpapan)
    browser = as_user(tetangga)

    assert browser.get(made.get_absolute_url()).status_code == 404
    for deed in ("kirim-ulang", "cabut"):
        assert browser.post(f"{made.get_absolute_url()}{deed}/", {"version": 1}).status_code == 404
    assert ANI not in browser.get("/undangan/").content.decode()
    made.refresh_from_db()
    assert made.version == 1


@pytest.mark.parametrize(
    ("asked", "found"),
    [("cari=LAMA%40", {"lama"}), ("keadaan=open", {"ani"}), ("keadaan=expired", {"lama"}), ("keadaan=accepted", set()),
     ("keadaan=xx", {"ani", "lama"}), ("cari=zz&keadaan=open", set())],
)  # fmt: skip
def test_invitations_are_found_by_words_and_state(asked, found, as_user, rina, balikpapan):
    ways_in.invitation(balikpapan)
    ways_in.invitation(balikpapan, "lama@contoh.go.id", now=timezone.now() - timedelta(days=9))

    shown = as_user(rina).get(f"/undangan/?{asked}").content.decode()

    assert {name for name in ("ani", "lama") if f"{name}@" in shown} == found


def test_page_of_an_invitation_never_shows_its_link(as_user, rina, balikpapan):
    made = ways_in.invitation(balikpapan)

    shown = as_user(rina).get(made.get_absolute_url()).content.decode()

    assert made.token not in shown
    assert made.digest not in shown


def test_stale_page_takes_nothing_back(as_user, rina, balikpapan):
    made = ways_in.invitation(balikpapan)
    browser = as_user(rina)
    key = {"submission_key": "abcdefghijklmnop1234"}
    assert browser.post(f"{made.get_absolute_url()}kirim-ulang/", {"version": 1, **key}).status_code == 302

    assert browser.post(f"{made.get_absolute_url()}cabut/", {"version": 1, **key}).status_code == 409

    made.refresh_from_db()
    assert made.revoked_at is None


def test_list_of_invitations_costs_the_same_for_few_and_many(
    as_user, rina, balikpapan, django_assert_max_num_queries
):
    browser = as_user(rina)
    for number in range(20):
        ways_in.invitation(balikpapan, f"orang{number}@contoh.id")

    with django_assert_max_num_queries(12):
        browser.get("/undangan/")


# --- The link ----------------------------------------------------------------------------------------------


def test_link_leads_on_without_its_token(anonymous, balikpapan):
    made = ways_in.invitation(balikpapan)

    answer = anonymous.get(link(made))

    assert (answer.status_code, answer["Location"]) == (302, ACCEPT)
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    page = anonymous.get(ACCEPT).content.decode()
    assert made.token not in page
    assert ANI in page.replace("<wbr>", "")
    assert made.token not in str(dict(anonymous.session))


def test_log_of_the_link_names_neither_token_nor_person(anonymous, balikpapan, capfd, caplog):
    made = ways_in.invitation(balikpapan)
    capfd.readouterr()
    caplog.clear()

    anonymous.get(link(made))

    said = "".join(capfd.readouterr()) + caplog.text
    assert "accounts:open-invitation" in said
    assert made.token not in said
    assert ANI not in said


def test_who_follows_the_link_sets_a_password_and_is_in(anonymous, balikpapan):
    made = ways_in.invitation(balikpapan)
    anonymous.get(link(made))

    answer = comes_in(anonymous)

    assert answer.status_code == 302
    person = User.objects.get(email=ANI)
    assert person.check_password(PASSWORD)
    assert anonymous.session["_auth_user_id"] == str(person.pk)
    assert person.assignments.get().role == Role.COUNCIL_MEMBER


@pytest.mark.parametrize("weak", ["pendek", "123456789012", "ani@contoh.go.id", "password1234"])
def test_weak_password_is_refused_and_the_link_still_counts(weak, anonymous, balikpapan):
    anonymous.get(link(ways_in.invitation(balikpapan)))

    assert comes_in(anonymous, new_password=weak).status_code == 422
    assert not User.objects.filter(email=ANI).exists()
    assert comes_in(anonymous).status_code == 302


def test_link_that_was_used_says_so(anonymous, balikpapan):
    made = ways_in.invitation(balikpapan)
    anonymous.get(link(made))
    comes_in(anonymous)
    anonymous.logout()

    anonymous.get(link(made))

    assert anonymous.get(ACCEPT).status_code == 410
    assert comes_in(anonymous, display_name="Lain").status_code == 410
    assert User.objects.filter(email=ANI).count() == 1


def test_expired_link_says_so(anonymous, balikpapan):
    made = ways_in.invitation(balikpapan, now=timezone.now() - timedelta(days=8))
    anonymous.get(link(made))

    assert anonymous.get(ACCEPT).status_code == 410
    assert comes_in(anonymous).status_code == 410


def test_unknown_link_opens_nothing(anonymous, balikpapan):
    ways_in.invitation(balikpapan)

    anonymous.get("/undangan/buka/" + "0" * 64 + "/")

    assert anonymous.get(ACCEPT).status_code == 200
    assert comes_in(anonymous).status_code == 200
    assert not User.objects.filter(email=ANI).exists()


def test_existing_account_signs_in_first(anonymous, as_user, budi, balikpapan):
    made = ways_in.invitation(balikpapan, budi.email)
    anonymous.get(link(made))

    shown = anonymous.get(ACCEPT).content.decode()
    assert "/masuk/?next=/undangan/terima/" in shown
    comes_in(anonymous)
    assert not RoleAssignment.objects.filter(role=Role.COUNCIL_MEMBER).exists()

    anonymous.force_login(budi)
    assert anonymous.post(ACCEPT).status_code == 302
    assert budi.assignments.filter(role=Role.COUNCIL_MEMBER).exists()


def test_somebody_else_at_the_same_browser_does_not_take_the_role(as_user, budi, balikpapan):
    made = ways_in.invitation(balikpapan)
    browser = as_user(budi)
    browser.get(link(made))

    assert browser.post(ACCEPT).status_code == 422

    assert not RoleAssignment.objects.filter(role=Role.COUNCIL_MEMBER).exists()


def test_guessing_links_is_slowed_down(anonymous, db):
    answers = [anonymous.get(f"/undangan/buka/{number:064x}/").status_code for number in range(31)]

    assert answers[:30] == [302] * 30
    assert answers[30] == 429


# --- Codes -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", [str, str.lower, lambda shown: shown.replace("-", " ")])
def test_code_is_typed_as_people_type(change, anonymous, balikpapan):
    made = ways_in.code(balikpapan)

    answer = anonymous.post("/gabung/", {"code": change(made.shown)})

    assert (answer.status_code, answer["Location"]) == (302, "/gabung/lanjut/")
    assert "Forum" in anonymous.get("/gabung/lanjut/").content.decode()


def test_link_of_a_code_does_the_same_as_typing(anonymous, balikpapan):
    made = ways_in.code(balikpapan)

    assert anonymous.get(f"/gabung/{made.shown}/")["Location"] == "/gabung/lanjut/"


def ask(browser, email):
    typed = {"name": "Dosen", "email": email, "submission_key": f"abcdefghijklmnop{abs(hash(email)):x}"[:40]}
    return browser.post("/gabung/lanjut/", typed)


def test_answer_tells_nobody_whether_an_address_has_an_account(anonymous, budi, balikpapan):
    anonymous.post("/gabung/", {"code": ways_in.code(balikpapan).code})

    known, unknown = ask(anonymous, budi.email), ask(anonymous, "baru@kampus.ac.id")

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert Invitation.objects.count() == 2


def test_one_address_is_not_flooded_with_links(anonymous, balikpapan):
    anonymous.post("/gabung/", {"code": ways_in.code(balikpapan).code})
    for number in range(5):
        typed = {"name": "x", "email": ANI, "submission_key": f"abcdefghijklmnop000{number}"}
        assert anonymous.post("/gabung/lanjut/", typed).status_code == 302

    assert ask(anonymous, ANI).status_code == 429


def test_guessing_codes_is_slowed_down_and_right_ones_are_not(anonymous, balikpapan):
    made = ways_in.code(balikpapan)
    for _ in range(40):
        assert anonymous.post("/gabung/", {"code": made.code}).status_code == 302

    answers = [anonymous.post("/gabung/", {"code": f"ZZZZ{number:04}"}).status_code for number in range(31)]

    assert answers[:30] == [422] * 30
    assert answers[30] == 429


def test_who_is_signed_in_joins_at_once(as_user, siti, balikpapan):
    browser = as_user(siti)
    browser.post("/gabung/", {"code": ways_in.code(balikpapan, needs_approval=False).code})

    assert browser.post("/gabung/lanjut/").status_code == 302

    assert siti.assignments.get().role == Role.OUTSIDE_MEMBER


def test_office_makes_a_code_and_shows_it_with_its_drawing(as_user, rina):
    browser = as_user(rina)
    typed = {
        "purpose": "Forum Maret",
        "role": "outside_member",
        "uses": "30",
        "ends_on": (timezone.now() + timedelta(days=3)).date().isoformat(),
        "needs_approval": "on",
        "submission_key": "abcdefghijklmnop1234",
    }

    answer = browser.post("/kode-gabung/baru/", typed)

    made = JoinCode.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    shown = browser.get(made.get_absolute_url()).content.decode()
    assert made.shown in shown
    assert "<svg" in shown


def test_office_says_yes_and_no_to_wishes(as_user, rina, siti, budi, balikpapan):
    made = ways_in.code(balikpapan)
    yes, no = (codes.join(made, by=person, now=timezone.now()) for person in (siti, budi))
    browser = as_user(rina)
    key = {"submission_key": "abcdefghijklmnop1234"}

    assert browser.post(f"/permintaan-gabung/{yes.key}/", {"approve": "1", **key}).status_code == 302
    assert browser.post(f"/permintaan-gabung/{no.key}/", {"approve": "0", **key}).status_code == 422
    answer = browser.post(f"/permintaan-gabung/{no.key}/", {"approve": "0", "reason": "Bukan", **key})

    assert answer.status_code == 302
    assert siti.assignments.filter(role=Role.OUTSIDE_MEMBER).exists()
    assert set(JoinRequest.objects.values_list("is_approved", flat=True)) == {True, False}


# --- A person's page ---------------------------------------------------------------------------------------


def test_office_gives_a_role_on_the_persons_page(as_user, rina, budi):
    browser = as_user(rina)
    typed = {"role": "verifier", "submission_key": "abcdefghijklmnop1234"}

    answer = browser.post(f"{budi.get_absolute_url()}beri-peran/", typed)

    assert answer["Location"] == budi.get_absolute_url()
    assert budi.assignments.filter(role=Role.VERIFIER).exists()


def test_role_is_ended_by_its_number_now_or_on_a_day(as_user, rina, budi):
    browser = as_user(rina)
    address = f"{budi.get_absolute_url()}peran/1/akhiri/"
    held = budi.assignments.get()
    key = {"submission_key": "abcdefghijklmnop1234"}
    last = (timezone.now() + timedelta(days=30)).date().isoformat()

    assert browser.post(address, {"when": "day", "on": last, "version": 1, **key}).status_code == 302
    assert browser.post(address, {"when": "now", "version": 1, **key}).status_code == 409
    assert browser.post(address, {"when": "now", "version": 2, **key}).status_code == 302

    held.refresh_from_db()
    assert held.ended_at is not None
    assert browser.get(budi.get_absolute_url()).status_code == 200


def test_roles_have_numbers_that_exist_only(as_user, rina, budi):
    assert as_user(rina).get(f"{budi.get_absolute_url()}peran/7/akhiri/").status_code == 404


def test_move_shows_what_ends_and_then_ends_it(as_user, rina, budi, balikpapan):
    dishub = factories.organisation("Dinas Perhubungan", city=balikpapan)
    browser, mine = as_user(rina), as_user(budi)
    address = f"{budi.get_absolute_url()}pindah/"
    assert "Diskominfo" in browser.get(address).content.decode()
    typed = {"to": dishub.pk, "role": "agency_officer", "submission_key": "abcdefghijklmnop1234"}

    assert browser.post(address, typed).status_code == 302

    page = mine.get("/akun/").content.decode()
    assert "Dinas Perhubungan" in page
    assert "Dinas Komunikasi" not in page


def test_person_elsewhere_is_not_there(as_user, tetangga, budi):
    browser = as_user(tetangga)

    for path in ("", "beri-peran/", "peran/1/akhiri/", "pindah/"):
        assert browser.get(f"{budi.get_absolute_url()}{path}").status_code == 404
    assert browser.post(f"{budi.get_absolute_url()}akun/", {"buka": "0"}).status_code == 404
    assert User.objects.get(pk=budi.pk).is_active


def test_roles_in_other_cities_are_not_shown(as_user, rina, budi, samarinda):
    factories.assignment(budi, Role.COUNCIL_MEMBER, city=samarinda)

    shown = as_user(rina).get(budi.get_absolute_url()).content.decode()

    assert "Samarinda" not in shown


def test_closed_account_is_out_and_comes_back(as_user, rina, budi):
    browser, mine = as_user(rina), as_user(budi)

    assert browser.post(f"{budi.get_absolute_url()}akun/", {"buka": "0"}).status_code == 302
    assert mine.get("/akun/").status_code == 302

    browser.post(f"{budi.get_absolute_url()}akun/", {"buka": "1"})
    assert User.objects.get(pk=budi.pk).is_active


# --- Posts and deputies ------------------------------------------------------------------------------------


def appoint(browser, desk, person, **changes):
    today = timezone.now().date()
    typed = {
        "organisation": desk.pk,
        "person": person.pk,
        "manner": "plt",
        "from_on": today.isoformat(),
        "until_on": (today + timedelta(days=20)).isoformat(),
        "legal_basis": "SP 1/2026",
        "submission_key": "abcdefghijklmnop1234",
    }
    return browser.post("/pejabat/tunjuk/", {**typed, **changes})


def test_office_appoints_a_deputy_who_is_shown_with_the_title(as_user, rina, budi):
    desk = budi.assignments.get().organisation
    browser = as_user(rina)

    assert appoint(browser, desk, budi).status_code == 302

    assert "Plt. Kepala Dinas Komunikasi dan Informatika" in browser.get("/pejabat/").content.decode()


def test_doubtful_appointment_is_asked_about_once_more(as_user, rina, budi):
    desk = budi.assignments.get().organisation
    browser = as_user(rina)
    long = {"until_on": (timezone.now() + timedelta(days=200)).date().isoformat()}

    asked = appoint(browser, desk, budi, **long)
    assert asked.status_code == 422
    assert 'name="sure"' in asked.content.decode()
    assert not budi.assignments.filter(manner="plt").exists()

    assert appoint(browser, desk, budi, **long, sure="on").status_code == 302
    assert budi.assignments.filter(manner="plt").exists()


def test_nobody_is_a_choice_for_oneself(as_user, rina, budi):
    desk = budi.assignments.get().organisation

    assert appoint(as_user(rina), desk, rina).status_code == 422


def test_office_of_a_city_that_does_not_take_part_here_still_opens_its_own_pages(as_user, balikpapan, rina):
    balikpapan.is_member = False
    balikpapan.save()
    browser = as_user(rina)

    assert browser.get("/pejabat/").status_code == 200
    assert browser.get("/kode-gabung/baru/").status_code == 200


def test_posts_cost_the_same_for_few_and_many(as_user, rina, balikpapan, django_assert_max_num_queries):
    browser = as_user(rina)
    for number in range(20):
        desk = factories.organisation(f"Dinas {number}", city=balikpapan)
        factories.officeholder(f"k{number}@contoh.id", Role.AGENCY_HEAD, city=balikpapan, organisation=desk)

    with django_assert_max_num_queries(10):
        browser.get("/pejabat/")
