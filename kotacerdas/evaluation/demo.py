"""What the demo's offices do about the public recommendations and say about them: invented, and marked as samples."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from kotacerdas.common.quiet import quietly
from kotacerdas.common.reference import Report, demo_loader
from kotacerdas.discussion import actions as talk
from kotacerdas.discussion.models import Comment, Outcome, Stance, Thread
from kotacerdas.evaluation.models import Recommendation
from kotacerdas.followup import actions
from kotacerdas.followup.models import Task
from kotacerdas.people.models import City, Organisation, User
from kotacerdas.people.reference import Record, records

AUTHOR = "program@balikpapan.example"


@demo_loader("evaluation.tasks", after=["people.accounts"])
def load_tasks(report: Report) -> None:
    """Once: tasks that somebody has gone on with are not put back."""
    people = {user.email: user for user in User.objects.filter(is_demo=True)}
    city = City.objects.filter(code=settings.DEFAULT_CITY).first()
    if city is None or AUTHOR not in people or Task.objects.filter(is_sample=True).exists():
        report.unchanged("sample tasks", Task.objects.filter(is_sample=True).count())
        return
    desks = {each.code: each for each in Organisation.objects.all()}
    with quietly():
        for row in records(settings.REFERENCE_DATA / "demo" / "tasks.csv"):
            task = _give(row, city, people, desks)
            _STORIES[row["story"]](task, row, people, desks)
            report.added("sample tasks", task)


def _give(row: Record, city: City, people: dict[str, User], desks: dict[str, Organisation]) -> Task:
    given_at = timezone.now() - timedelta(days=int(row["given_days_ago"]))
    today = timezone.now().astimezone(city.timezone).date()
    return actions.assign(
        city=city,
        title=row["title"],
        description=row["description"],
        about=Recommendation.objects.filter(city=city).called(row["recommendation"]).first(),
        organisation=desks.get(row["organisation"]),
        owner=people.get(row["owner"]),
        due_on=today + timedelta(days=int(row["due_in_days"])),
        priority=row["priority"],
        parts=row["parts"].split(";"),
        by=people[AUTHOR],
        now=given_at,
        is_sample=True,
        code=row["code"],
    )


# --- How each sample has gone on ---------------------------------------------------------------------------

Story = Callable[[Task, Record, dict[str, User], dict[str, Organisation]], object]


def _later(task: Task, days: int) -> datetime:
    """Some days after it was given, and never after now."""
    return min(task.assigned_at + timedelta(days=days), timezone.now())


def _leave(task: Task, row: Record, people: dict[str, User], desks: dict[str, Organisation]) -> object:
    return None


def _take(task: Task, row: Record, people: dict[str, User], desks: dict[str, Organisation]) -> Task:
    return actions.take(task, by=people[row["owner"]], now=_later(task, 1))


def _tick(task: Task, row: Record, people: dict[str, User], desks: dict[str, Organisation]) -> object:
    _take(task, row, people, desks)
    return actions.tick(task, done=[1], by=people[row["owner"]], now=_later(task, 4))


def _wait(task: Task, row: Record, people: dict[str, User], desks: dict[str, Organisation]) -> object:
    _take(task, row, people, desks)
    other = desks.get(row["others"])
    return actions.wait(
        task, organisation=other, reason=row["words"], by=people[row["owner"]], now=_later(task, 5)
    )


def _report(task: Task, row: Record, people: dict[str, User], desks: dict[str, Organisation]) -> object:
    proof = actions.NewProof(text=row["words"])
    return actions.report(
        task, words=row["words"], proofs=[proof], by=people[row["owner"]], now=_later(task, 7)
    )


def _accept(task: Task, row: Record, people: dict[str, User], desks: dict[str, Organisation]) -> object:
    _report(task, row, people, desks)
    return actions.accept(task, by=people[AUTHOR], now=_later(task, 9))


def _return(task: Task, row: Record, people: dict[str, User], desks: dict[str, Organisation]) -> object:
    _report(task, {**row, "words": "Semua foto sudah diunggah."}, people, desks)
    return actions.return_(task, reason=row["words"], by=people[AUTHOR], now=_later(task, 9))


def _ask(task: Task, row: Record, people: dict[str, User], desks: dict[str, Organisation]) -> object:
    _take(task, row, people, desks)
    today = timezone.now().astimezone(task.city.timezone).date()
    wanted = today + timedelta(days=int(row["others"]))
    return actions.ask_more_time(
        task, wanted_on=wanted, reason=row["words"], by=people[row["owner"]], now=_later(task, 11)
    )


_STORIES: dict[str, Story] = {
    "open": _leave,
    "taken": _take,
    "parts": _tick,
    "waiting": _wait,
    "reported": _report,
    "accepted": _accept,
    "returned": _return,
    "more_time": _ask,
}


# --- What was said -----------------------------------------------------------------------------------------


@demo_loader("evaluation.discussions", after=["people.accounts"])
def load_discussions(report: Report) -> None:
    """Once, as the tasks."""
    people = {user.email: user for user in User.objects.filter(is_demo=True)}
    advice = Recommendation.objects.filter(city__code=settings.DEFAULT_CITY).select_related("city")
    if AUTHOR not in people or not advice or Thread.objects.filter(is_sample=True).exists():
        report.unchanged("sample discussions", Thread.objects.filter(is_sample=True).count())
        return
    said: dict[tuple[str, str], Comment] = {}
    with quietly():
        for row in records(settings.REFERENCE_DATA / "demo" / "discussions.csv"):
            about = advice.called(row["recommendation"]).first()
            if about is not None and row["by"] in people:
                _say(row, about, people[row["by"]], said)
    for thread in Thread.objects.filter(is_sample=True):
        report.added("sample discussions", thread)


def _say(row: Record, about: Recommendation, by: User, said: dict[tuple[str, str], Comment]) -> None:
    when: dict[str, Any] = {"by": by, "now": timezone.now() - timedelta(days=int(row["days_ago"]))}
    if row["kind"] == "comment":
        parent = said.get((row["recommendation"], row["answers"]))
        made = talk.comment(about, text=row["words"], parent=parent, is_sample=True, code=row["code"], **when)
        said[row["recommendation"], row["number"]] = made
    elif row["kind"] in set(Stance):
        talk.vote(about, stance=row["kind"], **when)
    else:
        talk.decide(about, outcome=Outcome(row["kind"]), reason=row["words"], **when)
