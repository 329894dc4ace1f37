"""Keeps two people from overwriting each other: a save names the version it was made from."""

from collections.abc import Mapping
from typing import NamedTuple, TypeVar

from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

FIELD = "version"


class Versioned(models.Model):
    """What people edit counts its saves."""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        abstract = True


_V = TypeVar("_V", bound=Versioned)


class Difference(NamedTuple):
    """One field that the two versions hold differently; a row of the component "stale"."""

    label: str
    current: object
    typed: object


class StaleSave(Exception):
    """Somebody else saved first. Carries what is stored now and what was typed, so that nothing is lost."""

    def __init__(self, current: Versioned, typed: Mapping[str, object]) -> None:
        super().__init__(f"{current._meta.label} {current.pk} is at version {current.version}")
        self.current = current
        self.typed = dict(typed)

    def differences(self) -> list[Difference]:
        """Field by field, in the order in which they were typed; what both hold alike is left out."""
        return [
            Difference(
                str(getattr(self.current._meta.get_field(name), "verbose_name", name)),
                getattr(self.current, name),
                value,
            )
            for name, value in self.typed.items()
            if getattr(self.current, name) != value
        ]


class Gone(Exception):
    """The row was deleted while somebody edited it; `typed` is what would have been saved."""

    def __init__(self, typed: Mapping[str, object]) -> None:
        super().__init__("the row is gone")
        self.typed = dict(typed)


def expected(request: HttpRequest) -> int:
    """The version the form was made from; 0, which no row has, if the form does not say."""
    text = request.POST.get(FIELD, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


@transaction.atomic
def save(thing: _V, *, expected: int, changes: Mapping[str, object]) -> _V:
    """Write `changes` if `thing` is still at version `expected`, in one statement that decides by itself.

    Raises `StaleSave` with both versions if somebody saved in between; a view answers that with 409.
    """
    rows = type(thing)._base_manager.filter(pk=thing.pk, version=expected)
    if not rows.update(**changes, version=expected + 1):
        current = type(thing)._base_manager.filter(pk=thing.pk).first()
        if current is None:
            raise Gone(changes)
        raise StaleSave(current, changes)
    for name, value in changes.items():
        setattr(thing, name, value)
    thing.version = expected + 1
    return thing
