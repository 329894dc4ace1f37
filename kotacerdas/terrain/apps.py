from typing import Any

from django.apps import AppConfig


class Terrain(AppConfig):
    name = "kotacerdas.terrain"
    label = "terrain"

    def ready(self) -> None:
        import os

        from django.conf import settings
        from django.utils.translation import gettext_lazy as _

        from kotacerdas.common import subjects
        from kotacerdas.files import guards
        from kotacerdas.terrain import (  # noqa: F401 - they register themselves
            demo,
            menu,
            personal,
            tasks,
            trail,
            words,
            words_grounds,
            words_profiles,
            words_radio,
        )
        from kotacerdas.terrain.models import Ground

        subjects.register(Ground, "terrain.ground", _("elevation model"))
        guards.register("terrain.ground", _may_have_model)

        # Compiled kernels are kept where this installation may write; numba reads it when it is imported.
        os.environ.setdefault("NUMBA_CACHE_DIR", str(settings.STATE / "kernels"))


def _may_have_model(user: Any, file: Any) -> bool:
    """The file as it was brought: whoever keeps the ground of the city."""
    from kotacerdas.people import access
    from kotacerdas.people.models import City
    from kotacerdas.people.permissions import Permission
    from kotacerdas.terrain.models import Ground

    kept = City.objects.within(access.reach(user, Permission.KEEP_WIFI))
    return Ground.objects.filter(pk=file.subject_key, city__in=kept).exists()
