from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "kotacerdas.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        from kotacerdas.evaluation import menu, reference, words  # noqa: F401 - they register themselves
