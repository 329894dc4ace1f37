"""A form is carried out once: one after the other, at the same moment, and not at all if it failed."""

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.http import QueryDict
from django.template import Context, Template

from kotacerdas.common import submissions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.models import Submission
from kotacerdas.common.tests.conftest import together

KEY = "k" * 24
SITI = SimpleNamespace(pk=1)
BUDI = SimpleNamespace(pk=2)


def send(done, *, key=KEY, by=SITI, content=None, action="test.deed"):
    def deed():
        done.append(len(done))
        return f"/done/{len(done)}/"

    return submissions.once(key=key, by=by, action=action, deed=deed, content=content)


@pytest.mark.django_db
def test_second_sending_gets_the_first_result():
    done = []

    first, second = send(done), send(done)

    assert done == [0]
    assert (first.address, first.repeated) == ("/done/1/", False)
    assert (second.address, second.repeated) == ("/done/1/", True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "other",
    [{"key": "j" * 24}, {"by": BUDI}, {"by": None}, {"content": {"text": "corrected"}}, {"action": "other"}],
)
def test_another_form_is_carried_out(other):
    done = []

    send(done)
    outcome = send(done, **other)

    assert not outcome.repeated
    assert len(done) == 2


@pytest.mark.django_db
def test_failed_deed_may_be_sent_again():
    def fails():
        raise RuntimeError("disk full")

    with pytest.raises(RuntimeError):
        submissions.once(key=KEY, by=SITI, action="test.deed", deed=fails)

    assert not send([]).repeated


@pytest.mark.django_db
def test_clash_inside_the_deed_is_not_taken_for_a_repeat():
    def clashes():
        raise IntegrityError("some other table")

    with pytest.raises(IntegrityError):
        submissions.once(key=KEY, by=SITI, action="test.deed", deed=clashes)


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "short", "x" * 65, "a b" * 10, "é" * 20])
def test_form_without_proper_key_is_refused(key):
    with pytest.raises(Refused):
        send([], key=key)

    assert not Submission.objects.exists()


@pytest.mark.django_db
def test_request_is_told_by_all_that_was_typed(rf):
    def request(text):
        made = rf.post("/x/", QueryDict(f"{submissions.FIELD}={KEY}&text={text}").dict())
        made.user = SimpleNamespace(is_authenticated=True, pk=1)
        return made

    def deed():
        return "/done/"

    repeats = [
        submissions.once_for(request(text), action="a", deed=deed).repeated for text in ("one", "one", "two")
    ]

    assert repeats == [False, True, False]


@pytest.mark.django_db
def test_uploaded_file_is_compared_and_still_readable(rf):
    read = []

    def send_file(content):
        file = SimpleUploadedFile("scores.csv", content)
        made = rf.post("/x/", {submissions.FIELD: KEY, "file": file})
        made.user = SimpleNamespace(is_authenticated=False)

        def deed():
            read.append(made.FILES["file"].read())
            return "/done/"

        return submissions.once_for(made, action="a", deed=deed).repeated

    assert [send_file(b"one"), send_file(b"one"), send_file(b"two")] == [False, True, False]
    assert read == [b"one", b"two"]


def test_four_clicks_at_the_same_moment_are_carried_out_once(shared_database):
    shared_database(Submission)
    done = []

    outcomes = together([lambda: send(done)] * 4)

    assert len(done) == 1
    assert {outcome.address for outcome in outcomes} == {"/done/1/"}
    assert sorted(outcome.repeated for outcome in outcomes) == [False, True, True, True]


def test_form_carries_a_new_key_each_time():
    template = Template("{% load submissions %}{% submission_key %}")

    first, second = template.render(Context()), template.render(Context())

    assert 'name="submission_key"' in first
    assert first != second


def test_key_made_is_a_key_taken():
    assert submissions._KEY.fullmatch(submissions.new_key())


@pytest.mark.django_db
def test_nobody_lists_submissions():
    send([])

    assert not Submission.objects.visible_to(SITI).exists()
    assert str(Submission.objects.get()).startswith("test.deed")
