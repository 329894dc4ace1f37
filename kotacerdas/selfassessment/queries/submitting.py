"""What the page of the submission needs: what is missing, whether the days allow it, who signs, what was sent before."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kotacerdas.common.domain.faults import Fault
from kotacerdas.evaluation import guarding
from kotacerdas.evaluation.domain.workflow import Deed, until
from kotacerdas.evaluation.queries.calendars import calendar_of
from kotacerdas.people.models import RoleAssignment
from kotacerdas.people.models.assignments import day_at
from kotacerdas.people.roles import Role
from kotacerdas.selfassessment.domain.counting import Count
from kotacerdas.selfassessment.domain.snapshots import Change
from kotacerdas.selfassessment.freezing import Signature
from kotacerdas.selfassessment.models import Assessment, Receipt, Snapshot
from kotacerdas.selfassessment.queries import board, frozen

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City, User

MOST_COMPARED = 4
"""Submissions whose bytes are read to say what changed; of older ones their own page says it."""


@dataclass(frozen=True)
class Sent:
    snapshot: Snapshot
    receipts: list[Receipt]
    changes: list[Change] | None
    """Against the submission before it; None for the first, and where it is not compared."""


@dataclass(frozen=True)
class Departure:
    assessment: Assessment
    count: Count
    basis: str
    """Changes whenever an answer or its proof does; whoever signs says with it what he or she has seen."""
    refusals: list[Fault]
    """Why it cannot be submitted now, or, once it is, why it cannot be opened again."""
    receipt_refusals: list[Fault]
    until: datetime | None
    signers: list[Signature]
    """Who signed the last time, then the city's leaders."""
    sent: list[Sent]
    """The newest first."""

    @property
    def unchecked(self) -> int:
        return self.count.total - self.count.verified

    @property
    def last(self) -> Sent | None:
        return self.sent[0] if self.sent else None


def of(assessment: Assessment, user: "User", *, now: datetime) -> Departure:
    """In a fixed number of queries; reads the bytes of the last submissions from the disk."""
    city, round_ = assessment.city, assessment.round
    deed = Deed.REOPEN if assessment.is_submitted else Deed.SUBMIT
    counted = board.of(assessment, user, today=day_at(city, now))
    sent = _sent(assessment)
    return Departure(
        assessment=assessment,
        count=counted.count,
        basis=_basis(counted),
        refusals=guarding.refusals(deed, round_, city, by=user, now=now),
        receipt_refusals=guarding.refusals(Deed.RECORD_RECEIPT, round_, city, by=user, now=now),
        until=until(deed, calendar_of(round_, city), now),
        signers=_signers(city, sent, now),
        sent=sent,
    )


def _basis(counted: board.Board) -> str:
    rows = [
        (row.answer.code, row.answer.version, row.answer.state, row.proof.confirmed) for row in counted.rows
    ]
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:32]


def _signers(city: "City", sent: list[Sent], now: datetime) -> list[Signature]:
    found = [Signature(each.snapshot.signed_by, each.snapshot.signed_as) for each in sent[:1]]
    held = RoleAssignment.objects.active(day_at(city, now), now).filter(
        city=city, role=Role.LEADER, user__is_active=True
    )
    for each in held.select_related("user", "organisation").order_by("from_on", "pk"):
        found.append(Signature(str(each.user), each.signing_title))
    return list(dict.fromkeys(found))


def _sent(assessment: Assessment) -> list[Sent]:
    rows = assessment.snapshots.select_related("by", "file").prefetch_related(
        "receipts__file", "receipts__by"
    )
    snapshots = list(rows.order_by("-number"))
    for each in snapshots:
        each.assessment = assessment
    opened = [frozen.opened(each) for each in snapshots[:MOST_COMPARED]]
    found = []
    for at, each in enumerate(snapshots):
        is_compared = at + 1 < len(opened)
        changes = frozen.changes(opened[at + 1], opened[at]) if is_compared else None
        found.append(Sent(each, list(each.receipts.all()), changes))
    return found


def snapshot_of(assessment: Assessment, user: "Someone", number: int) -> Snapshot | None:
    rows = Snapshot.objects.visible_to(user).filter(assessment=assessment, number=number)
    return rows.select_related("assessment__round", "assessment__city", "by", "file").first()
