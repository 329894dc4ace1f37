"""Which functions can be queued, under which stable names; each app declares its own in `tasks.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from django.utils.functional import Promise

if TYPE_CHECKING:
    from kotacerdas.jobs.models import Job

Queue = Literal["quick", "heavy"]
QUEUES: tuple[Queue, ...] = ("quick", "heavy")
# How long one attempt may take. What hangs would hold its queue up for ever.
LONGEST = {"quick": timedelta(minutes=10), "heavy": timedelta(hours=2)}

Hearer = Callable[["Job"], None]
Work = TypeVar("Work", bound=Callable[..., Any])


@dataclass(frozen=True)
class Task:
    """A function `(run, **arguments)` that can be queued; its arguments and its answer are JSON."""

    name: str
    function: Callable[..., Any]
    title: "str | Promise"
    queue: Queue
    attempts: int
    longest: timedelta


_tasks: dict[str, Task] = {}
_hearers: list[Hearer] = []


def task(
    name: str,
    *,
    title: "str | Promise",
    queue: Queue = "quick",
    attempts: int = 5,
    longest: timedelta | None = None,
) -> Callable[[Work], Work]:
    """Declares the function below as a task. The name is stored in rows, so it never changes; the title is for people."""

    def declare(function: Work) -> Work:
        if queue not in QUEUES or attempts < 1:
            raise ValueError(f"the task {name!r} needs a queue among {QUEUES} and at least one attempt")
        known = _tasks.get(name)
        if known is not None and known.function is not function:
            raise ValueError(f"the task {name!r} is declared twice")
        _tasks[name] = Task(name, function, title, queue, attempts, longest or LONGEST[queue])
        return function

    return declare


def find(name: str) -> Task | None:
    return _tasks.get(name)


def longest_of(name: str) -> timedelta:
    known = _tasks.get(name)
    return known.longest if known else max(LONGEST.values())


def names() -> list[str]:
    return sorted(_tasks)


def when_failed(hearer: Hearer) -> Hearer:
    """In `ready()` of an app above: hears of each job that has failed for good, in the transaction that says so."""
    if hearer not in _hearers:
        _hearers.append(hearer)
    return hearer


def hearers() -> list[Hearer]:
    return list(_hearers)
