"""A mail server that accepts everything, and a clock that stands still unless a test moves it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from kotacerdas.notices import sending
from kotacerdas.notices.channels import mail
from kotacerdas.notices.models import Delivery
from kotacerdas.notices.tests.factories import NOW
from kotacerdas.notices.tests.postoffice import Open, PostOffice

Send = Callable[..., dict[str, int]]


@pytest.fixture(autouse=True)
def _quiet_server() -> None:
    """Its log repeats the whole dialogue."""
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)


@pytest.fixture
def office() -> PostOffice:
    return PostOffice()


@pytest.fixture
def post(db: None, office: PostOffice, settings: Any) -> Iterator[PostOffice]:
    """The installation has a mail server, which is this one."""
    settings.MAIL_FROM = "Kota Cerdas <cerdas@balikpapan.go.id>"
    with Open(office) as server:
        settings.MAIL = server
        yield office


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "PATIENCE_SECONDS", 0.3)
    monkeypatch.setattr(mail, "PATIENCE_AFTER_END_SECONDS", 0.3)


@pytest.fixture
def send() -> Send:
    """`send()` at the moment of the tests, `send(later=timedelta(...))` afterwards."""

    def at(later: timedelta = timedelta(0), now: datetime = NOW) -> dict[str, int]:
        return sending.send_due(clock=lambda: now + later)

    return at


def only() -> Delivery:
    return Delivery.objects.get()
