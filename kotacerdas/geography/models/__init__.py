"""Tables of what lies where. Coordinates are WGS 84: longitude first, in degrees with six decimals (about a hand's breadth)."""

from kotacerdas.geography.models.files import OutlineFile
from kotacerdas.geography.models.outlines import Outline
from kotacerdas.geography.models.people import Count
from kotacerdas.geography.models.places import Place

__all__ = ("Count", "Outline", "OutlineFile", "Place")
