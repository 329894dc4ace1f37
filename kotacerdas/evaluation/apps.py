from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "kotacerdas.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from kotacerdas.common import subjects
        from kotacerdas.discussion import places
        from kotacerdas.evaluation import (  # noqa: F401 - they register themselves
            calendar_files,
            demo,
            demo_round,
            guarding_files,
            indicator_sources,
            intakes,
            live,
            menu,
            personal,
            plan_gains,
            reference,
            searchables,
            targets,
            tasks,
            telling,
            trail,
            words,
        )
        from kotacerdas.evaluation.models import Recommendation, Result, ResultLetter, Round

        subjects.register(Round, "evaluation.round", _("round"))
        subjects.register(Result, "evaluation.result", _("result"))
        subjects.register(Recommendation, "evaluation.recommendation", _("recommendation"))
        subjects.register(ResultLetter, "evaluation.letter", _("result letter"))
        places.register("evaluation.recommendation")
