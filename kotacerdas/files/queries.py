"""Reads that pages and other apps share: the files of an object, and whether the kept content is whole."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from kotacerdas.common import subjects
from kotacerdas.files import guards
from kotacerdas.files.models import File


def files_of(thing: models.Model) -> models.QuerySet[File]:
    """All of them, oldest first, for whoever has the right to the object and to all its files."""
    return File.objects.about(thing)


def files_seen_by(user: Any, thing: models.Model) -> list[File]:
    return [file for file in files_of(thing) if guards.may_have(user, file)]


def files_of_many(things: Iterable[models.Model]) -> dict[subjects.Reference, list[File]]:
    """One query for a list of objects of one kind."""
    wanted = [subjects.reference(thing) for thing in things]
    found: dict[subjects.Reference, list[File]] = {at: [] for at in wanted}
    kinds, keys = {at.kind for at in wanted}, [at.key for at in wanted]
    for file in File.objects.filter(subject_kind__in=kinds, subject_key__in=keys):
        if file.subject in found:
            found[file.subject].append(file)
    return found
