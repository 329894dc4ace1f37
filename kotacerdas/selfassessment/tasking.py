"""One task for each agency: "answer your questions". It follows the answers by itself, so nobody reports twice.

What the answers say decides: something still to write, and the task lies with the agency; all handed in, and it is
reported; all checked, and it is finished; none left, and it is cancelled.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from kotacerdas.common import subjects
from kotacerdas.evaluation.domain.workflow import Step
from kotacerdas.evaluation.queries.calendars import calendar_of
from kotacerdas.followup import actions
from kotacerdas.followup.domain.workflow import FINISHED, WITH_OWNER, State
from kotacerdas.followup.models import Task
from kotacerdas.people import access
from kotacerdas.people.models import Organisation
from kotacerdas.people.permissions import Permission
from kotacerdas.selfassessment.domain import answering
from kotacerdas.selfassessment.models import Answer, Assessment

if TYPE_CHECKING:
    from kotacerdas.people.models import User

USUAL_DAYS = 14
"""Where neither a question nor the calendar says when."""


def follow(
    assessment: Assessment,
    organisations: Iterable[int | None],
    *,
    by: "User | None",
    now: datetime,
    reason: str = "",
) -> None:
    """Part of a deed's transaction; a fixed number of queries for each organisation whose task changes."""
    wanted = {each for each in organisations if each is not None}
    if not wanted:
        return
    tasks = _locked_tasks(assessment, wanted)
    answers = _answers(assessment, wanted)
    for organisation in Organisation.objects.filter(pk__in=wanted).order_by("pk"):
        mine, task = answers.get(organisation.pk, []), tasks.get(organisation.pk)
        with translation.override(settings.LANGUAGE_CODE):
            _Follower(assessment, organisation, by, now, reason).follow(mine, task)


Held = tuple[answering.State, date | None]


def _answers(assessment: Assessment, organisations: set[int]) -> dict[int, list[Held]]:
    rows = Answer.objects.filter(assessment=assessment, organisation__in=organisations)
    found: dict[int, list[Held]] = {}
    for organisation, state, due in rows.values_list("organisation", "state", "due_on"):
        found.setdefault(organisation, []).append((answering.State(state), due))
    return found


def _locked_tasks(assessment: Assessment, organisations: set[int]) -> dict[int, Task]:
    """The newest of each. Of two who hand in the last answers at once, the second waits here and sees both."""
    at = subjects.reference(assessment)
    rows = Task.objects.filter(
        subject_kind=at.kind, subject_key=at.key, organisation__in=organisations
    ).select_related("city")
    found = rows.select_for_update(of=("self",)).order_by("pk")
    return {row.organisation_id: row for row in found if row.organisation_id is not None}


class _Follower:
    """One organisation of one assessment."""

    def __init__(
        self,
        assessment: Assessment,
        organisation: Organisation,
        by: "User | None",
        now: datetime,
        reason: str,
    ) -> None:
        self.assessment, self.organisation = assessment, organisation
        self.by, self.now, self.reason = by, now, reason

    def follow(self, answers: list[Held], task: Task | None) -> None:
        owed = [due for state, due in answers if state in answering.WITH_AGENCY]
        if owed:
            self._lies_with_agency(owed, task)
        elif task is not None and not task.is_finished:
            is_checked = all(state is answering.State.VERIFIED for state, _due in answers)
            self._delivered(task, is_left=bool(answers), is_checked=is_checked)

    def _lies_with_agency(self, owed: list[date | None], task: Task | None) -> None:
        due = min((each for each in owed if each), default=None) or self._usual_day()
        if task is None:
            self._assign(due)
        elif task.stands in FINISHED:
            actions.reopen(task, due_on=due, reason=self._why(), by=None, now=self.now)
        elif task.stands is State.REPORTED:
            actions.return_(task, reason=self._why(), by=None, now=self.now)
        elif task.due_on != due:
            actions.change(task, changes={"due_on": due}, expected=task.version, by=None, now=self.now)

    def _assign(self, due: date) -> None:
        city = self.assessment.city
        gives = self.by is not None and access.may(self.by, Permission.ASSIGN_TASKS, city)
        actions.assign(
            city=city,
            title=_("Answer your questions: %(round)s") % {"round": self.assessment.round.title},
            organisation=self.organisation,
            due_on=due,
            about=self.assessment,
            needs_proof=False,
            by=self.by if gives else None,
            now=self.now,
            is_sample=self.assessment.is_sample,
        )

    def _delivered(self, task: Task, *, is_left: bool, is_checked: bool) -> None:
        if not is_left:
            actions.cancel(task, reason=_("The questions were given to others."), by=None, now=self.now)
            return
        if task.stands in WITH_OWNER:
            actions.report(task, by=None, now=self.now, words=_("All answers are handed in."))
        if is_checked:
            actions.accept(task, by=None, now=self.now)

    def _why(self) -> str:
        return self.reason.strip() or _("There are questions to be answered again.")

    def _usual_day(self) -> date:
        """The last day of the self-assessment; else two weeks from now."""
        zone = self.assessment.city.timezone
        window = calendar_of(self.assessment.round, self.assessment.city).get(Step.SELF_ASSESSMENT)
        last = (window.closes_at - timedelta(seconds=1)) if window else None
        if last is None or last <= self.now:
            last = self.now + timedelta(days=USUAL_DAYS)
        return last.astimezone(zone).date()
