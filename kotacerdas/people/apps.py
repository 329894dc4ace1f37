"""Tells Django that this app exists, and joins its loaders and listeners to what lies below."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "kotacerdas.people"
    label = "people"
    verbose_name = _("People and organisations")

    def ready(self) -> None:
        from kotacerdas.people import demo, menu, reference  # noqa: F401 - they register themselves
