"""Samples of joining: an invitation that waits, one that expired, a code for a forum, a head who acts."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from kotacerdas.accounts.models import Invitation, JoinCode, digest_of, new_seed
from kotacerdas.common.reference import Report, demo_loader
from kotacerdas.people.actions.roles import Manner
from kotacerdas.people.demo import cast
from kotacerdas.people.models import City, Organisation, RoleAssignment, User
from kotacerdas.people.models.assignments import day_at
from kotacerdas.people.roles import Role

# Addresses that no mail can reach; they are written to nobody.
WAITING, EXPIRED = "undangan@balikpapan.example", "undangan.lama@balikpapan.example"
KEYS = {WAITING: "C0NT0HTVNG", EXPIRED: "C0NT0H1EWT"}
CODE_KEY = "C0NT0HK0DE"
OCCASION = "Rapat Forum Smart City (contoh)"
LED = "64.71/dishub"


@demo_loader("accounts.samples", after=["people.accounts"])
def load(report: Report) -> None:
    city = City.objects.filter(code=settings.DEFAULT_CITY).first()
    office = _account(Role.PROGRAMME_OFFICE, city)
    if city is None or office is None:
        return
    with override("id"):
        _invitations(city, office, report)
        _code(city, office, report)
        _acting_head(city, report)


def _invitations(city: City, office: User, report: Report) -> None:
    now = timezone.now()
    for email, since in ((WAITING, timedelta(days=1)), (EXPIRED, timedelta(days=30))):
        if Invitation.objects.filter(email=email).exists():
            report.unchanged("sample invitations")
            continue
        made = Invitation(
            key=KEYS[email],
            seed=new_seed(),
            email=email,
            name="Contoh",
            role=Role.COUNCIL_MEMBER,
            city=city,
            invited_by=office,
            invited_at=now - since,
            sent_at=now - since,
            expires_at=now - since + timedelta(days=14),
            opened_at=now - since + timedelta(hours=2),
            is_sample=True,
        )
        made.digest = digest_of(made.token)
        made.save()
        report.added("sample invitations", made)


def _code(city: City, office: User, report: Report) -> None:
    if JoinCode.objects.filter(purpose=OCCASION).exists():
        report.unchanged("sample codes")
        return
    now = timezone.now()
    made = JoinCode.objects.create(
        key=CODE_KEY,
        purpose=OCCASION,
        city=city,
        role=Role.OUTSIDE_MEMBER,
        uses=40,
        ends_at=now + timedelta(days=30),
        needs_approval=True,
        made_by=office,
        made_at=now,
        is_sample=True,
    )
    report.added("sample codes", made)


def _acting_head(city: City, report: Report) -> None:
    """The head of one agency acts for another whose post is vacant; the person is a demo account, so it is marked."""
    office = Organisation.objects.filter(code=LED, city=city).first()
    head = _account(Role.AGENCY_HEAD, city)
    if office is None or head is None:
        return
    if RoleAssignment.objects.heading(office).filter(user=head).exists():
        report.unchanged("sample deputies")
        return
    today = day_at(city, timezone.now())
    made = RoleAssignment.objects.create(
        user=head,
        role=Role.AGENCY_HEAD,
        city=city,
        organisation=office,
        manner=Manner.PLT,
        legal_basis="Surat perintah contoh, bukan dokumen nyata",
        from_on=today - timedelta(days=10),
        until_on=today + timedelta(days=75),
    )
    report.added("sample deputies", made)


def _account(role: Role, city: City | None) -> User | None:
    emails = [each.email for each in cast() if each.role == role and city and each.city == city.code]
    return User.objects.filter(email__in=emails).order_by("pk").first()
