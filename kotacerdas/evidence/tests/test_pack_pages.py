"""The pages of packs: who orders one, what is seen while it is made, and the file behind the guarded door."""

import pytest

from kotacerdas.common.submissions import new_key
from kotacerdas.evidence.models import Pack
from kotacerdas.evidence.tests.test_packing import (  # noqa: F401 - fixtures
    minutes,
    questions,
    secret,
)
from kotacerdas.jobs.tests.running import run_all


def order(client, **changed):
    sent = {"scope": "uji-2025", "language": "id", "submission_key": new_key()} | changed
    return client.post("/bukti/paket/", sent)


@pytest.fixture
def ordered(as_user, minutes, secret, rina):  # noqa: F811
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


def test_double_click_is_one_pack(as_user, minutes, rina):  # noqa: F811
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
    for _number in range(10):
        Pack.objects.create(
            city=ordered.city, scope_kind="x", scope_key="x", title="Lain", by=rina, at=ordered.at
        )

    client = as_user(rina)
    with django_assert_max_num_queries(14):
        client.get("/bukti/paket/")
