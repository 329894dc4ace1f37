"""Makes notices for tests, through the deeds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from kotacerdas.notices import actions, unsubscribing
from kotacerdas.notices.models import Delivery, Notice
from kotacerdas.people.tests import factories as people

if TYPE_CHECKING:
    from kotacerdas.people.models import City, User

# A Wednesday, ten in the morning in Balikpapan.
NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
VALUES = {"what": "Peta jaringan serat optik", "due": NOW.date(), "owner": "Budi"}


def tell(*people: User, kind: str = "reminder.today", **given: Any) -> list[Notice]:
    defaults: dict[str, Any] = {"about": None, "by": None, "city": None, "now": NOW, "values": VALUES}
    return actions.notify(kind, to=people, **(defaults | given))


def tell_address(address: str, *, kind: str = "reminder.today", **given: Any) -> Notice:
    defaults: dict[str, Any] = {"about": None, "by": None, "city": None, "now": NOW, "values": VALUES}
    return actions.notify_address(kind, address=address, **(defaults | given))


def samples(of: City) -> dict[str, dict[str, Any]]:
    """Arguments for this app's addresses, for the test that walks all of them."""
    tell(people.user(), city=of)
    delivery = Delivery.objects.latest("pk")
    named = {"reference": delivery.reference}
    return {
        "notices:open": named,
        "notices:unsubscribe": {"token": unsubscribing.token(delivery)},
        "notices:delivery@see_deliveries": named,
        "notices:decide": named,
        "notices:by-hand": named,
        "notices:target-switch": {"key": 1},
    }
