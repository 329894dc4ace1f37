"""Tells Django that this app exists, and joins its sentences to what lies below."""

from django.apps import AppConfig


class Files(AppConfig):
    name = "kotacerdas.files"

    def ready(self) -> None:
        from kotacerdas.files import personal, tasks, trail, words  # noqa: F401 - they register themselves
