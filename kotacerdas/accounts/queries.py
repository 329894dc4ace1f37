"""What the office sees of joining: invitations with their state, codes, wishes to join, and who holds which post."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise

from kotacerdas.accounts.domain.invitations import State
from kotacerdas.accounts.models import Invitation, JoinCode, JoinRequest, digest_of
from kotacerdas.accounts.standing import WORDS
from kotacerdas.notices.models import Delivery
from kotacerdas.people import access
from kotacerdas.people.models import City, Organisation, RoleAssignment, User
from kotacerdas.people.models.assignments import day_at
from kotacerdas.people.permissions import Permission
from kotacerdas.people.queries import cities_for, giving
from kotacerdas.people.roles import HEADS

if TYPE_CHECKING:
    from kotacerdas.accounts.models import InvitationQuerySet

INVITATION = "accounts.invitation"


@dataclass(frozen=True)
class Invited:
    """An invitation and where it stands."""

    invitation: Invitation
    state: State
    delivery: Delivery | None

    @property
    def is_open(self) -> bool:
        return self.state.is_open

    @property
    def word(self) -> "str | Promise":
        return WORDS[self.state][0]

    @property
    def tone(self) -> str:
        return WORDS[self.state][1]


def invitations_for(user: Any) -> "InvitationQuerySet":
    """Those that an office sent; the links asked for with a code stand with their code."""
    seen = Invitation.objects.visible_to(user).filter(join_code=None)
    return seen.select_related("city", "province", "organisation", "invited_by", "accepted_by")


def chosen(rows: "InvitationQuerySet", *, words: str, state: str, now: datetime) -> "InvitationQuerySet":
    """Those whose e-mail or name holds the words, in this state: "open", or one of the ends."""
    if words:
        rows = rows.filter(Q(email__icontains=words) | Q(name__icontains=words))
    if state == "open":
        return rows.open(now)
    return rows.ended_as(State(state), now) if state else rows


def with_states(invitations: Sequence[Invitation], *, now: datetime) -> list[Invited]:
    """One query for the mails of all of them."""
    latest = _latest_deliveries(invitations)
    found = []
    for each in invitations:
        delivery = latest.get(str(each.pk))
        found.append(Invited(each, each.course(delivery.state if delivery else "").state(now), delivery))
    return found


def _latest_deliveries(invitations: Iterable[Invitation]) -> dict[str, Delivery]:
    keys = [str(each.pk) for each in invitations]
    carried = Delivery.notices.through.objects.filter(
        notice__subject_kind=INVITATION, notice__subject_key__in=keys
    )
    rows = carried.select_related("delivery", "notice").order_by("delivery_id")
    return {row.notice.subject_key: row.delivery for row in rows}


def by_token(token: str) -> Invitation | None:
    """The digest is looked up, never the token: how long the database takes says nothing about the token."""
    return by_digest(digest_of(token))


def by_digest(digest: str) -> Invitation | None:
    if not digest:
        return None
    rows = Invitation.objects.select_related(
        "city__province", "province", "organisation", "invited_by", "join_code"
    )
    return rows.filter(digest=digest).first()


def code_typed(code: str, *, now: datetime) -> JoinCode | None:
    """A code that counts now."""
    rows = JoinCode.objects.open(now).select_related("city__province", "organisation")
    return rows.filter(code=code).first() if code else None


def pending_requests(user: Any) -> Any:
    wanted = JoinRequest.objects.visible_to(user).pending()
    return wanted.select_related("user", "join_code__city", "join_code__organisation").order_by("asked_at")


def managed_cities(user: User) -> list[City]:
    """The cities whose people somebody looks after: those that run their programme here, and one's own in any case."""
    own = access.reach(user, Permission.MANAGE_PEOPLE).cities
    cities = cities_for(user, Permission.MANAGE_PEOPLE).filter(Q(is_member=True) | Q(pk__in=own))
    return list(cities.select_related("province"))


# --- A person ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Held:
    """A role of one person as the page shows it; `number` names it in the address."""

    number: int
    assignment: RoleAssignment
    is_now: bool
    is_over: bool
    may_end: bool


def roles_of(person: User, *, seen_by: User, now: datetime) -> list[Held]:
    """Those that the reader may see, the newest first. Numbers count all of them, so they never change."""
    seen = set(RoleAssignment.objects.visible_to(seen_by).filter(user=person).values_list("pk", flat=True))
    rows = person.assignments.select_related(
        "user", "city__province", "province", "organisation", "acting_for__user"
    ).order_by("pk")
    found = [
        Held(
            number,
            each,
            is_now=each.is_active(each.day_of(now), now),
            is_over=each.is_over(now),
            may_end=not each.is_over(now) and giving.may_manage(seen_by, each),
        )
        for number, each in enumerate(rows, start=1)
        if each.pk in seen
    ]
    return sorted(found, key=lambda held: (held.is_over, -held.number))


# --- Posts -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Post:
    """An office with whoever leads it now, in their own right or acting, and who will."""

    organisation: Organisation
    heads: list[RoleAssignment]
    deputies: list[RoleAssignment]
    coming: list[RoleAssignment]

    @property
    def is_vacant(self) -> bool:
        return not self.heads and not any(each.manner == "plt" for each in self.deputies)


def posts_of(city: City, *, now: datetime) -> list[Post]:
    """Every office of the city that has or could have a head: acting first, vacant last; two queries."""
    today = day_at(city, now)
    offices = list(Organisation.objects.filter(city=city, kind__in=_LED).in_force(today).order_by("name"))
    held: dict[int, list[RoleAssignment]] = {}
    rows = RoleAssignment.objects.filter(role__in=HEADS, city=city, organisation__in=offices)
    for each in rows.select_related("user", "organisation", "city", "acting_for__user").order_by("from_on"):
        if not each.is_over(now):
            held.setdefault(each.organisation_id or 0, []).append(each)
    found = [_post(office, held.get(office.pk, []), today, now) for office in offices]
    return sorted(found, key=lambda post: (not post.deputies, not post.heads, not post.coming))


_LED = (
    Organisation.Kind.AGENCY,
    Organisation.Kind.AGENCY_UNIT,
    Organisation.Kind.KECAMATAN,
    Organisation.Kind.KELURAHAN,
    Organisation.Kind.HOSPITAL,
    Organisation.Kind.CITY_COMPANY,
)


def _post(office: Organisation, held: list[RoleAssignment], today: date, now: datetime) -> Post:
    current = [each for each in held if each.is_active(today, now)]
    return Post(
        organisation=office,
        heads=[each for each in current if not each.is_acting],
        deputies=[each for each in current if each.is_acting],
        coming=[each for each in held if each not in current],
    )


def people_of(city: City, *, now: datetime | None = None) -> list[User]:
    """Those who hold a role in the city and can sign in, for a choice in a form."""
    now = now or timezone.now()
    there = RoleAssignment.objects.filter(city=city).active(day_at(city, now), now)
    return list(User.objects.may_sign_in().filter(pk__in=there.values("user")).order_by("display_name", "pk"))
