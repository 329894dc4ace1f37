"""Programmes of adopted plans as what evidence can prove: that they run, and what they reached."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kotacerdas.evidence.targets import Scope, Source, Target, register
from kotacerdas.masterplan.models import Edition, Programme

PROGRAMME = "masterplan.programme"
_PREFIX = "rencana-"


def target_of(programme: Programme) -> Target:
    """`programme` comes with its edition and city."""
    edition = programme.edition
    return Target(
        kind=PROGRAMME,
        key=key_of(programme),
        code=programme.code,
        title=programme.title,
        words=" ".join(filter(None, (programme.title, programme.goal[:400], programme.measure))),
        year=_year(edition),
        group=str(programme.get_dimension_display() or programme.get_kind_display()),
        dimension=programme.dimension,
        url=programme.get_absolute_url(),
    )


def key_of(programme: Programme) -> str:
    """Codes stay as they are once an edition is adopted."""
    return f"{_scope_key(programme.edition)}/{programme.code}"


def _scopes(user: Any, city: Any) -> Iterator[Scope]:
    """The plans that bind, the newest first; superseded ones are history."""
    rows = Edition.objects.in_force().filter(city=city, programmes__isnull=False)
    for each in rows.distinct().order_by("-first_year", "code"):
        yield Scope(PROGRAMME, _scope_key(each), each.title, _year(each), form=each.code)


def _targets(city: Any, scope: Scope) -> Iterator[Target]:
    rows = Programme.objects.filter(
        edition__city=city, edition__code=scope.form, edition__status__in=Edition.FROZEN
    )
    for each in rows.select_related("edition__city").order_by("dimension", "code"):
        yield target_of(each)


def _find(city: Any, key: str) -> Target | None:
    """Also in a plan that was superseded since: what was proven stays proven."""
    scope, slash, code = key.partition("/")
    if not slash or not scope.startswith(_PREFIX):
        return None
    rows = Programme.objects.filter(
        edition__city=city,
        edition__code=scope.removeprefix(_PREFIX),
        edition__status__in=Edition.FROZEN,
        code=code,
    )
    row = rows.select_related("edition__city").first()
    return target_of(row) if row else None


def _scope_key(edition: Edition) -> str:
    return f"{_PREFIX}{edition.code}"


def _year(edition: Edition) -> int:
    """This year, within those of the plan: a proof speaks of what is running now."""
    return min(max(timezone.localdate().year, edition.first_year), edition.last_year)


register(Source(PROGRAMME, _("programme of a plan"), _scopes, _targets, _find))
