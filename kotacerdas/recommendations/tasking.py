"""One task for the organisation that owns a recommendation: it follows the states by itself, so nobody reports twice.

Not claimed as done, or its proof found wanting, and the task lies with the organisation; claimed as done, and it is
reported; its proof found sufficient, or the recommendation closed as fulfilled, and it is finished.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from kotacerdas.evaluation.models import Recommendation
from kotacerdas.followup import actions
from kotacerdas.followup.domain.workflow import FINISHED, WITH_OWNER, State
from kotacerdas.followup.models import Task
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission
from kotacerdas.recommendations.domain.caring import Claim, Proof, Verdict
from kotacerdas.recommendations.models import Care

if TYPE_CHECKING:
    from kotacerdas.people.models import Organisation, User

MOST_TITLE = 200


def follow(care: Care, *, by: "User | None", now: datetime, reason: str = "") -> None:
    """Part of a deed's transaction; nothing happens as long as there is neither owner nor day."""
    with translation.override(settings.LANGUAGE_CODE):
        _Follower(care, by, now, reason).follow()


class _Follower:
    def __init__(self, care: Care, by: "User | None", now: datetime, reason: str) -> None:
        self.care, self.by, self.now, self.reason = care, by, now, reason.strip()

    def follow(self) -> None:
        care, task = self.care, self._locked_task()
        if not care.is_open:
            self._closed(task)
        elif care.owner is None or care.due_on is None:
            self._cancel(task, _("The recommendation was taken back from the organisation."))
        else:
            self._in_hands_of(care.owner, care.due_on, task)

    def _in_hands_of(self, owner: "Organisation", due: date, task: Task | None) -> None:
        if task is not None and task.organisation_id != owner.pk:
            task = self._handed_over(task, owner)
        is_owed = self.care.claim != Claim.DONE or self.care.proof == Proof.INSUFFICIENT
        if task is None:
            if not is_owed:
                return
            self._assign(owner, due)
        elif is_owed:
            self._lies_with_owner(task, due)
        elif not task.is_finished:
            self._delivered(task, is_accepted=self.care.proof == Proof.SUFFICIENT)

    def _locked_task(self) -> Task | None:
        rows = Task.objects.select_for_update(of=("self",)).select_related("city")
        return rows.filter(pk=self.care.task_id).first() if self.care.task_id else None

    def _assign(self, owner: "Organisation", due: date) -> None:
        care = self.care
        gives = self.by is not None and access.may(self.by, Permission.ASSIGN_TASKS, care.city)
        made = actions.assign(
            city=care.city,
            title=_title(care.recommendation),
            description=care.plan,
            organisation=owner,
            due_on=due,
            about=care.recommendation,
            needs_proof=False,
            by=self.by if gives else None,
            now=self.now,
            is_sample=care.is_sample,
        )
        self._keep(made)

    def _keep(self, task: Task | None) -> None:
        """Not a save that people make, so the version stays."""
        Care.objects.filter(pk=self.care.pk).update(task=task)
        self.care.task = task

    def _handed_over(self, task: Task, owner: "Organisation") -> Task | None:
        """A finished one stays with whoever did it; the next organisation gets its own."""
        if task.is_finished:
            self._keep(None)
            return None
        return actions.hand_over(task, organisation=owner, by=None, now=self.now)

    def _lies_with_owner(self, task: Task, due: date) -> None:
        if task.stands in FINISHED:
            actions.reopen(task, due_on=due, reason=self._why(), by=None, now=self.now)
            return
        if task.stands is State.REPORTED:
            task = actions.return_(task, reason=self._why(), by=None, now=self.now)
        if task.due_on != due:
            actions.change(task, changes={"due_on": due}, expected=task.version, by=None, now=self.now)

    def _delivered(self, task: Task, *, is_accepted: bool) -> None:
        if task.stands in WITH_OWNER:
            task = actions.report(task, by=None, now=self.now, words=_("Claimed as done."))
        if is_accepted:
            actions.accept(task, by=None, now=self.now)

    def _closed(self, task: Task | None) -> None:
        if task is None or task.is_finished:
            return
        if self.care.verdict == Verdict.FULFILLED or self.care.claim == Claim.DONE:
            self._delivered(task, is_accepted=True)
        else:
            self._cancel(task, self.reason or _("The recommendation is closed."))

    def _cancel(self, task: Task | None, reason: str) -> None:
        if task is not None and not task.is_finished:
            actions.cancel(task, reason=reason, by=None, now=self.now)

    def _why(self) -> str:
        return (
            self.reason or self.care.proof_reason or _("The recommendation is not claimed as done any more.")
        )


def _title(recommendation: Recommendation) -> str:
    label = recommendation.label
    if not recommendation.text_id:
        return _("Follow up recommendation %(label)s") % {"label": label}
    whole = _("Recommendation %(label)s: %(text)s") % {"label": label, "text": recommendation.text_id}
    return whole if len(whole) <= MOST_TITLE else f"{whole[: MOST_TITLE - 1]}…"
