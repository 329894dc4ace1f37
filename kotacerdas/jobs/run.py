"""What a task is given while it runs: steps that are done once, progress, and when to stop."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone, translation
from django.utils.functional import Promise

from kotacerdas.common.language import NAMES
from kotacerdas.jobs import leases
from kotacerdas.jobs.leases import LEASE, Progress, Texts
from kotacerdas.jobs.models import Job, Step

Value = TypeVar("Value")


class Interrupted(BaseException):
    """The task ends here, and that is no error of it; `except Exception` of a task lets it pass."""


class Cancelled(Interrupted):
    """Somebody cancelled the job."""


class Stopping(Interrupted):
    """The worker stops; the job goes on with another one, after its last finished step."""


class LeaseLost(Interrupted):
    """Another worker has this job now; nothing that this one does counts any more."""


class Run:
    """One attempt at a job. Made by a worker; a task gets it as its first argument."""

    def __init__(
        self, job: Job, *, lease: timedelta = LEASE, clock: Callable[[], datetime] = timezone.now
    ) -> None:
        self.job = job
        self.lease = lease
        self.now = clock
        """For the deeds that the task does: `now=run.now()`. A test that works jobs off says what time it is."""
        self.told: Progress | None = None
        self._results: dict[str, Any] = dict(Step.objects.filter(job=job).values_list("name", "result"))

    @property
    def attempt(self) -> int:
        """1 the first time. More means that an earlier attempt ended in the middle of something."""
        return self.job.attempts

    def step(self, name: str, function: Callable[[], Any], *, outside: bool = False) -> Any:
        """Do this part once in the life of the job, and answer its result as JSON gives it back.

        `function` runs in a transaction that also writes down that the step is done. So if it only writes the
        database, it happens exactly once: a worker killed in the middle leaves nothing of it, one killed afterwards
        finds it done. Keep it short, for on SQLite nobody else writes meanwhile.

        `outside=True` is for what is slow, or reaches beyond the database: a mail, a file, a call. There is no
        transaction around it, and the step is written down after it; a worker killed between the two does it again.
        That is *at least once*: make the effect harmless to repeat (a name that stays the same, a message id).
        """
        if name in self._results:
            return self._results[name]
        self.check()
        if outside:
            result = _as_json(function())
            with transaction.atomic():
                self._keep(name, result)
        else:
            with transaction.atomic():
                result = _as_json(function())
                self._keep(name, result)
        self._results[name] = result
        return result

    def _keep(self, name: str, result: Any) -> None:
        if not leases.keep_step(self.job, name, result, now=self.now(), lease=self.lease):
            raise LeaseLost

    def progress(self, done: int, of: int, words: "str | Promise" = "", /, **values: Any) -> None:
        """Tell how far it is: `run.progress(7, 20, _("Sheet %(name)s"), name="OPD")`, lazy words for both languages.

        Also asks whether to go on, as `check` does.
        """
        self.told = Progress(done, of, in_both_languages(words, values))
        self._tell()
        self.check()

    def check(self) -> None:
        """Go on? Raises `Cancelled` if somebody cancelled the job; call it in long loops."""
        if leases.is_cancel_wanted(self.job):
            raise Cancelled

    def _tell(self) -> None:
        if not leases.renew(self.job, now=self.now(), lease=self.lease, progress=self.told):
            raise LeaseLost


def _as_json(result: Any) -> Any:
    """As the next attempt would read it: a tuple is a list there, and a task must not notice the difference."""
    return json.loads(json.dumps(result))


def in_both_languages(words: "str | Promise", values: dict[str, Any] | None = None) -> Texts:
    """The sentence as each reader will want it; the worker itself has no language."""
    if not words:
        return {}
    texts = {}
    for code in NAMES:
        with translation.override(code):
            texts[code] = str(words) % values if values else str(words)
    return texts
