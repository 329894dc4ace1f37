"""Channels of groups: added with a sealed address, switched on and off; never read again."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from kotacerdas.audit.actions import record
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.notices import kinds, sealing
from kotacerdas.notices.channels import groups
from kotacerdas.notices.models import Target

if TYPE_CHECKING:
    from kotacerdas.people.models import City, User


@transaction.atomic
def add_target(
    *,
    name: str,
    address: str,
    wants: Iterable[str],
    language: str,
    city: "City | None",
    by: "User | None",
    now: datetime,
) -> Target:
    """`wants` are kinds that an office may read, since everybody in the group does. `by` is None on the command line."""
    chosen = sorted(set(wants))
    if not all(kinds.named(each).by_hand for each in chosen):
        raise Refused(Fault("by-hand-refused"))
    try:
        service = groups.service_of(address)
    except groups.Unusable:
        raise Refused(Fault("target-unusable")) from None
    if Target.objects.filter(city=city, name=name).exists():
        raise Refused(Fault("target-known", {"name": name}))
    target = Target.objects.create(
        city=city,
        name=name,
        service=service,
        sealed=sealing.seal(address),
        language=language,
        kinds=chosen,
        created_at=now,
    )
    record("notices.target_added", on=target, by=by, city=city, now=now, note={"service": service})
    return target


@transaction.atomic
def switch_target(target: Target, *, is_on: bool, by: "User", now: datetime) -> None:
    Target.objects.filter(pk=target.pk).update(is_on=is_on)
    changes = {"is_on": (str(target.is_on), str(is_on))}
    record("notices.target_switched", on=target, by=by, city=target.city, now=now, changes=changes)
