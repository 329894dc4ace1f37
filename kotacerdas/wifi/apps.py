from django.apps import AppConfig


class Wifi(AppConfig):
    name = "kotacerdas.wifi"
    label = "wifi"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _
        from django.utils.translation import pgettext_lazy

        from kotacerdas.common import subjects
        from kotacerdas.wifi import (  # noqa: F401 - they register themselves
            demo,
            guarding,
            intakes,
            menu,
            personal,
            searchables,
            tasks,
            telling,
            trail,
            words,
        )
        from kotacerdas.wifi.models import AntennaPattern, Contract, Inspection, Photo, Point

        subjects.register(Point, "wifi.point", _("Wi-Fi point"))
        subjects.register(Contract, "wifi.contract", pgettext_lazy("wifi", "contract"))
        subjects.register(Inspection, "wifi.inspection", _("inspection"))
        subjects.register(Photo, "wifi.photo", _("photo"))
        subjects.register(AntennaPattern, "wifi.pattern", _("antenna pattern"))
