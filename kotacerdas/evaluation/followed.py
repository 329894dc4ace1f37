"""Which recommendations something hangs on, so that they stay as they are numbered: apps above say it for what they keep."""

from collections.abc import Callable, Collection, Iterable

from kotacerdas.discussion.models import Thread
from kotacerdas.evaluation.models import Recommendation
from kotacerdas.evaluation.targets import RECOMMENDATION
from kotacerdas.evidence.models import Use
from kotacerdas.followup.models import Task

Followed = Callable[[Collection[int]], Iterable[int]]
"""Of these primary keys, those that it keeps something about."""

_followed: dict[str, Followed] = {}


def register(name: str, followed: Followed) -> None:
    """In `ready()`."""
    _followed[name] = followed


def followed_up(advice: Iterable[Recommendation]) -> set[int]:
    """The primary keys of those with a task, a comment, a proof, or what apps above keep about them."""
    keys = {each.pk for each in advice}
    if not keys:
        return set()
    return keys.intersection(key for each in _followed.values() for key in each(keys))


def _keys(found: Iterable[str]) -> set[int]:
    return {int(key) for key in found if key.isdecimal()}


def _with_tasks(keys: Collection[int]) -> set[int]:
    rows = Task.objects.filter(subject_kind=RECOMMENDATION, subject_key__in=map(str, keys))
    return _keys(rows.values_list("subject_key", flat=True))


def _with_comments(keys: Collection[int]) -> set[int]:
    rows = Thread.objects.filter(subject_kind=RECOMMENDATION, subject_key__in=map(str, keys))
    return _keys(rows.values_list("subject_key", flat=True))


def _with_proof(keys: Collection[int]) -> set[int]:
    rows = Use.objects.filter(target_kind=RECOMMENDATION, target_key__in=map(str, keys))
    return _keys(rows.values_list("target_key", flat=True))


register("tasks", _with_tasks)
register("comments", _with_comments)
register("proof", _with_proof)
