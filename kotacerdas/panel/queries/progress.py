"""How far seats and panels are, as figures: nothing here says which score somebody gave."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Min

from kotacerdas.panel.domain.marking import WIDE
from kotacerdas.panel.domain.seating import State
from kotacerdas.panel.domain.standing import Way
from kotacerdas.panel.models import Mark, Panel, Seat, Talk
from kotacerdas.selfassessment import questionnaire
from kotacerdas.selfassessment.models import Snapshot

if TYPE_CHECKING:
    from kotacerdas.evaluation.models import Round


def way_of(panel: Panel) -> Way:
    return Way(
        is_open=panel.is_open,
        is_concluded=panel.concluded_at is not None,
        is_published=panel.round.is_published,
    )


def scored(seats: Iterable[Seat]) -> dict[int, int]:
    """By seat, how many questions it has scored; one query."""
    rows = Mark.objects.filter(seat__in=list(seats), level__isnull=False).order_by().values("seat")
    return {row["seat"]: row["count"] for row in rows.annotate(count=Count("pk"))}


def is_finished(seat: Seat) -> bool:
    """Whether it has scored every question; one query."""
    codes = questionnaire.questions(seat.panel.round)
    return scored([seat]).get(seat.pk, 0) >= len(codes)


def differences_left(panels: Iterable[Panel]) -> Counter[int]:
    """By open panel, on how many questions its assessors still differ without having noted a talk; two queries."""
    some = [each for each in panels if each.is_open]
    if not some:
        return Counter()
    marks = Mark.objects.filter(seat__panel__in=some, seat__state=State.DECLARED, level__isnull=False)
    spread = marks.order_by().values("seat__panel", "code").annotate(spread=Max("level") - Min("level"))
    wide = spread.filter(spread__gte=WIDE).values_list("seat__panel", "code")
    talked = set(Talk.objects.filter(panel__in=some).values_list("panel", "code"))
    return Counter(panel for panel, code in wide if (panel, code) not in talked)


def submitted(rounds: "Iterable[Round]") -> dict[tuple[int, int], int]:
    """By round and city, the number of the newest submission; one query."""
    rows = Snapshot.objects.filter(assessment__round__in=list(rounds)).order_by()
    found = rows.values_list("assessment__round", "assessment__city").annotate(last=Max("number"))
    return {(round_, city): last for round_, city, last in found}
