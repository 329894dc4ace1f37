"""Makes rows for tests of joining and signing in."""

from typing import Any

from kotacerdas.accounts.tests import ways_in
from kotacerdas.people.models import City


def samples(of: City) -> dict[str, dict[str, Any]]:
    """Arguments for this app's addresses, for the test that walks all of them."""
    return {
        "accounts:passkey": {"code": "tidak-ada"},
        "accounts:factor-remove": {"code": "aplikasi"},
        "accounts:password-reset-link": {"key": "kode-lama"},
        **ways_in.samples(of),
    }
