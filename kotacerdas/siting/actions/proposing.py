"""Chosen sites become programmes of an open edition of a plan, each once."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import translation

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.masterplan.actions import programmes as deeds
from kotacerdas.masterplan.actions.opened import require_open
from kotacerdas.masterplan.models import Edition, Programme
from kotacerdas.people.models import Organisation
from kotacerdas.siting import proposing
from kotacerdas.siting.domain.parcels import Parcel, parcels
from kotacerdas.siting.models import Answer, Proposal, Scenario
from kotacerdas.siting.proposing import How
from kotacerdas.siting.queries.answers import open_job

if TYPE_CHECKING:
    from kotacerdas.people.models import User


@transaction.atomic
def propose(
    answer: Answer, *, edition: Edition, how: How, by: "User | None", now: datetime
) -> Sequence[Programme]:
    """The programmes, also those that an earlier time has made: proposing twice does not double. Raises `Refused`."""
    scenario = (
        Scenario.objects.select_for_update(of=("self",)).select_related("city").get(pk=answer.scenario_id)
    )
    if edition.city_id != scenario.city_id:
        raise Refused(Fault("propose-other-city"))
    require_open(edition)
    answer = Answer.objects.select_related("job").get(pk=answer.pk)
    if open_job(answer) is not None:
        raise Refused(Fault("propose-unfinished"))
    wanted = parcels(answer.chosen, by_kecamatan=how.by_kecamatan)
    _check(scenario, answer, edition, how, wanted)
    kept = {each.kecamatan: each for each in _proposals(answer, edition)}
    missing = [each for each in wanted if each.code not in kept or kept[each.code].programme is None]
    if missing:
        _write(scenario, answer, edition, how, missing, kept, by=by, now=now)
    made = Proposal.objects.filter(answer=answer, edition=edition, programme__isnull=False)
    return [
        each.programme for each in made.select_related("programme").order_by("kecamatan") if each.programme
    ]


def _write(
    scenario: Scenario, answer: Answer, edition: Edition, how: How, missing: Sequence[Parcel],
    kept: dict[str, Proposal], *, by: "User | None", now: datetime,
) -> None:  # fmt: skip
    codes = proposing.next_codes(edition.programmes.values_list("code", flat=True), len(missing))
    # The words of a plan are in the language of its city, whoever proposes them.
    with translation.override(settings.LANGUAGE_CODE):
        rows = [
            deeds.Row(code, proposing.record(each, answer, scenario, how), 0)
            for code, each in zip(codes, missing, strict=True)
        ]
    deeds.write_all(edition, rows, by=by, now=now)
    programmes = {each.code: each for each in edition.programmes.filter(code__in=codes)}
    for code, each in zip(codes, missing, strict=True):
        row = kept.get(each.code) or Proposal(answer=answer, edition=edition, kecamatan=each.code)
        row.programme, row.by, row.at = programmes[code], by, now
        row.save()
    note = {"edition": edition.code, "programmes": ", ".join(codes)}
    audit.record("siting.propose", on=scenario, by=by, city=scenario.city, now=now, note=note)


def _check(scenario: Scenario, answer: Answer, edition: Edition, how: How, wanted: Sequence[Parcel]) -> None:
    if not wanted:
        raise Refused(Fault("propose-nothing"))
    if how.year not in edition.years:
        said = {"year": str(how.year), "first": str(edition.first_year), "last": str(edition.last_year)}
        raise Refused(Fault("propose-year", said))
    if how.lead is not None and not Organisation.objects.filter(pk=how.lead, city=scenario.city).exists():
        raise Refused(Fault("propose-other-city"))
    standing = Proposal.objects.filter(
        answer__scenario=scenario, edition=edition, programme__isnull=False
    ).select_related("programme")
    names = {each.code for each in wanted}
    others = [each for each in standing if each.answer_id != answer.pk or each.kecamatan not in names]
    if others:
        codes = ", ".join(sorted(each.programme.code for each in others if each.programme))
        raise Refused(Fault("propose-before", {"programmes": codes[:300], "edition": edition.title}))


def _proposals(answer: Answer, edition: Edition) -> Sequence[Proposal]:
    return list(Proposal.objects.filter(answer=answer, edition=edition).select_related("programme"))
