"""The demo's accounts: offices of a city, their operators and a neighbour, with one password per installation."""

import os
import secrets
from datetime import date
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.utils.functional import Promise

from kotacerdas.common.reference import Report, demo_loader
from kotacerdas.people import reference
from kotacerdas.people.domain.codes import derived_code
from kotacerdas.people.models import City, Organisation, RoleAssignment, TerritorialUnit, User
from kotacerdas.people.models.users import LENGTH_OF_CODE
from kotacerdas.people.roles import CITIZEN, ROLES, Role

SINCE = date(2025, 1, 1)


class SignIn(NamedTuple):
    role: "str | Promise"
    email: str
    password: str


class Actor(NamedTuple):
    email: str
    office: str
    role: Role | None
    city: str = ""
    organisation: str = ""
    province: str = ""

    @property
    def role_name(self) -> "str | Promise":
        return ROLES[self.role].name if self.role else CITIZEN.name


def cast() -> list[Actor]:
    """Offices, never persons. The addresses end in `.example`, which no mail can ever reach."""
    rows = reference.records(settings.REFERENCE_DATA / "demo" / "accounts.csv")
    return [
        Actor(
            email=row["email"],
            office=row["office"],
            role=Role(row["role"]) if row["role"] else None,
            city=row["city"],
            organisation=row["organisation"],
            province=row["province"],
        )
        for row in rows
    ]


def sign_ins() -> list[SignIn]:
    """What a visitor may sign in with; nothing while the demo is off or not loaded."""
    path = password_file()
    if not settings.DEMO or not path.exists():
        return []
    password = path.read_text(encoding="utf-8").strip()
    return [SignIn(actor.role_name, actor.email, password) for actor in cast()]


def password_file() -> Path:
    return Path(settings.STATE) / "demo-password"


def password() -> str:
    """Made by chance at the first start and kept where only this installation's user can read it."""
    path = password_file()
    if path.exists():
        return path.read_text(encoding="utf-8").strip()
    made = "-".join(secrets.token_hex(2) for _group in range(4))
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".new")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(made + "\n")
    unfinished.replace(path)
    return made


@demo_loader("people.organisations")
def load_organisations(report: Report) -> None:
    """Invented partners that real ones will replace; each is marked as a sample."""
    if not City.objects.exists():
        raise reference.DataMissing("There are no cities yet. Run load_reference_data first.")
    rows = list(reference.records(settings.REFERENCE_DATA / "demo" / "organisations.csv"))
    cities = City.objects.in_bulk([row["city"] for row in rows], field_name="code")
    samples = [reference.organisation(row, cities[row["city"]], is_sample=True) for row in rows]
    reference.store_organisations(samples, report)


@demo_loader("people.accounts", after=["people.organisations"])
def load_accounts(report: Report) -> None:
    actors = cast()
    users = _users(actors, report)
    cities = City.objects.in_bulk({each.city for each in actors}, field_name="code")
    provinces = TerritorialUnit.objects.in_bulk({each.province for each in actors}, field_name="code")
    desks = Organisation.objects.in_bulk({each.organisation for each in actors}, field_name="code")
    busy = set(RoleAssignment.objects.filter(user__in=users.values()).values_list("user_id", flat=True))
    new = [
        RoleAssignment(
            user=users[each.email],
            role=each.role,
            city=cities.get(each.city),
            province=provinces.get(each.province),
            organisation=desks.get(each.organisation),
            from_on=SINCE,
        )
        for each in actors
        if each.role and users[each.email].pk not in busy
    ]
    RoleAssignment.objects.bulk_create(new)
    for each in new:
        report.added("roles held", each)
    report.unchanged("roles held", len(busy))


def _demo_account(email: str) -> User:
    """Its page has the same address in every demonstration."""
    return User(email=email, is_demo=True, code=derived_code(email, LENGTH_OF_CODE))


def _users(actors: list[Actor], report: Report) -> dict[str, User]:
    """One hash for all: hashing each password apart would take seconds and protect nothing, the word is the same."""
    known = {user.email: user for user in User.objects.filter(is_demo=True)}
    secret = password()
    hashed = next((user.password for user in known.values() if check_password(secret, user.password)), "")
    hashed = hashed or make_password(secret)
    new: list[User] = []
    changed: list[User] = []
    for actor in actors:
        user = known.setdefault(actor.email, _demo_account(actor.email))
        is_same = (user.display_name, user.password) == (actor.office, hashed)
        user.display_name, user.password = actor.office, hashed
        if user.pk is None:
            new.append(user)
            report.added("demo accounts", user)
        elif is_same:
            report.unchanged("demo accounts")
        else:
            changed.append(user)
            report.changed("demo accounts", user)
    User.objects.bulk_create(new)
    User.objects.bulk_update(changed, ["display_name", "password"])
    return known
