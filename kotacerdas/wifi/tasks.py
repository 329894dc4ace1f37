"""Work in the background: whose contract ends soon is told, and points are placed anew where outlines have changed."""

from datetime import time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kotacerdas.jobs import schedules
from kotacerdas.jobs.tasks import Run, task
from kotacerdas.people.models import City
from kotacerdas.people.models.assignments import day_at
from kotacerdas.wifi import telling
from kotacerdas.wifi.actions import points
from kotacerdas.wifi.queries import endings

WATCH = "wifi.watch"


@task(WATCH, title=_("Look for Wi-Fi contracts that end soon"))
def watch(run: Run) -> dict[str, int]:
    now, told, moved = timezone.now(), 0, 0
    for city in City.objects.filter(wifi_points__isnull=False).distinct():
        run.check()
        moved += points.place_anew(city)
        today = day_at(city, now)
        for ending in endings.of(city, on=today):
            step = telling.step_of(ending.contract.ends_on, today)
            if step is not None:
                told += telling.contract_ends(ending.contract, points=ending.points, step=step, now=now)
    return {"told": told, "moved": moved}


schedules.daily(WATCH, at=time(7, 0))
