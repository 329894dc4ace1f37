"""Which rows others lean on, so that undoing an import takes nothing away with them."""

from collections.abc import Collection

from django.db import models

from kotacerdas.common.domain.faults import Fault


def users_of(
    model: type[models.Model], keys: Collection[int], *, apart_from: Collection[str] = ()
) -> dict[int, list[str]]:
    """For each row that other rows point at, what these are.

    Rows among `keys` that point at each other do not count, nor do the relations `apart_from`, which are parts of the
    row itself.
    """
    found: dict[int, list[str]] = {}
    for relation in model._meta.related_objects:
        if relation.get_accessor_name() in apart_from:
            continue
        name = relation.field.attname
        pointing = relation.related_model._base_manager.filter(**{f"{name}__in": list(keys)})
        if relation.related_model is model:
            pointing = pointing.exclude(pk__in=list(keys))
        for key in pointing.order_by().values_list(name, flat=True).distinct():
            found.setdefault(key, []).append(str(relation.related_model._meta.verbose_name_plural))
    return found


def fault(users: list[str]) -> Fault:
    return Fault("undo-in-use", {"users": ", ".join(users)})
