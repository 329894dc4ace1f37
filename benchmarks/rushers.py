"""Makes the officers of the rush hour before a deadline and their sessions; reads afterwards what was kept. Needs Django."""

import json
import sys
from datetime import timedelta
from typing import Any

import django

SAVERS, READERS = 40, 240
FORM = "smartcity/2023-kppn"


def prepare() -> dict[str, object]:
    """One city, one round with its questions, everybody of its offices at once."""
    from django.conf import settings

    from benchmarks.savers import session_of
    from kotacerdas.people.models import City
    from kotacerdas.people.roles import Role

    city = City.objects.get(code=settings.DEFAULT_CITY)
    assessment = begin(city)
    return {
        "sessions": [session_of(f"penulis{n}", Role.PROGRAMME_OFFICE, city) for n in range(SAVERS)],
        "readers": [session_of(f"pembaca{n}", Role.AGENCY_OFFICER, city) for n in range(READERS)],
        "round": assessment.round.code,
        "questions": list(assessment.answers.values_list("code", flat=True)),
    }


def begin(city: Any) -> Any:
    """An assessment whose answers can be written for a month."""
    from django.utils import timezone

    from kotacerdas.common.quiet import quietly
    from kotacerdas.evaluation import actions as rounds
    from kotacerdas.evaluation.domain.workflow import Step, Window
    from kotacerdas.evaluation.models import Round
    from kotacerdas.selfassessment import actions

    now = timezone.now()
    window = Window(now - timedelta(days=1), now + timedelta(days=30))
    new = rounds.NewRound(
        kind=Round.Kind.OWN,
        instrument=FORM,
        year=now.year,
        title_id="Uji beban",
        title_en="Load test",
        zone="Asia/Jakarta",
        city=city,
        days={Step.SELF_ASSESSMENT: window},
    )
    with quietly():
        round_ = rounds.open_round(new, by=None, now=now)
        return actions.open_assessment(round_, city, by=None, now=now)


def kept() -> dict[str, object]:
    """Version and statement of each answer, and the chains that do not hold."""
    from kotacerdas.audit import queries
    from kotacerdas.selfassessment.models import Answer

    rows = Answer.objects.filter(assessment__round__title_id="Uji beban")
    return {
        "rows": {
            code: [version, words]
            for code, version, words in rows.values_list("code", "version", "statement")
        },
        "broken": [verdict.code for verdict in queries.verify() if verdict.finding],
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps({"prepare": prepare, "kept": kept}[sys.argv[1]]()))
