"""Events are told with the deed or not at all, and reach each consumer, whatever goes wrong on the way."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import transaction

from kotacerdas.events import actions, consumers, kinds, reference
from kotacerdas.events.models import Delivery, Event
from kotacerdas.jobs.models import Job
from kotacerdas.jobs.tests.running import run_all

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
GROWN = kinds.Kind(
    "sample.grown", "Something grew.", {"amount": Decimal, "on": date}, optional=frozenset({"on"})
)
PAGE = Path(__file__).parents[3] / "docs" / "reference" / "events.md"


@pytest.fixture
def ledger():
    """A consumer that writes down what it heard; set `fails` to let it fail."""
    heard = Ledger()
    kinds.register(GROWN)
    consumers.consumer("test.ledger", kinds=["sample.grown"])(heard.hear)
    yield heard
    consumers.dismiss("test.ledger")
    kinds.dismiss("sample.grown")


class Ledger:
    def __init__(self):
        self.heard = []
        self.fails = False

    def hear(self, event):
        if self.fails:
            raise RuntimeError("something personal")
        self.heard.append(event.values)


def tell(city, by, at=NOW, **fields):
    fields.setdefault("amount", Decimal("1.50"))
    return actions.emit("sample.grown", subject=city, by=by, city=city, at=at, **fields)


def test_a_consumer_hears_the_event_with_its_types(ledger, balikpapan, rina):
    tell(balikpapan, rina, on=date(2026, 11, 22))
    run_all()

    assert ledger.heard == [{"amount": Decimal("1.50"), "on": date(2026, 11, 22)}]


def test_a_deed_that_fails_has_told_nothing(ledger, balikpapan, rina):
    with transaction.atomic():
        tell(balikpapan, rina)
        transaction.set_rollback(True)
    run_all()

    assert (Event.objects.count(), Job.objects.count(), ledger.heard) == (0, 0, [])


def test_what_nobody_hears_is_kept_and_orders_no_work(balikpapan, rina):
    kinds.register(GROWN)
    tell(balikpapan, rina)
    kinds.dismiss("sample.grown")

    assert (Event.objects.count(), Job.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    "fields", [{"amount": 1.5}, {"amount": "1,5"}, {"amount": True}, {"more": 1}, {"on": "2026-11-22"}]
)
def test_a_field_of_another_type_is_a_mistake(ledger, balikpapan, rina, fields):
    with pytest.raises(TypeError):
        tell(balikpapan, rina, **fields)


def test_a_missing_field_is_a_mistake(ledger):
    with pytest.raises(TypeError, match="needs"):
        GROWN.written({})


def test_a_kind_that_nobody_registered_is_a_mistake(balikpapan):
    with pytest.raises(KeyError):
        actions.emit("nobody.knows", subject=balikpapan, by=None, city=None, at=NOW)


def test_a_consumer_that_fails_hears_again_later(ledger, balikpapan, rina):
    tell(balikpapan, rina)
    ledger.fails = True
    actions.deliver(now=NOW)
    ledger.fails = False

    assert actions.deliver(now=NOW) == 0
    assert actions.deliver(now=NOW + timedelta(minutes=1)) == 1
    assert len(ledger.heard) == 1


def test_a_consumer_that_always_fails_is_given_up_without_quoting_anybody(ledger, balikpapan, rina):
    tell(balikpapan, rina)
    ledger.fails = True
    for hour in range(actions.MOST_ATTEMPTS + 1):
        actions.deliver(now=NOW + timedelta(hours=hour))

    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == (Delivery.State.FAILED, actions.MOST_ATTEMPTS)
    assert "personal" not in delivery.fault
    assert delivery.fault.startswith("RuntimeError")


def test_one_that_fails_does_not_hold_up_the_others(ledger, balikpapan, rina):
    others = Ledger()
    consumers.consumer("test.other", kinds=["sample.grown"])(others.hear)
    ledger.fails = True
    tell(balikpapan, rina)
    actions.deliver(now=NOW)
    consumers.dismiss("test.other")

    assert len(others.heard) == 1


def test_handing_over_twice_is_heard_once(ledger, balikpapan, rina):
    tell(balikpapan, rina)

    assert (actions.deliver(now=NOW), actions.deliver(now=NOW)) == (1, 0)
    assert len(ledger.heard) == 1


def test_a_consumer_that_came_later_hears_of_the_past(balikpapan, rina, ledger, command):
    consumers.dismiss("test.ledger")
    tell(balikpapan, rina)
    consumers.consumer("test.ledger", kinds=["sample.grown"])(ledger.hear)

    said = command("events", "replay", "test.ledger", lang="en")
    actions.deliver(now=datetime.now(UTC))

    assert (said.code, said.out) == (0, "1 event will be heard again.\n")
    assert len(ledger.heard) == 1


def test_replay_takes_only_what_was_asked(ledger, balikpapan, rina):
    for day in (1, 2, 3):
        tell(balikpapan, rina, at=datetime(2026, 11, day, tzinfo=UTC))
    actions.deliver(now=NOW)

    again = actions.replay("test.ledger", now=NOW, since=datetime(2026, 11, 2, tzinfo=UTC))

    assert again == 2
    assert actions.replay("test.ledger", now=NOW, failed_only=True) == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nobody"], "Nobody hears events under the name"),
        (["test.ledger", "--kind", "x"], "does not hear events of the kind"),
        (["test.ledger", "--since", "kemarin"], "is not a day"),
    ],
)
def test_what_cannot_be_replayed_is_told(ledger, command, words, told):
    said = command("events", "replay", *words, lang="en")

    assert said.code == 2
    assert told in said.err


def test_emitting_costs_the_same_however_many_wait(ledger, balikpapan, rina, django_assert_num_queries):
    for _each in range(20):
        tell(balikpapan, rina)

    with django_assert_num_queries(7):
        tell(balikpapan, rina)


def test_the_page_of_kinds_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == reference.page(), (
        "Run: kotacerdas events describe > docs/reference/events.md"
    )
