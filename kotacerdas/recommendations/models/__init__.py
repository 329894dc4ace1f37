"""Tables of what is done about recommendations."""

from kotacerdas.recommendations.models.cares import Care
from kotacerdas.recommendations.models.steps import CareStep, Via

__all__ = ["Care", "CareStep", "Via"]
