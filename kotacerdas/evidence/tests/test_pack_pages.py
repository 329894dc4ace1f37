"""The pages of packs: who orders one, what is seen while it is made, and the file behind the guarded door."""

from dataclasses import replace

import pytest

from kotacerdas.common.submissions import new_key
from kotacerdas.evidence.models import Content, Document, Pack
from kotacerdas.evidence.tests import factories
from kotacerdas.evidence.tests.factories import NOW
from kotacerdas.evidence.tests.test_packing import (  # noqa: F401 - fixtures
    minutes,
    questions,
    secret,
)
from kotacerdas.jobs.tests.running import run_all
from kotacerdas.people.permissions import Permission
from kotacerdas.people.roles import ROLES, Role


def order(client, **changed):
    sent = {"scope": "uji-2025", "language": "id", "submission_key": new_key()} | changed
    return client.post("/bukti/paket/", sent)


@pytest.fixture
def ordered(as_user, minutes, secret, rina):  # noqa: F811 - fixtures of test_packing
    answer = order(as_user(rina), with_secret="on")
    assert answer.status_code == 302, answer.content.decode()
    return Pack.objects.get()


def test_ordered_pack_is_made_in_the_background_and_downloaded(as_user, ordered, rina):
    client = as_user(rina)
    assert 'id="keadaan"' in client.get(ordered.get_absolute_url()).content.decode()

    run_all()

    page = client.get(ordered.get_absolute_url()).content.decode()
    ordered.refresh_from_db()
    assert ordered.seal in page
    file = client.get(ordered.file.get_absolute_url())
    assert b"".join(file) if file.streaming else file.content
    assert file["Content-Disposition"].startswith("attachment")


def test_only_whoever_makes_packs_has_them(as_user, ordered, budi, tetangga, siti, anonymous):
    run_all()
    ordered.refresh_from_db()

    assert as_user(budi).get("/bukti/paket/").status_code == 403
    assert as_user(siti).get(ordered.get_absolute_url()).status_code == 403
    assert as_user(tetangga).get(ordered.get_absolute_url()).status_code == 404
    for somebody in (budi, tetangga, siti):
        assert as_user(somebody).get(ordered.file.get_absolute_url()).status_code == 404
    assert anonymous.get(ordered.file.get_absolute_url()).status_code == 302


# --- What became of its documents since ------------------------------------------------------------------------


@pytest.fixture
def ready(as_user, minutes, rina):  # noqa: F811 - a fixture of test_packing
    """Of one document, which was no secret when it was made."""
    order(as_user(rina))
    run_all()
    return Pack.objects.get(state=Pack.State.READY)


@pytest.fixture
def office(joko, monkeypatch):
    """An officer who makes packs and has no right to the secrets of other agencies."""
    duty = ROLES[Role.AGENCY_OFFICER]
    more = duty.permissions | {Permission.MANAGE_EVIDENCE}
    monkeypatch.setitem(ROLES, Role.AGENCY_OFFICER, replace(duty, permissions=more))
    return joko


def hide(document):
    Document.objects.filter(pk=document.pk).update(confidentiality="secret")


def withdraw(document):
    Document.objects.filter(pk=document.pk).update(withdrawn_at=NOW, withdrawn_because="Salah berkas")


def infect(document):
    Content.objects.filter(pk=document.latest.content_id).update(scan="infected")


REFUSED = "may not be given to you any more"
BUTTON = 'href="?unduh=1"'


def fetched(client, address):
    """The status; what comes is read to its end, which closes the file."""
    answer = client.get(address)
    assert b"".join(answer)
    return answer.status_code


def test_whoever_may_see_all_parts_gets_a_pack_from_its_page(as_user, ready, office, rina):
    address, file = ready.get_absolute_url(), ready.file.get_absolute_url()

    for reader in (office, rina):
        page = as_user(reader).get(address).content.decode()
        assert BUTTON in page
        assert as_user(reader).get(f"{address}?unduh=1")["Location"] == file
        assert fetched(as_user(reader), file) == 200


def test_a_pack_of_what_became_secret_stays_with_those_who_may_see_secrets(
    as_user,
    ready,
    minutes,  # noqa: F811 - a fixture of test_packing
    office,
    rina,
):
    address, file = f"/en{ready.get_absolute_url()}", ready.file.get_absolute_url()
    hide(minutes)

    refused = as_user(office).get(f"{address}?unduh=1")
    assert refused.status_code == 403
    assert REFUSED in refused.content.decode()
    assert "Make it anew" in refused.content.decode()
    assert BUTTON not in refused.content.decode()
    assert fetched(as_user(office), file) == 404
    assert fetched(as_user(rina), file) == 200
    assert "not given out" in as_user(office).get("/en/bukti/paket/").content.decode()
    assert "not given out" not in as_user(rina).get("/en/bukti/paket/").content.decode()


@pytest.mark.parametrize("fall", [withdraw, infect])
def test_a_pack_of_what_was_withdrawn_or_infected_is_given_to_nobody(
    as_user,
    ready,
    minutes,  # noqa: F811 - a fixture of test_packing
    rina,
    fall,
):
    fall(minutes)

    assert fetched(as_user(rina), ready.file.get_absolute_url()) == 404
    refused = as_user(rina).get(f"/en{ready.get_absolute_url()}?unduh=1")
    assert refused.status_code == 403
    assert REFUSED in refused.content.decode()


def test_a_pack_whose_parts_nobody_noted_is_not_given_out(as_user, ready, rina):
    ready.revisions.clear()

    assert fetched(as_user(rina), ready.file.get_absolute_url()) == 404


def test_a_pack_made_anew_is_given_out_again(as_user, ready, minutes, secret, office, rina):  # noqa: F811 - fixtures of test_packing
    hide(minutes)
    order(as_user(rina), with_secret="on")
    run_all()

    newer = Pack.objects.exclude(pk=ready.pk).get()

    assert newer.revisions.count() == 2
    assert fetched(as_user(rina), newer.file.get_absolute_url()) == 200
    assert as_user(office).get(newer.get_absolute_url()).status_code == 404


def test_double_click_is_one_pack(as_user, minutes, rina):  # noqa: F811 - fixtures of test_packing
    key = new_key()
    for _click in range(2):
        order(as_user(rina), submission_key=key)

    assert Pack.objects.count() == 1


def test_round_without_proofs_says_what_to_do(as_user, balikpapan, rina):
    order(as_user(rina))
    run_all()

    page = as_user(rina).get(Pack.objects.get().get_absolute_url()).content.decode()

    assert "Putaran Uji 2025" in page
    assert Pack.objects.get().state == Pack.State.FAILED


def test_unknown_round_is_refused_on_the_form(as_user, balikpapan, rina):
    assert order(as_user(rina), scope="lain").status_code == 422


def test_the_number_of_queries_does_not_grow_with_the_packs(
    as_user, ordered, rina, django_assert_max_num_queries
):
    run_all()
    made = Pack.objects.get()
    client = as_user(rina)
    with django_assert_max_num_queries(14) as asked:
        client.get("/bukti/paket/")
    few = len(asked)

    for _number in range(10):
        other = factories.pack(ordered.city, by=rina, file=made.file)
        other.revisions.set(made.revisions.all())

    with django_assert_max_num_queries(few):
        assert "Putaran 2023" in client.get("/bukti/paket/").content.decode()
