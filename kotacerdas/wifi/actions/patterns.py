"""Antenna patterns come in from files of makers."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.wifi.domain import patterns
from kotacerdas.wifi.models import AntennaPattern

if TYPE_CHECKING:
    from kotacerdas.people.models import City, User


@transaction.atomic
def add_pattern(
    city: "City", code: str, content: bytes, *, file_name: str, by: "User | None", now: datetime
) -> AntennaPattern:
    """Raises `Refused` with what is wrong in the file, or for a code that is taken."""
    read = patterns.read(content, file_name.rpartition(".")[0] or file_name)
    if AntennaPattern.objects.filter(city=city, code=code).exists():
        raise Refused(Fault("wifi-pattern-code-taken", {"code": code}))
    gain = None if read.gain_dbi is None else Decimal(str(read.gain_dbi)).quantize(Decimal("0.01"))
    row = AntennaPattern.objects.create(
        city=city, code=code, name=read.name, gain_dbi=gain, horizontal=list(read.horizontal),
        vertical=list(read.vertical), file_name=file_name[:120], added_at=now,
    )  # fmt: skip
    audit.record("wifi.add-pattern", on=row, by=by, city=city, now=now)
    return row
