from django.apps import AppConfig


class Indicators(AppConfig):
    name = "kotacerdas.indicators"
    label = "indicators"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from kotacerdas.common import subjects
        from kotacerdas.indicators import (  # noqa: F401 - they register themselves
            demo,
            intakes,
            menu,
            peopling,
            personal,
            reference,
            searchables,
            tasks,
            trail,
            words,
            words_foresight,
        )
        from kotacerdas.indicators.models import Balance, Indicator, Scenario

        subjects.register(Indicator, "indicators.indicator", _("indicator"))
        subjects.register(Scenario, "indicators.scenario", _("scenario"))
        subjects.register(Balance, "indicators.balance", _("balance"))
