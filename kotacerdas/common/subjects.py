"""What others can speak about: a registry of models under stable names, so that a row may point at any of them.

The audit trail, events, comments, tasks, notices, files and the search name their subject as (kind, key): a word such
as "evaluation.round" and the row's primary key as text. A foreign key would tie every app to every other.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reference(NamedTuple):
    """Names one row of a registered model; ("", "") names nothing."""

    kind: str
    key: str


@dataclass(frozen=True)
class Kind:
    """A registered model. Its QuerySet has `visible_to(user)`; a row has `str()` and perhaps `get_absolute_url()`."""

    name: str
    model: type[models.Model]
    noun: "str | Promise"


NOTHING = Reference("", "")
_kinds: dict[str, Kind] = {}
_names: dict[type[models.Model], str] = {}


def register(model: type[models.Model], name: str, noun: "str | Promise") -> None:
    """In `ready()`: the name is stored in rows, so it never changes; the noun is for people."""
    if _kinds.get(name, Kind(name, model, noun)).model is not model:
        raise ValueError(f"the subject {name!r} is taken")
    _kinds[name] = Kind(name, model, noun)
    _names[model] = name


def kinds() -> dict[str, Kind]:
    return dict(_kinds)


def reference(thing: models.Model | None) -> Reference:
    """Raises `KeyError` for a model that nobody registered."""
    if thing is None:
        return NOTHING
    # Not type(): `request.user` is wrapped until somebody asks who it is.
    return Reference(_names[thing.__class__], str(thing.pk))


def find(at: Reference, *, seen_by: Any) -> models.Model | None:
    """The row itself, if `seen_by` may see it."""
    return find_many([at], seen_by=seen_by).get(at)


def find_many(wanted: Iterable[Reference], *, seen_by: Any) -> dict[Reference, models.Model]:
    """Those rows that `seen_by` may see; one query for each kind, however many rows."""
    keys: dict[str, set[str]] = defaultdict(set)
    for each in wanted:
        if each.kind in _kinds:
            keys[each.kind].add(each.key)
    found: dict[Reference, models.Model] = {}
    for name, some in keys.items():
        rows: Any = _kinds[name].model._default_manager
        seen = rows.visible_to(seen_by).filter(pk__in=some)
        found |= {Reference(name, str(row.pk)): row for row in seen}
    return found


class About(models.Model):
    """A row that speaks about another one."""

    subject_kind = models.CharField(_("kind of subject"), max_length=60, blank=True)
    subject_key = models.CharField(_("key of the subject"), max_length=40, blank=True)

    class Meta:
        abstract = True

    @property
    def subject(self) -> Reference:
        return Reference(self.subject_kind, self.subject_key)
