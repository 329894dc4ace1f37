"""What somebody found at a point, with the photos that were taken then."""

from typing import TYPE_CHECKING

from django.db.models import Prefetch

from kotacerdas.wifi.models import Inspection, Photo, Point

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


def inspections_of(point: Point, user: "Someone") -> list[Inspection]:
    """The newest first, each with `shown`, the photos that this reader sees. Two queries."""
    photos = Photo.objects.visible_to(user).select_related("point__city").order_by("pk")
    rows = Inspection.objects.visible_to(user).filter(point=point)
    return list(rows.prefetch_related(Prefetch("photos", photos, to_attr="shown")))
