"""The programmes of one edition, as the import of workbooks asks for them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from kotacerdas.common.domain.faults import Fault
from kotacerdas.imports import in_use
from kotacerdas.imports.intakes import Current, Entry, Index, Store, Wanted
from kotacerdas.masterplan.actions import programmes as deeds
from kotacerdas.masterplan.actions import removal
from kotacerdas.masterplan.intakes import lists, rows
from kotacerdas.masterplan.intakes.identity import Identity
from kotacerdas.masterplan.intakes.judging import Judge
from kotacerdas.masterplan.intakes.naming import Names
from kotacerdas.masterplan.intakes.records import record_of, whole_record
from kotacerdas.masterplan.intakes.rows import Parts, current_of
from kotacerdas.masterplan.models import Budget, Edition, Partner, Programme, WorkplanYear, YearFigure

_AT_ONCE = 400
_OWN_PARTS = ("figures", "budgets", "partners", "workplan_years")
"""What is part of the row, and goes with it."""


class ProgrammeStore(Store):
    def __init__(self, edition: Edition, *, clears: bool) -> None:
        self._edition, self._clears = edition, clears
        self._names = Names(edition, timezone.now().astimezone(edition.city.timezone).date())
        self._judge = self._new_judge({})

    def _new_judge(self, index: Index) -> Judge:
        identity = Identity(self._edition, index.get("code", {}))
        return Judge(self._edition, self._names, identity, clears=self._clears)

    # --- planning ------------------------------------------------------------------------------------------

    def begin(self, index: Index) -> None:
        self._judge = self._new_judge(index)

    def settle(self, entries: list[Entry]) -> None:
        for entry in entries:
            self._judge.read(entry)
        kept = self.current([entry.key for entry in entries if entry.key])
        for entry in entries:
            self._judge.judge(entry, kept.get(entry.key))

    def current(self, keys: Sequence[str], *, lock: bool = False) -> dict[str, Current]:
        wanted = self._edition.programmes.filter(code__in=keys)
        if lock:
            wanted = wanted.select_for_update(of=("self",))
        found = list(wanted.select_related(*rows.NAMED))
        parts = _parts([row.pk for row in found])
        return {row.code: current_of(row, parts[row.pk]) for row in found}

    def everything(self) -> Iterator[Current]:
        codes = list(self._edition.programmes.by_code().values_list("code", flat=True))
        for at in range(0, len(codes), _AT_ONCE):
            some = codes[at : at + _AT_ONCE]
            found = self._edition.programmes.filter(code__in=some).select_related(*rows.NAMED).by_code()
            parts = _parts([row.pk for row in found])
            for row in found:
                yield current_of(row, parts[row.pk], self._beside(row, parts[row.pk]))

    def _beside(self, row: Programme, parts: Parts) -> Mapping[str, str]:
        """Names instead of codes, for people; they mean the same when they come back."""
        shown = self._names.shown
        return {
            "lead": shown(row.lead.code) if row.lead else "",
            "supporting": lists.joined(sorted(map(shown, parts.supporting))),
            "partners": lists.joined(
                sorted(rows.partner_words(each.name, each.get_kind_display()) for each in parts.partners)
            ),
        }

    # --- writing -------------------------------------------------------------------------------------------

    def lock(self) -> None:
        Edition.objects.select_for_update(of=("self",)).get(pk=self._edition.pk)

    def write(self, rows: Sequence[Wanted], *, by: Any, now: datetime) -> dict[str, str]:
        """The rows were locked and compared, so these are still the versions that people saw."""
        wanted = [
            deeds.Row(row.key, record_of(row.after, row.before, self._names), _version(row.before))
            for row in rows
        ]
        deeds.write_all(self._edition, wanted, by=by, now=now)
        return {}

    # --- undoing -------------------------------------------------------------------------------------------

    def put_back(self, rows: Sequence[Current], *, by: Any, now: datetime) -> None:
        wanted = [deeds.Row(row.key, whole_record(row.values, self._names, row.rest)) for row in rows]
        deeds.write_all(self._edition, wanted, by=by, now=now)

    def remove(self, keys: Sequence[str], *, by: Any, now: datetime) -> dict[str, Fault]:
        stay: dict[str, Fault] = {}
        for at in range(0, len(keys), _AT_ONCE):
            found = self._edition.programmes.filter(code__in=keys[at : at + _AT_ONCE])
            codes = dict(found.values_list("code", "pk"))
            users = in_use.users_of(Programme, codes.values(), apart_from=_OWN_PARTS)
            stay |= {code: in_use.fault(users[key]) for code, key in codes.items() if key in users}
            gone = [key for code, key in codes.items() if code not in stay]
            removal.remove_all(self._edition, gone, by=by, now=now)
        return stay


def _version(before: Current | None) -> int:
    return before.rest["version"] if before else 0


def _parts(keys: Sequence[int]) -> dict[int, Parts]:
    """Five queries for any number of programmes."""
    found = {key: Parts() for key in keys}
    through = Programme.supporting.through._default_manager.filter(programme__in=keys)
    for programme, code, key in through.values_list("programme_id", "organisation__code", "organisation_id"):
        found[programme].supporting[code] = key
    for partner in Partner.objects.filter(programme__in=keys):
        found[partner.programme_id].partners.append(partner)
    for figure in YearFigure.objects.filter(programme__in=keys):
        found[figure.programme_id].figures.append(figure)
    for budget in Budget.objects.filter(programme__in=keys):
        found[budget.programme_id].budgets.append(budget)
    for listed in WorkplanYear.objects.filter(programme__in=keys):
        found[listed.programme_id].workplans.append(listed)
    return found
