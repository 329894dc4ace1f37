from django.apps import AppConfig


class Connectivity(AppConfig):
    name = "kotacerdas.connectivity"
    label = "connectivity"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from kotacerdas.common import subjects
        from kotacerdas.connectivity import (  # noqa: F401 - they register themselves
            demo,
            guarding,
            intakes,
            menu,
            personal,
            reference,
            tasks,
            trail,
            words,
        )
        from kotacerdas.connectivity.models import Batch, SignalReport

        subjects.register(Batch, "connectivity.batch", _("batch of measurements"))
        subjects.register(SignalReport, "connectivity.report", _("report of signal"))
