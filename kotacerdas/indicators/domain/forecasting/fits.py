"""What fitting a model gives, or why it gave nothing."""

from dataclasses import dataclass

from kotacerdas.indicators.domain.forecasting.paths import Path


@dataclass(frozen=True)
class Fit:
    """`form` is the form that was chosen, in the notation of the textbooks, such as "ARIMA(0,1,1)"; empty where there is
    only one."""

    form: str
    path: Path


class Unfit(Exception):
    """The model is left out. `reason`: "too-short", "not-converged", "no-group", "not-finite"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
