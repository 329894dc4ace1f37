"""Tables of blank spots."""

from kotacerdas.coverage.models.spots import BlankSpot, SpotStep
from kotacerdas.coverage.models.surveys import Survey

__all__ = ("BlankSpot", "SpotStep", "Survey")
