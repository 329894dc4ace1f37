"""Samples of the demo: a few notices for its accounts, one of them with a decision to be made. Nothing is sent."""

from datetime import datetime, timedelta

from django.utils import timezone

from kotacerdas.common.reference import Report, demo_loader
from kotacerdas.notices import actions
from kotacerdas.notices.domain.verdicts import Reason
from kotacerdas.notices.models import Delivery, Notice
from kotacerdas.people.models import City, User

State = Delivery.State
OFFICE, OFFICER, HEAD = (
    "program@balikpapan.example",
    "diskominfo@balikpapan.example",
    "kepala.diskominfo@balikpapan.example",
)
WHAT = "Peta jaringan serat optik"


@demo_loader("notices.samples", after=["people.accounts"])
def load_samples(report: Report) -> None:
    if Notice.objects.filter(is_sample=True).exists():
        report.unchanged("sample notices", Notice.objects.filter(is_sample=True).count())
        return
    people = {user.email: user for user in User.objects.filter(is_demo=True)}
    city = City.objects.filter(code="64.71").first()
    if city is None or not {OFFICE, OFFICER, HEAD} <= people.keys():
        return
    now = timezone.now()
    tellings = [
        ("reminder.before", [people[OFFICER]], 6),
        ("reminder.late", [people[OFFICER], people[HEAD]], 2),
        ("reminder.escalated", [people[OFFICE]], 1),
    ]
    for kind, to, days in tellings:
        made = actions.notify(
            kind,
            to=to,
            about=None,
            by=None,
            city=city,
            now=now - timedelta(days=days),
            url="/tugas/",
            values={"what": WHAT, "due": (now - timedelta(days=3)).date(), "owner": str(people[OFFICER])},
        )
        for notice in made:
            report.added("sample notices", kind)
            _mark(notice)
    _settle(now)


def _mark(notice: Notice) -> None:
    Notice.objects.filter(pk=notice.pk).update(is_sample=True)
    notice.deliveries.update(is_sample=True)


def _settle(now: datetime) -> None:
    """One of each end that a delivery can have, so that the pages show them."""
    ends = [
        ("sent", State.SENT, "", "250 2.0.0"),
        ("unsure", State.UNSURE, Reason.NO_ANSWER, ""),
        ("bounced", State.BOUNCED, Reason.NO_SUCH_ADDRESS, "550 5.1.1"),
        ("again", State.SENT, "", "250 2.0.0"),
    ]
    samples = Delivery.objects.filter(is_sample=True).order_by("pk")
    for delivery, (name, state, reason, reply) in zip(samples, ends, strict=False):
        Delivery.objects.filter(pk=delivery.pk).update(
            reference=f"contoh-{name}", state=state, reason=reason, reply=reply, attempts=1, settled_at=now
        )
