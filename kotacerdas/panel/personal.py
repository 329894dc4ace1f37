"""What this app keeps of persons: who sits in which panel and scored what, who asked, replied and spoke."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.personal import Basis, Holding, register
from kotacerdas.panel.models import Clarification, LogEntry, Mark, Opinion, Seat, Talk


def _export(user: Any) -> list[Mapping[str, Any]]:
    seats = Seat.objects.filter(user=user).values_list("panel__round__code", "number", "state", "statement")
    marks = Mark.objects.filter(seat__user=user).values_list(
        "at", "seat__panel__round__code", "code", "level", "note"
    )
    opinions = Opinion.objects.filter(seat__user=user).values_list(
        "at", "seat__panel__round__code", "strengths", "weaknesses", "advice"
    )
    talks = Talk.objects.filter(by=user).values_list("at", "code", "words")
    replies = Clarification.objects.filter(replied_by=user).values_list("replied_at", "code")
    entries = LogEntry.objects.filter(by=user).values_list("at", "words")
    return [
        *(
            {"round": r, "seat": number, "state": state, "statement": said}
            for r, number, state, said in seats
        ),
        *(
            {"at": at.isoformat(), "round": r, "question": code, "score": n, "note": note}
            for at, r, code, n, note in marks
        ),
        *(
            {
                "at": at.isoformat(),
                "round": r,
                "strengths": good,
                "weaknesses": weak,
                "recommendations": advice,
            }
            for at, r, good, weak, advice in opinions
        ),
        *({"at": at.isoformat(), "talked_about": code, "words": words} for at, code, words in talks),
        *({"at": at.isoformat(), "replied_to": code} for at, code in replies if at),
        *({"at": at.isoformat(), "wrote_in_log": words} for at, words in entries),
    ]


register(
    Holding(
        name="panel.seats",
        what=_(
            "Who was appointed assessor of which city and declared what; the scores and words of each; who replied and spoke for the city"
        ),
        of_whom=_("assessors, operators, officers and heads of agencies"),
        why=_("So that a result can be traced to the independent people who found it"),
        basis=Basis.PUBLIC_DUTY,
        until=_("as long as the city's records"),
        tables=(
            "panel.Panel",
            "panel.Seat",
            "panel.Mark",
            "panel.Opinion",
            "panel.Talk",
            "panel.Clarification",
            "panel.Interview",
            "panel.Speaker",
            "panel.LogEntry",
        ),
        export=_export,
        stays_because=_("What assessors found is the round's record; reports name the seat, not the person."),
    )
)
