"""A round that the demo's city is in the middle of, so that a newcomer sees a living calendar: invented, marked as sample.

Its days lie around the day on which the demonstration is loaded: agencies answer, the office checks, and the submission
is open; what the ministry does lies ahead.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from kotacerdas.common import formats
from kotacerdas.common.quiet import quietly
from kotacerdas.common.reference import Report, demo_loader
from kotacerdas.evaluation import actions
from kotacerdas.evaluation.demo import AUTHOR
from kotacerdas.evaluation.domain.usual import CLOSES, OPENS
from kotacerdas.evaluation.domain.workflow import Step, Window
from kotacerdas.evaluation.models import Round
from kotacerdas.people.models import City, User

CODE = "contoh-putaran"
INSTRUMENT, ZONE = "smartcity/2023-kppn", "Asia/Jakarta"
# First and last day of each step, counted from the day of loading.
_DAYS: dict[Step, tuple[int, int]] = {
    Step.INVITATION: (-24, -18),
    Step.SELF_ASSESSMENT: (-17, 14),
    Step.VERIFICATION: (-10, 18),
    Step.SUBMISSION: (-3, 21),
    Step.STAGE_1: (28, 30),
    Step.FOLLOW_UP: (31, 52),
    Step.STAGE_2: (60, 64),
    Step.COMPLETION: (65, 66),
    Step.RESULT: (80, 94),
}
_EXTENDED_BY = 4
_REASON = "Contoh: data capaian beberapa perangkat daerah baru ditutup akhir bulan."


@demo_loader("evaluation.round", after=["people.accounts"])
def load_round(report: Report) -> None:
    """Once: a round that somebody has gone on with stays as it is."""
    city = City.objects.filter(code=settings.DEFAULT_CITY).first()
    author = User.objects.filter(is_demo=True, email=AUTHOR).first()
    if city is None or author is None or Round.objects.filter(code=CODE).exists():
        report.unchanged("sample rounds", Round.objects.filter(code=CODE).count())
        return
    now = timezone.now()
    with quietly():
        made = actions.open_round(_new(city, now), by=author, now=now - timedelta(days=25))
        actions.extend(
            made,
            Step.SELF_ASSESSMENT,
            closes_at=_window(Step.SELF_ASSESSMENT, now).closes_at,
            reason=_REASON,
            by=author,
            now=now - timedelta(days=2),
        )
    report.added("sample rounds", made)


def _new(city: City, now: datetime) -> actions.NewRound:
    year = now.astimezone(city.timezone).year
    days = {step: _window(step, now) for step in _DAYS}
    planned = _window(Step.SELF_ASSESSMENT, now)
    days[Step.SELF_ASSESSMENT] = Window(planned.opens_at, planned.closes_at - timedelta(days=_EXTENDED_BY))
    return actions.NewRound(
        kind=Round.Kind.OWN,
        instrument=INSTRUMENT,
        year=year,
        title_id=f"Contoh: Evaluasi Smart City {year}",
        title_en=f"Sample: Smart City evaluation {year}",
        zone=ZONE,
        city=city,
        days=days,
        is_sample=True,
        code=CODE,
    )


def _window(step: Step, now: datetime) -> Window:
    zone = formats.zone_of(ZONE)
    today = now.astimezone(zone).date()
    first, last = (today + timedelta(days=day) for day in _DAYS[step])
    return Window(datetime.combine(first, OPENS, zone), datetime.combine(last, CLOSES, zone))
