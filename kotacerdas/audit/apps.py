"""Tells Django that this app exists, and registers its words."""

from django.apps import AppConfig


class Audit(AppConfig):
    name = "kotacerdas.audit"

    def ready(self) -> None:
        from kotacerdas.audit import personal, words  # noqa: F401 - they register themselves
