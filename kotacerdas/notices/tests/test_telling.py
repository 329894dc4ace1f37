"""Telling people something: rows in the deed's transaction, each person once, wishes heeded."""

from __future__ import annotations

import pytest
from django.db import transaction

from kotacerdas.notices.models import Delivery, Notice
from kotacerdas.notices.tests.factories import NOW, tell


class Failed(Exception):
    pass


def fail_after_telling(person):
    with transaction.atomic():
        tell(person)
        raise Failed


def test_each_person_is_told_once(budi, joko):
    tell(budi, joko, budi)

    assert set(Notice.objects.values_list("person", flat=True)) == {budi.pk, joko.pk}
    assert Delivery.objects.filter(state=Delivery.State.WAITING, due_at=NOW).count() == 2


def test_nobody_is_told_of_a_deed_that_failed(budi):
    with pytest.raises(Failed):
        fail_after_telling(budi)

    assert not Notice.objects.exists()


def test_words_that_lack_a_value_break_the_deed(budi):
    with pytest.raises(TypeError, match="due"):
        tell(budi, values={"what": "Peta"})


def test_what_has_a_key_is_told_once(budi, joko):
    tell(budi, key="step 1")
    tell(budi, joko, key="step 1")

    assert Notice.objects.count() == 2
