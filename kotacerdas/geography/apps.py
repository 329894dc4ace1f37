"""Tells Django that this app exists, and joins it to the registries below."""

from typing import Any

from django.apps import AppConfig


class Geography(AppConfig):
    name = "kotacerdas.geography"
    label = "geography"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _
        from django.utils.translation import pgettext_lazy

        from kotacerdas.common import subjects
        from kotacerdas.files import guards
        from kotacerdas.geography import (  # noqa: F401 - they register themselves
            demo,
            intakes,
            menu,
            personal,
            reference,
            searchables,
            trail,
            words,
        )
        from kotacerdas.geography.models import OutlineFile, Place

        subjects.register(Place, "geography.place", pgettext_lazy("geography", "place"))
        subjects.register(OutlineFile, "geography.outline-file", _("file of outlines"))
        guards.register("geography.outline-file", _may_have_file)


def _may_have_file(user: Any, file: Any) -> bool:
    """Whoever keeps the outlines of the city."""
    from kotacerdas.geography.models import OutlineFile

    return OutlineFile.objects.visible_to(user).filter(pk=file.subject_key).exists()
