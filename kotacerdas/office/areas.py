"""Where a reader works: whose zone the office's times are shown in."""

from zoneinfo import ZoneInfo

from kotacerdas.people.access import assignments
from kotacerdas.people.models import City, User

JAKARTA = ZoneInfo("Asia/Jakarta")


def city_of(user: User) -> City | None:
    """The city of the first role held in one; None for those who work for a province or the country."""
    return next((held.city for held in assignments(user) if held.city is not None), None)


def zone_of(user: User) -> ZoneInfo:
    city = city_of(user)
    return city.timezone if city else JAKARTA
