from django.apps import AppConfig


class Recommendations(AppConfig):
    name = "kotacerdas.recommendations"
    label = "recommendations"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from kotacerdas.common import subjects
        from kotacerdas.evaluation import followed
        from kotacerdas.recommendations import (  # noqa: F401 - they register themselves
            city_links,
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

        followed.register(
            "cares",
            lambda keys: Care.objects.filter(recommendation__in=keys).values_list(
                "recommendation", flat=True
            ),
        )
        subjects.register(Care, "recommendations.care", _("follow-up of a recommendation"))
