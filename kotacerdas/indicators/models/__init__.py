"""Tables of this app: definitions, the figures of places, what is foreseen."""

from kotacerdas.indicators.models.definitions import Indicator, Variable
from kotacerdas.indicators.models.feeds import Feed
from kotacerdas.indicators.models.figures import Observation, Revision, Series, Source, Target
from kotacerdas.indicators.models.foresight import Balance, Forecast, Scenario

__all__ = [
    "Balance",
    "Feed",
    "Forecast",
    "Indicator",
    "Observation",
    "Revision",
    "Scenario",
    "Series",
    "Source",
    "Target",
    "Variable",
]
