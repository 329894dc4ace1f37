"""Tells Django that this app exists, and joins its job and the index to what lies below."""

from django.apps import AppConfig


class Search(AppConfig):
    name = "kotacerdas.search"

    def ready(self) -> None:
        from kotacerdas.common import reference
        from kotacerdas.search import loading, tasks  # noqa: F401 - they register themselves

        reference.afterwards(loading.index)
