from django.apps import AppConfig


class Recommendations(AppConfig):
    name = "kotacerdas.recommendations"
    label = "recommendations"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from kotacerdas.common import subjects
        from kotacerdas.recommendations import (  # noqa: F401 - they register themselves
            demo,
            hearing,
            intakes,
            menu,
            personal,
            telling,
            trail,
            words,
        )
        from kotacerdas.recommendations.models import Care

        subjects.register(Care, "recommendations.care", _("follow-up of a recommendation"))
