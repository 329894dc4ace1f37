"""Makes rows for tests: short functions with a default for everything that a test does not care about."""

from datetime import date
from itertools import count
from typing import Any

from kotacerdas.people.domain.names import fold
from kotacerdas.people.models import City, Organisation, RoleAssignment, TerritorialUnit, UnitAlias, User
from kotacerdas.people.roles import Role

LONG_AGO = date(2019, 1, 1)
PASSWORD = "panjang-dan-rahasia"

_numbers = count(1)


def province(code: str = "64", name: str = "Kalimantan Timur") -> TerritorialUnit:
    return TerritorialUnit.objects.get_or_create(
        code=code, defaults={"name": name, "kind": TerritorialUnit.Kind.PROVINCE}
    )[0]


def city(
    code: str = "64.71",
    name: str = "Kota Balikpapan",
    *,
    of: TerritorialUnit | None = None,
    zone: str = "Asia/Makassar",
    is_member: bool = False,
) -> City:
    made, is_new = City.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "kind": City.Kind.KOTA if name.startswith("Kota ") else City.Kind.KABUPATEN,
            "province": of or province(),
            "zone": zone,
            "is_member": is_member,
        },
    )
    if is_new:
        unit(code, name, kind=TerritorialUnit.Kind.REGENCY, parent=made.province, of=made)
    return made


def unit(
    code: str,
    name: str,
    *,
    kind: str = TerritorialUnit.Kind.KELURAHAN,
    parent: TerritorialUnit | None = None,
    of: City | None = None,
    aliases: tuple[str, ...] = (),
) -> TerritorialUnit:
    made = TerritorialUnit.objects.create(code=code, name=name, kind=kind, parent=parent, city=of)
    UnitAlias.objects.bulk_create(UnitAlias(unit=made, name=alias, folded=fold(alias)) for alias in aliases)
    return made


def organisation(name: str = "Dinas Komunikasi dan Informatika", **fields: Any) -> Organisation:
    fields.setdefault("code", f"org-{next(_numbers)}")
    fields.setdefault("kind", Organisation.Kind.AGENCY)
    return Organisation.objects.create(name=name, **fields)


def user(email: str = "", *, password: str | None = None, **fields: Any) -> User:
    email = email or f"orang{next(_numbers)}@contoh.go.id"
    fields.setdefault("display_name", email.partition("@")[0].title())
    return User.objects.create_user(email, password, **fields)


def assignment(holder: User, role: Role, *, from_on: date = LONG_AGO, **fields: Any) -> RoleAssignment:
    return RoleAssignment.objects.create(user=holder, role=role, from_on=from_on, **fields)


def officeholder(email: str, role: Role, **fields: Any) -> User:
    """A user with one role."""
    holder = user(email)
    assignment(holder, role, **fields)
    return holder


def samples(of: City) -> dict[str, dict[str, str]]:
    """Arguments for this app's addresses, for the test that walks all of them."""
    return {"people:organisations": {"code": of.code}, "people:units": {"code": of.code}}
