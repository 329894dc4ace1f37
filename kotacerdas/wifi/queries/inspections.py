"""What somebody found at a point, with the photos that were taken then."""

from typing import TYPE_CHECKING

from django.db.models import Prefetch, QuerySet

from kotacerdas.wifi.models import Inspection, Photo, Point

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


def inspections_of(point: Point, user: "Someone") -> list[Inspection]:
    """The newest first, each with `shown`, the photos that this reader sees, and the `number` under which addresses know it.
    Three queries."""
    photos = Photo.objects.visible_to(user).select_related("point__city").order_by("pk")
    rows = Inspection.objects.visible_to(user).filter(point=point)
    found = list(rows.prefetch_related(Prefetch("photos", photos, to_attr="shown")))
    numbers = {key: number for number, key in enumerate(_keys(point), start=1)}
    for each in found:
        each.number = numbers[each.pk]
    return found


def inspection_of(point: Point, number: int, user: "Someone") -> Inspection | None:
    if not number or (key := _keys(point)[number - 1 : number].first()) is None:
        return None
    return Inspection.objects.visible_to(user).filter(pk=key).first()


def _keys(point: Point) -> "QuerySet[Inspection, int]":
    """In the order in which they were written: the number of one stays, whatever is written later."""
    return Inspection.objects.filter(point=point).order_by("pk").values_list("pk", flat=True)
