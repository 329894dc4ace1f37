from django.apps import AppConfig


class SelfAssessment(AppConfig):
    name = "kotacerdas.selfassessment"
    label = "selfassessment"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from kotacerdas.common import subjects
        from kotacerdas.selfassessment import (  # noqa: F401 - they register themselves
            demo,
            guarding,
            hearing,
            intakes,
            menu,
            personal,
            round_links,
            telling,
            trail,
            words,
        )
        from kotacerdas.selfassessment.models import Answer, Assessment

        subjects.register(Assessment, "selfassessment.assessment", _("self-assessment"))
        subjects.register(Answer, "selfassessment.answer", _("answer"))
