"""Where a handler works: whose zone the clocks are shown in."""

from zoneinfo import ZoneInfo

from kotacerdas.people.access import assignments
from kotacerdas.people.models import User

JAKARTA = ZoneInfo("Asia/Jakarta")
# The page of the office belongs to an app above.
OFFICE = "/kantor/"


def zone_of(user: User) -> ZoneInfo:
    return next((held.city.timezone for held in assignments(user) if held.city), JAKARTA)
