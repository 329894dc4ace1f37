"""Blank spots as what evidence can prove: that they are served now."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kotacerdas.coverage.models import BlankSpot
from kotacerdas.evidence.targets import Scope, Source, Target, register

SPOT = "coverage.spot"
_SCOPE = "blank-spot"


def target_of(spot: BlankSpot) -> Target:
    """`spot` comes with its city and kelurahan."""
    return Target(
        kind=SPOT,
        key=key_of(spot),
        code=spot.code,
        title=_("Blank spot %(code)s, %(kelurahan)s") % {"code": spot.code, "kelurahan": spot.unit.name},
        words=f"blank spot internet sinyal wifi {spot.unit.name}",
        year=timezone.localdate().year,
        group=spot.unit.name,
        url=spot.get_absolute_url(),
    )


def key_of(spot: BlankSpot) -> str:
    return f"{_SCOPE}/{spot.code}"


def _scopes(user: Any, city: Any) -> Iterator[Scope]:
    """Without asking whether there is one: the board asks every source, each time it is shown."""
    if city.is_member:
        yield Scope(SPOT, _SCOPE, _("Blank spots"), timezone.localdate().year)


def _targets(city: Any, scope: Scope) -> Iterator[Target]:
    for each in BlankSpot.objects.of(city).listed().for_rows().order_by("unit__code", "code"):
        yield target_of(each)


def _find(city: Any, key: str) -> Target | None:
    scope, _slash, code = key.partition("/")
    row = BlankSpot.objects.of(city).for_rows().filter(code=code).first() if scope == _SCOPE else None
    return target_of(row) if row else None


register(Source(SPOT, gettext_lazy("blank spot"), _scopes, _targets, _find))
