from django.apps import AppConfig


class Siting(AppConfig):
    name = "kotacerdas.siting"
    label = "siting"

    def ready(self) -> None:
        from kotacerdas.siting import (  # noqa: F401 - they register themselves
            words,
            words_cluster,
        )
