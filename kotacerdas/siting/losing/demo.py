"""A sample answer for the demo to the question what a cut of 15 percent would cost; it rests on samples and says so."""

from decimal import Decimal
from importlib.util import find_spec

import structlog
from django.utils import timezone

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.quiet import quietly
from kotacerdas.common.reference import Report, demo_loader
from kotacerdas.coverage.rules import rules_on
from kotacerdas.people.models import City, User
from kotacerdas.siting.actions import losing as deeds
from kotacerdas.siting.demo import CITY, OFFICE
from kotacerdas.siting.losing import computing as losing
from kotacerdas.siting.losing.computing import Asked
from kotacerdas.siting.models import Saving

log = structlog.get_logger()
PERCENT = Decimal("15.00")


@demo_loader("siting.savings", after=["siting.samples"])
def load_savings(report: Report) -> None:
    """Once, and here and now: a demo should show something before a worker begins."""
    city = City.objects.filter(code=CITY).first()
    by = User.objects.filter(is_demo=True, email=OFFICE).first()
    if city is None or by is None or Saving.objects.of(city).exists() or find_spec("numba") is None:
        report.unchanged("sample savings")
        return
    now = timezone.now()
    day = now.astimezone(city.timezone).date()
    asked = Asked(None, PERCENT, rules_on(day).reach_m)
    with quietly():
        try:
            found = losing.found(city, asked, on=day)
        except Refused as refused:
            log.info("siting.no-sample-saving", faults=[each.kind for each in refused.faults])
            return
        row = Saving.objects.create(
            city=city, percent=PERCENT, radius_m=round(asked.radius_m), asked_by=by, asked_at=now
        )
        deeds.keep(row, found, by=by, now=now)
    report.added("sample savings", f"{PERCENT} %")
