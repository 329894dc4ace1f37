"""Tells Django that this app exists, and joins its loaders and listeners to what lies below."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "kotacerdas.people"
    label = "people"
    verbose_name = _("People and organisations")

    def ready(self) -> None:
        from kotacerdas.common import reach, subjects
        from kotacerdas.people import (  # noqa: F401 - they register themselves
            access,
            demo,
            intakes,
            menu,
            personal,
            reference,
            searchables,
            trail,
            words,
        )
        from kotacerdas.people.models import City, Organisation, RoleAssignment, TerritorialUnit, User
        from kotacerdas.people.permissions import Permission

        reach.provide(lambda user, name, field: access.reach(user, Permission(name)).rows(field))
        subjects.register(User, "people.user", _("person"))
        subjects.register(City, "people.city", _("city"))
        subjects.register(Organisation, "people.organisation", _("organisation"))
        subjects.register(RoleAssignment, "people.role", _("role held"))
        subjects.register(TerritorialUnit, "people.unit", _("area"))
