"""The ground over which a city computes, ready to be looked over."""

from kotacerdas.people.models import City
from kotacerdas.terrain import keeping
from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.models import Ground


def used_ground(city: City) -> Ground | None:
    return Ground.objects.used(city).select_related("city", "file").first()


def elevation_of(ground: Ground) -> Elevation | None:
    """None where the prepared heights were lost (after a backup was restored, say): `actions.prepare` makes them anew."""
    try:
        return keeping.kept(ground.folder)
    except (OSError, ValueError):
        return None
