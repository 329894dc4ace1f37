"""Words of the faults of forecasts, scenarios and balances."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        "forecast-too-few": _(
            "A forecast needs at least %(least)s figures in a row; here there are %(have)s, so %(missing)s more are needed. A model "
            "learns from five and must be tried on three more that it has not seen."
        ),
        "forecast-after-gap": _(
            "A forecast needs at least %(least)s figures in a row; since the last gap there are %(have)s, so %(missing)s more are "
            "needed. Fill the gap, if the missing figures are known."
        ),
        "forecast-never-moved": _(
            "All figures are the same, so nothing can be learned from them about what may change."
        ),
        "forecast-too-far": _(
            "These figures carry a forecast of 1 to %(most)s periods: never further ahead than they reach back."
        ),
        "forecast-of-opinion": _("An opinion is given by people and is not foreseen from earlier ones."),
        "scenario-empty": _("A scenario needs at least one driver."),
        "scenario-too-long": _("A scenario has at most %(most)s drivers. Make two of it."),
        "driver-of-nothing": _("Choose the indicator that is driven."),
        "driver-unknown": _("“%(given)s” is no kind of driver. Choose extra growth or extra units."),
        "driver-without-size": _("Write how much it drives, as a number such as 1.5."),
        "driver-growth-absurd": _(
            "More than %(most)s%% a year for years is hardly meant. Write the percent a year."
        ),
        "driver-amount-absurd": _("That is more than any series holds. Write the units a year."),
        "driver-years": _("Write the years with four digits, between %(first)s and %(last)s."),
        "driver-ends-before": _("It ends in %(end)s, before it begins in %(start)s."),
        "balance-per-head": _("Litres a head and day lie above 0 and are at most %(most)s."),
        "balance-served": _("The share of people served lies between 0 and 100 percent."),
        "balance-losses": _("The share lost on the way lies between 0 and less than 100 percent."),
        "balance-people-unit": _(
            "“%(unit)s” does not count people. Choose a series in people or in thousands of people."
        ),
        "balance-capacity-unit": _(
            "“%(unit)s” is no flow of water. Choose a series in litres a second, or in cubic metres a second, hour, day or year."
        ),
    }
)
