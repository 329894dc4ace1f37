"""Official results of a round from a workbook laid out as a ministry does: a row for each city, a column for each code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.language import pick
from kotacerdas.evaluation import actions, planning
from kotacerdas.evaluation.guarding import loader_of
from kotacerdas.evaluation.models import Result, Round
from kotacerdas.imports import in_use, intakes
from kotacerdas.imports.domain.typed import written
from kotacerdas.imports.intakes import Column, Current, Entry, Index, Intake, Store, Target, Wanted
from kotacerdas.instruments.domain.answers import CityAnswers
from kotacerdas.instruments.domain.edition import Edition, Node
from kotacerdas.instruments.words import text
from kotacerdas.people import access
from kotacerdas.people.domain.names import NameAmbiguous, NameNotFound
from kotacerdas.people.permissions import Permission
from kotacerdas.people.queries import CityDirectory

_FIGURES = ("improvement", "rank", "rank_of")
_MOST_PLACES = 10_000


class Results(Intake):
    name: ClassVar = "evaluation.results"
    slug: ClassVar = "hasil"
    title: ClassVar = _("Official results")
    description: ClassVar = _(
        "Scores, finals and ranks of a round, as the office that evaluates publishes them."
    )
    permission: ClassVar = Permission.LOAD_RESULTS.value
    icon: ClassVar = "clipboard-data"
    identifying: ClassVar = ("city", "code")
    is_private: ClassVar = True

    def targets(self, user: Any) -> list[Target]:
        rounds: QuerySet[Round] = Round.objects.exclude(instrument="").order_by("-year", "code")
        if user is not None:
            mine = access.reach(user, Permission.KEEP_ROUNDS).rows("city")
            shared = Q(city=None)
            if access.reach(user, Permission.LOAD_RESULTS).is_nowhere:
                shared = Q(pk__in=[])
            rounds = rounds.filter(shared | mine, pk__in=Round.objects.visible_to(user))
        return [Target(each.code, pick(each, "title"), each.city) for each in rounds.select_related("city")]

    def columns(self, target: Target) -> list[Column]:
        edition = _round(target).edition
        assert edition is not None
        top = edition.scale_of(edition.root).max
        return [
            Column(
                "city", _("City"), "reference", (
                    "kota", "kabupaten/kota", "kab/kota", "kabupaten", "daerah", "nama daerah", "pemerintah daerah",
                    "nama kabupaten/kota", "city",
                ), help=_("Kabupaten or kota by any usual spelling."), width=30,
            ),
            Column("code", _("Code"), "code", ("kode", "kode kota", "kode wilayah", "kode daerah"), width=10),
            *(_score(edition, node) for node in edition.root.walk() if node is not edition.root),
            Column(
                "final", _("Final score"), "decimal", ("final", "indeks", "nilai akhir", "total nilai", "nilai indeks"),
                least=Decimal(0), most=top, width=12,
            ),
            Column("rank", _("Published rank"), "integer", ("peringkat", "ranking", "rank"), least=Decimal(1),
                   most=Decimal(_MOST_PLACES), width=10),
            Column("rank_of", _("out of"), "integer", ("dari",), least=Decimal(1), most=Decimal(_MOST_PLACES), width=10),
            Column("improvement", _("Published improvement"), "decimal", ("peningkatan", "kenaikan"), places=4, width=12),
            Column("participated", _("Took part"), "yesno", ("ikut serta", "berpartisipasi", "partisipasi"), width=10),
        ]  # fmt: skip

    def store(self, target: Target, *, by: Any, clears: bool = False) -> ResultStore:
        return ResultStore(_round(target), by, clears)


def _round(target: Target) -> Round:
    return Round.objects.get(code=target.key)


def _score(edition: Edition, node: Node) -> Column:
    scale = edition.scale_of(node)
    return Column(
        node.code,
        f"{node.code} {text(node.title)}",
        "decimal",
        (node.code, node.title.id, node.title.en),
        least=scale.min,
        most=scale.max,
        width=12,
    )


class ResultStore(Store):
    def __init__(self, round_: Round, by: Any, clears: bool) -> None:
        self._round, self._by, self._clears = round_, by, clears
        edition = round_.edition
        assert edition is not None
        self._codes = [node.code for node in edition.root.walk() if node is not edition.root]

    def begin(self, index: Index) -> None:
        self._directory = CityDirectory.load()

    def settle(self, entries: list[Entry]) -> None:
        for entry in entries:
            self._find_city(entry)
        good = [entry for entry in entries if entry.key and not entry.faults]
        try:
            self._plan([_answers(entry.key, entry.values, self._codes, entry.row) for entry in good])
        except Refused as refused:
            rows = {entry.row: entry for entry in good}
            for fault in refused.faults:
                if fault.kind != "city-twice" and (blamed := rows.get(fault.line or 0)):
                    blamed.faults.append(_placed(fault, blamed))

    def _find_city(self, entry: Entry) -> None:
        code, name = entry.values.get("code", ""), entry.values.get("city", "")
        column = "code" if code else "city"
        entry.name = name or code
        if not (code or name):
            entry.blame("cell-empty", "city")
            return
        try:
            city = self._directory.find(code or name)
        except NameNotFound as error:
            near = ", ".join(str(each) for each in error.suggestions) or "–"
            entry.blame("reference-unknown", column, text=(code or name)[:60], near=near)
        except NameAmbiguous as error:
            found = ", ".join(str(each) for each in error.candidates)
            entry.blame("reference-ambiguous", column, text=(code or name)[:60], found=found)
        else:
            entry.key, entry.name = city.code, city.name
            entry.values |= {"code": city.code, "city": city.name}

    def _plan(self, rows: list[CityAnswers]) -> None:
        """What twins of one city say is compared by the framework; here each row stands for itself."""
        seen: dict[str, CityAnswers] = {row.code: row for row in reversed(rows)}
        planning.plan_results(self._round, seen.values(), by=self._by, replace_all=self._clears)

    def current(self, keys: Sequence[str], *, lock: bool = False) -> dict[str, Current]:
        rows = self._results().filter(city__code__in=keys)
        if lock:
            rows = rows.select_for_update(of=("self",))
        return {row.city.code: self._current(row) for row in rows}

    def everything(self) -> Iterator[Current]:
        return (self._current(row) for row in self._results().order_by("city__code").iterator(chunk_size=200))

    def _results(self) -> QuerySet[Result]:
        rows = self._round.results.select_related("city").prefetch_related("scores")
        if self._by is not None:
            rows = rows.filter(access.reach(self._by, loader_of(self._round)).rows("city"))
        return rows

    def _current(self, row: Result) -> Current:
        values = {"code": row.city.code, "city": row.city.name}
        values |= {
            code: written(Decimal(figure)) for code, figure in row.published.items() if code in self._codes
        }
        values |= {score.code: written(score.value) for score in row.scores.all() if score.panel is None}
        final = row.published_final
        values["final"] = "" if final is None else written(final)
        for name in _FIGURES:
            figure = getattr(row, f"published_{name}")
            values[name] = "" if figure is None else written(Decimal(figure))
        values["participated"] = "yes" if row.participated else "no"
        return Current(row.city.code, values, row.city.name, actions.snapshot(row))

    def write(self, rows: Sequence[Wanted], *, by: Any, now: datetime) -> dict[str, str]:
        wanted = [_answers(row.key, row.after, self._codes, line) for line, row in enumerate(rows, 1)]
        actions.load_results(self._round, wanted, by=by, now=now, replace_all=self._clears)
        return {}

    def put_back(self, rows: Sequence[Current], *, by: Any, now: datetime) -> None:
        actions.put_back(self._round, [row.rest for row in rows], by=by, now=now)

    def remove(self, keys: Sequence[str], *, by: Any, now: datetime) -> dict[str, Fault]:
        rows = dict(self._round.results.filter(city__code__in=keys).values_list("city__code", "pk"))
        users = in_use.users_of(Result, rows.values(), apart_from=("scores", "interval"))
        stay = {code: in_use.fault(users[key]) for code, key in rows.items() if key in users}
        actions.take_out(self._round, rows.keys() - stay.keys(), by=by, now=now)
        return stay

    def lock(self) -> None:
        Round.objects.select_for_update().get(pk=self._round.pk)


def _answers(code: str, values: Mapping[str, str], codes: Sequence[str], line: int) -> CityAnswers:
    def figure(name: str) -> Decimal | None:
        return Decimal(values[name]) if values.get(name) else None

    def count(name: str) -> int | None:
        return int(values[name]) if values.get(name) else None

    took_part = values.get("participated", "") != "no"
    return CityAnswers(
        city=values.get("city") or code,
        code=code,
        line=line,
        answers={each: Decimal(values[each]) for each in codes if values.get(each)},
        final=figure("final"),
        improvement=figure("improvement"),
        rank=count("rank"),
        rank_of=count("rank_of"),
        participated=took_part,
    )


def _placed(fault: Fault, entry: Entry) -> Fault:
    """With the cell of the column that it speaks of, or of the city."""
    code = str(fault.values.get("code", ""))
    about = "final" if code == "INDEX" or fault.kind == "final-differs" else code
    cell = next((entry.cells[key] for key in (about, "city", "code") if key in entry.cells), "")
    return replace(fault, values={**fault.values, "cell": cell}, line=entry.row)


intakes.register(Results())
