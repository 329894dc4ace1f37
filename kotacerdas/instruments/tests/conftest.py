"""What a test published is taken back with its database, so nothing of it may be remembered."""

from collections.abc import Iterator

import pytest

from kotacerdas.instruments import catalogue


@pytest.fixture(autouse=True)
def _fresh_catalogue() -> Iterator[None]:
    catalogue.forget()
    yield
    catalogue.forget()
