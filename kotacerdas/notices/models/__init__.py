"""Tables of this app: notices and their deliveries, what people wish, channels of groups, addresses, ladders."""

from kotacerdas.notices.models.addresses import RefusedAddress
from kotacerdas.notices.models.ladders import Climb
from kotacerdas.notices.models.outbox import Delivery, Notice
from kotacerdas.notices.models.targets import Target
from kotacerdas.notices.models.wishes import Preferences, Unsubscribed

__all__ = ["Climb", "Delivery", "Notice", "Preferences", "RefusedAddress", "Target", "Unsubscribed"]
