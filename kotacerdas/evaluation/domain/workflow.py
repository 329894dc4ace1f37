"""The way of a round: its steps, the deeds of people, and in which steps each may be done by whom.

The table `RULES` is the whole law. A deed is refused with its reason: a role that may not, a step that has not opened,
one that is over, or one for which the calendar has no days. Steps may overlap, as they do in every real year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from itertools import pairwise

from kotacerdas.common.domain.faults import Fault


class Step(StrEnum):
    """In the order of the year."""

    INVITATION = "invitation"
    SELF_ASSESSMENT = "self_assessment"
    VERIFICATION = "verification"
    SUBMISSION = "submission"
    STAGE_1 = "stage_1"
    FOLLOW_UP = "follow_up"
    STAGE_2 = "stage_2"
    COMPLETION = "completion"
    RESULT = "result"
    CLOSED = "closed"


class Deed(StrEnum):
    INVITE = "invite"
    JOIN = "join"
    SHARE_OUT = "share_out"
    ANSWER = "answer"
    VERIFY = "verify"
    SUBMIT = "submit"
    REOPEN = "reopen"
    RECORD_RECEIPT = "record_receipt"
    APPOINT = "appoint"
    DECLARE = "declare"
    PREPARE_INTERVIEW = "prepare_interview"
    HOLD_INTERVIEW = "hold_interview"
    ASK = "ask"
    REPLY = "reply"
    ADVISE = "advise"
    TELL_ADVICE = "tell_advice"
    SCORE = "score"
    OPEN_PANEL = "open_panel"
    CONCLUDE = "conclude"
    PUBLISH = "publish"


KEEPER = "keeper"
"""Whoever keeps the round: an operator, or of its own round the city."""


@dataclass(frozen=True)
class Rule:
    deed: Deed
    who: str
    """The permission that it takes, in the city of the deed; or `KEEPER`."""
    steps: tuple[Step, ...]
    """It may be done while any of these is open."""


# Where a city works on its answers: in the first place, when they come back, and when assessors want more.
_WORK = (
    Step.SELF_ASSESSMENT,
    Step.VERIFICATION,
    Step.FOLLOW_UP,
    Step.COMPLETION,
)
_HAND_OVER = (Step.SUBMISSION, Step.FOLLOW_UP, Step.COMPLETION)
# Where assessors and the city have to do with each other.
_TALK = (Step.STAGE_1, Step.FOLLOW_UP, Step.STAGE_2, Step.COMPLETION)
_SCORING = (Step.STAGE_2, Step.COMPLETION)
_BEFORE = (Step.INVITATION, Step.SELF_ASSESSMENT, Step.VERIFICATION, Step.SUBMISSION)

RULES: dict[Deed, Rule] = {
    rule.deed: rule
    for rule in (
        Rule(Deed.INVITE, "run_rounds", (Step.INVITATION, Step.SELF_ASSESSMENT)),
        Rule(Deed.JOIN, "keep_rounds", (Step.INVITATION, Step.SELF_ASSESSMENT, Step.SUBMISSION)),
        Rule(Deed.SHARE_OUT, "keep_rounds", (Step.INVITATION, *_WORK, Step.SUBMISSION)),
        Rule(Deed.ANSWER, "answer_questions", _WORK),
        Rule(Deed.VERIFY, "verify_answers", (*_WORK, Step.SUBMISSION)),
        Rule(Deed.SUBMIT, "keep_rounds", _HAND_OVER),
        Rule(Deed.REOPEN, "keep_rounds", _HAND_OVER),
        Rule(Deed.RECORD_RECEIPT, "keep_rounds", (*_HAND_OVER, Step.STAGE_1, Step.STAGE_2, Step.RESULT)),
        Rule(Deed.APPOINT, KEEPER, (*_BEFORE, *_TALK)),
        Rule(Deed.DECLARE, "assess", (*_BEFORE, *_TALK)),
        Rule(Deed.PREPARE_INTERVIEW, "keep_rounds", (Step.SUBMISSION, *_TALK)),
        Rule(Deed.HOLD_INTERVIEW, KEEPER, (Step.SUBMISSION, *_TALK)),
        Rule(Deed.ASK, "assess", _TALK),
        Rule(Deed.REPLY, "answer_questions", _TALK),
        Rule(Deed.ADVISE, "assess", _TALK),
        Rule(Deed.TELL_ADVICE, KEEPER, (Step.STAGE_1, Step.FOLLOW_UP)),
        Rule(Deed.SCORE, "assess", _SCORING),
        Rule(Deed.OPEN_PANEL, KEEPER, _SCORING),
        Rule(Deed.CONCLUDE, KEEPER, (*_SCORING, Step.RESULT)),
        Rule(Deed.PUBLISH, "publish_round", (Step.RESULT, Step.CLOSED)),
    )
}


@dataclass(frozen=True)
class Window:
    """From the first moment to the moment at which it is over."""

    opens_at: datetime
    closes_at: datetime

    def is_open(self, now: datetime) -> bool:
        return self.opens_at <= now < self.closes_at


Calendar = Mapping[Step, Window]
"""Of one city, extensions counted in; steps without days are not in it."""


class Standing(StrEnum):
    """Of a step at a moment."""

    UNDATED = "undated"
    AHEAD = "ahead"
    OPEN = "open"
    OVER = "over"


def standing(calendar: Calendar, step: Step, now: datetime) -> Standing:
    window = calendar.get(step)
    if window is None:
        return Standing.UNDATED
    if now < window.opens_at:
        return Standing.AHEAD
    return Standing.OPEN if window.is_open(now) else Standing.OVER


def open_steps(calendar: Calendar, now: datetime) -> list[Step]:
    return [step for step in Step if standing(calendar, step, now) is Standing.OPEN]


def matters_now(calendar: Calendar, now: datetime) -> Step | None:
    """The open step that ends first, else the one that opens next; None where all is over or nothing has days."""
    at_work = [step for step in open_steps(calendar, now) if step is not Step.CLOSED]
    if at_work:
        return min(at_work, key=lambda step: calendar[step].closes_at)
    ahead = [step for step, window in calendar.items() if window.opens_at > now]
    return min(ahead, key=lambda step: calendar[step].opens_at, default=None)


def why_not(deed: Deed, calendar: Calendar, now: datetime) -> Fault | None:
    """Why the days forbid it now; None if they allow it. Of several reasons the one that helps most: when it will be
    possible again, else since when it is over, else that days are missing."""
    steps = RULES[deed].steps
    if any(standing(calendar, step, now) is Standing.OPEN for step in steps):
        return None
    dated = {step: calendar[step] for step in steps if step in calendar}
    ahead = {step: window for step, window in dated.items() if window.opens_at > now}
    if ahead:
        step = min(ahead, key=lambda each: ahead[each].opens_at)
        return Fault("round-not-yet", {"step": step.value, "at": ahead[step].opens_at})
    if dated:
        step = max(dated, key=lambda each: dated[each].closes_at)
        return Fault("round-over", {"step": step.value, "at": dated[step].closes_at})
    return Fault("round-undated", {"step": steps[0].value})


def until(deed: Deed, calendar: Calendar, now: datetime) -> datetime | None:
    """The last moment at which it may still be done without a break; None if it may not now."""
    closes = [
        calendar[step].closes_at
        for step in RULES[deed].steps
        if standing(calendar, step, now) is Standing.OPEN
    ]
    return max(closes, default=None)


def mark_of(calendar: Calendar) -> str:
    """The same for the same days: whoever changes them says which ones were seen."""
    days = [
        f"{step} {calendar[step].opens_at.timestamp()} {calendar[step].closes_at.timestamp()}"
        for step in Step
        if step in calendar
    ]
    return sha256("\n".join(days).encode()).hexdigest()[:20]


def out_of_order(calendar: Calendar) -> list[Fault]:
    """What in a calendar cannot be meant: a step that ends before it begins, or begins before an earlier one does."""
    found = [
        Fault("round-step-ends-first", {"step": step.value})
        for step, window in calendar.items()
        if window.closes_at <= window.opens_at
    ]
    dated = [step for step in Step if step in calendar]
    for earlier, later in pairwise(dated):
        if calendar[later].opens_at < calendar[earlier].opens_at:
            found.append(Fault("round-steps-crossed", {"step": later.value, "earlier": earlier.value}))
    return found


def begun_and_changed(before: Calendar, after: Calendar, now: datetime) -> list[Fault]:
    """Steps that have begun keep their days: people count on them, so they are only extended."""
    return [
        Fault("round-step-has-begun", {"step": step.value})
        for step, window in before.items()
        if window.opens_at <= now and after.get(step) != window
    ]
