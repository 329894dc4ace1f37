"""People of the cast with passwords of their own."""

from __future__ import annotations

import pytest

from kotacerdas.accounts.tests.devices import with_password
from kotacerdas.people.models import User


@pytest.fixture
def rina(rina: User) -> User:
    return with_password(rina)


@pytest.fixture
def budi(budi: User) -> User:
    return with_password(budi)
