"""Tables of blank spots and of coverage."""

from kotacerdas.coverage.models.runs import CoverageRun
from kotacerdas.coverage.models.spots import BlankSpot, SpotStep
from kotacerdas.coverage.models.surveys import Survey

__all__ = ("BlankSpot", "CoverageRun", "SpotStep", "Survey")
