"""Whoever looks after background work is told when a job has failed for good: once a day for each kind of work."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kotacerdas.jobs.models import Job
from kotacerdas.jobs.registry import when_failed
from kotacerdas.notices import actions as notices
from kotacerdas.notices.kinds import Kind, register
from kotacerdas.office.areas import JAKARTA
from kotacerdas.people.models import City, RoleAssignment, User
from kotacerdas.people.permissions import Permission
from kotacerdas.people.roles import ROLES, Scope

KIND = "office.job-failed"

register(
    Kind(
        KIND,
        title=_("Background work that has failed"),
        subject=_("Failed: %(work)s"),
        body=_(
            "The background work “%(work)s” has failed and is not tried again by itself. Nothing that was finished "
            "is lost. Look at what stopped it, put that right, and start it again."
        ),
        button=_("Open the work"),
        may_unsubscribe=True,
        may_digest=True,
    )
)


@when_failed
def tell(job: Job) -> None:
    at: datetime | None = job.ended_at
    if at is None:
        return
    zone: ZoneInfo = job.city.timezone if job.city else JAKARTA
    day = at.astimezone(zone).date()
    notices.notify(
        KIND,
        to=caretakers(job.city, at),
        about=job,
        by=None,
        city=job.city,
        now=at,
        values={"work": job.title},
        url=job.get_absolute_url(),
        key=f"{KIND} {job.task} {job.city_id or ''} {day:%Y-%m-%d}",
    )


def caretakers(city: City | None, now: datetime) -> QuerySet[User]:
    """For a city those of the city; for the installation those who look after it."""
    verb = Permission.MANAGE_JOBS if city else Permission.SUPPORT
    scope = Scope.CITY if city else Scope.COUNTRY
    roles = [role for role, duty in ROLES.items() if verb in duty.permissions and duty.scope is scope]
    zone = city.timezone if city else JAKARTA
    held = RoleAssignment.objects.active(now.astimezone(zone).date(), now).filter(city=city, role__in=roles)
    return User.objects.get_queryset().filter(pk__in=held.values("user"), is_active=True).order_by("pk")
