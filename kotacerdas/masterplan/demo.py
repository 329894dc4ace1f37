"""A made-up masterplan for the demo: one edition that is carried out and reported on, and its successor in review.

Everything in it is marked as a sample, and every title says so itself, for exports lose marks.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import timezone

from kotacerdas.common.quiet import quietly
from kotacerdas.common.reference import Report, demo_loader
from kotacerdas.instruments.files import read_yaml
from kotacerdas.masterplan.actions import (
    analysis,
    cloning,
    documents,
    editions,
    programmes,
    progress,
    remarks,
    risks,
    steps,
)
from kotacerdas.masterplan.domain.milestones import Step
from kotacerdas.masterplan.domain.readiness import Level
from kotacerdas.masterplan.domain.record import Money, Record
from kotacerdas.masterplan.domain.risks import Judged as JudgedRisk
from kotacerdas.masterplan.models import Edition, Issue, Node, Programme
from kotacerdas.people.models import City, Organisation, User

OFFICE = "program@balikpapan.example"
MILLION = 1_000_000
_Entry = Mapping[str, Any]


@demo_loader("masterplan.samples", after=["people.accounts"])
def load_samples(report: Report) -> None:
    """Once: what somebody has gone on with stays as it is."""
    plan = read_yaml(settings.REFERENCE_DATA / "demo" / "masterplan.yaml")
    city = City.objects.filter(code=plan["city"]).first()
    by = User.objects.filter(is_demo=True, email=OFFICE).first()
    if city is None or by is None or Edition.objects.filter(city=city, code=plan["code"]).exists():
        report.unchanged("sample plans")
        return
    with quietly():
        first = _Writer(city, by, timezone.now()).carried_out(plan)
        report.added("sample plans", first)
        report.added("sample plans", _Writer(city, by, timezone.now()).in_review(first, plan["next"]))


class _Writer:
    """By the programme office, now."""

    def __init__(self, city: City, by: User, now: datetime) -> None:
        self._city = city
        self._how: dict[str, Any] = {"by": by, "now": now}
        self._now = now
        self._today = now.astimezone(city.timezone).date()
        rows = Organisation.objects.of_city(city)
        self._agencies = {each.code.partition("/")[2]: each for each in rows}

    def carried_out(self, plan: _Entry) -> Edition:
        edition = editions.create(self._city, self._head(plan), is_sample=True, **self._how)
        self._nodes(edition, plan["nodes"])
        self._programmes(edition, plan["programmes"], plan["money_years"])
        self._readiness(edition, plan["readiness"])
        self._swot(edition, plan["swot"])
        _freeze(edition, plan["adopted_on"])
        for entry in plan["programmes"]:
            self._reports(edition.programmes.get(code=entry["code"]), entry)
        for code, workplans in plan["workplans"].items():
            self._change(
                edition, code, {}, workplans={name: tuple(years) for name, years in workplans.items()}
            )
        for code, some in plan["steps"].items():
            self._steps(edition.programmes.get(code=code), some)
        for code, some in plan["risks"].items():
            for each in some:
                self._risk(edition.programmes.get(code=code), each)
        return edition

    def in_review(self, first: Edition, plan: _Entry) -> Edition:
        head = self._head(plan)
        edition = cloning.succeed(first, head, **self._how)
        for code in plan["drop"]:
            programmes.remove(edition.programmes.get(code=code), **self._how)
        for code, title in plan["rename"].items():
            self._change(edition, code, {"title": _sample(title)})
        for code, (dimension, sub) in plan["move"].items():
            self._change(edition, code, {"dimension": dimension, "subdimension": sub})
        for code, values in plan["retarget"].items():
            self._change(edition, code, {}, targets=_by_year(plan["targets"], values))
        self._programmes(edition, plan["add"], plan["targets"])
        for code, some in plan["serves"].items():
            self._serve(edition.nodes.get(code=code), some)
        until = self._today + timedelta(days=plan["review_days"])
        edition.refresh_from_db()
        editions.open_review(edition, until=until, expected=edition.version, **self._how)
        edition.refresh_from_db()
        for entry in plan["remarks"]:
            self._remark(edition, entry)
        return edition

    def _head(self, plan: _Entry) -> editions.Head:
        return editions.Head(
            kind=Edition.Kind.MASTERPLAN,
            code=plan["code"],
            title_id=plan["title"]["id"],
            title_en=plan["title"]["en"],
            first_year=plan["years"][0],
            last_year=plan["years"][1],
            note_id=plan["note"]["id"],
            note_en=plan["note"]["en"],
        )

    def _nodes(self, edition: Edition, entries: list[_Entry]) -> None:
        made: dict[str, Node] = {}
        for entry in entries:
            below = made.get(entry.get("below", ""))
            sentence = documents.Sentence(
                entry["kind"], entry["code"], entry["text"]["id"], entry["text"]["en"], below
            )
            made[entry["code"]] = documents.add_node(edition, sentence, **self._how)
        for entry in entries:
            self._serve(made[entry["code"]], entry.get("serves", ()))

    def _serve(self, lower: Node | Programme, names: Any) -> None:
        """ "rpjmd-2021/M1" is in another edition, "T1" in its own; one that is not there is left out."""
        higher: list[Node] = []
        for name in names:
            code, slash, node = name.rpartition("/")
            rows = Node.objects.select_related("edition")
            there = (
                {"edition__city": self._city, "edition__code": code} if slash else {"edition": lower.edition}
            )
            higher += rows.filter(code=node, **there)
        documents.set_serves(lower, higher, expected=lower.version, **self._how)

    def _programmes(self, edition: Edition, entries: list[_Entry], years: list[int]) -> None:
        rows = [programmes.Row(each["code"], self._record(edition, each, years), 0) for each in entries]
        programmes.write_all(edition, rows, **self._how)
        issues = {each.code: each for each in Issue.objects.filter(city=self._city)}
        answered: dict[str, list[Programme]] = {}
        for entry in entries:
            programme = edition.programmes.select_related("edition__city").get(code=entry["code"])
            self._serve(programme, entry.get("serves", ()))
            for code in entry.get("issues", ()):
                answered.setdefault(code, []).append(programme)
        for code, some in answered.items():
            if issue := issues.get(code):
                wanted = [*issue.programmes.filter(edition=edition), *some]
                issue.refresh_from_db()
                analysis.answer_issue(issue, edition, wanted, expected=issue.version, **self._how)

    def _record(self, edition: Edition, entry: _Entry, years: list[int]) -> Record:
        lead = self._agencies.get(entry["lead"])
        state = entry.get("state", "running" if entry.get("work") else "planned")
        fields = {
            "title": _sample(entry["title"]),
            "kind": entry.get("kind", "dimension"),
            "dimension": entry.get("dimension", ""),
            "subdimension": entry.get("sub", ""),
            "nature": entry["nature"],
            "measure": entry["measure"],
            "unit": entry["unit"],
            "direction": entry.get("direction", "up"),
            "baseline": Decimal(str(entry["base"][1])),
            "baseline_year": entry["base"][0],
            "lead_id": lead.pk if lead else None,
            "starts_on": date(years[0], 1, 1),
            "ends_on": date(edition.last_year, 12, 31),
            "state": state,
            "stop_reason": entry.get("stop_reason", ""),
            "questions": entry.get("questions", []),
            "is_sample": True,
        }
        supporting = [
            self._agencies[each].pk for each in entry.get("supporting", ()) if each in self._agencies
        ]
        return Record(
            fields,
            supporting=tuple(sorted(supporting)),
            partners=tuple((name, kind) for name, kind in entry.get("partners", ())),
            targets=_by_year(years, entry["targets"]),
            realised=_by_year(years, entry.get("realised", ())),
            budgets=_budgets(years, entry),
        )

    def _change(self, edition: Edition, code: str, fields: _Entry, **parts: Any) -> None:
        programmes.write_all(edition, [programmes.Row(code, Record(fields, **parts))], **self._how)

    def _reports(self, programme: Programme, entry: _Entry) -> None:
        """Of this year as far as it has gone, or of the edition's last year where that is over."""
        edition = programme.edition
        year = min(self._today.year, edition.last_year)
        last = self._today.month - 1 if year == self._today.year else 12
        for month, (done, spent) in enumerate(zip(entry["work"], entry["spent"], strict=True), start=1):
            if month > last:
                return
            is_last = month == min(last, len(entry["work"]))
            progress.report(
                programme,
                year=year,
                month=month,
                physical=Decimal(done),
                spent={"apbd": spent * MILLION} if spent else {},
                note="Contoh laporan untuk demo." if is_last else "",
                obstacle=entry.get("obstacle", "") if is_last else "",
                **self._how,
            )

    def _steps(self, programme: Programme, some: list[Any]) -> None:
        for title, weight, due, done in some:
            step = Step(title, Decimal(weight), self._day(programme, due), self._day(programme, done))
            steps.add_milestone(programme, step, **self._how)

    def _day(self, programme: Programme, offset: int | None) -> date | None:
        """Within the years of its edition, whenever the demo is looked at."""
        if offset is None:
            return None
        last = date(programme.edition.last_year, 12, 31)
        return min(self._today + timedelta(days=offset), last)

    def _risk(self, programme: Programme, entry: _Entry) -> None:
        left = entry["left"] or (None, None)
        judged = JudgedRisk(
            what=entry["what"],
            likelihood=entry["likelihood"],
            impact=entry["impact"],
            treatment=entry["treatment"],
            mitigation=entry["mitigation"],
            residual_likelihood=left[0],
            residual_impact=left[1],
        )
        risks.add_risk(
            programme, judged, cause=entry["cause"], effect=entry["effect"], owner=programme.lead, **self._how
        )

    def _readiness(self, edition: Edition, sheet: Mapping[str, Mapping[str, list[Any]]]) -> None:
        judged = {
            (dimension, element): analysis.Judged(Level(now, goal), note)
            for dimension, elements in sheet.items()
            for element, (now, goal, note) in elements.items()
        }
        edition.refresh_from_db()
        analysis.judge_readiness(edition, judged, expected=edition.version, **self._how)

    def _swot(self, edition: Edition, sheet: Mapping[str, Mapping[str, list[str]]]) -> None:
        for dimension, lines in sheet.items():
            edition.refresh_from_db()
            analysis.write_swot(edition, dimension, lines, expected=edition.version, **self._how)

    def _remark(self, edition: Edition, entry: _Entry) -> None:
        word = remarks.Word(
            speaker=entry["speaker"],
            text=entry["text"],
            said_on=self._today - timedelta(days=2),
            organisation=entry["organisation"],
            is_outside=entry["outside"],
            meeting=entry["meeting"],
            support=entry["support"],
            against=entry["against"],
            programme=edition.programmes.filter(code=entry["about"]).first(),
        )
        remarks.write(edition, word, is_sample=True, **self._how)


def _freeze(edition: Edition, on: date) -> None:
    """Not through the deed: adopting it would supersede the city's own masterplan by a sample."""
    Edition.objects.filter(pk=edition.pk).update(status=Edition.Status.ADOPTED, adopted_on=on)
    edition.refresh_from_db()


def _sample(title: str) -> str:
    return f"{title} (contoh)"


def _by_year(years: list[int], values: Any) -> dict[int, Decimal | None]:
    return {year: Decimal(str(value)) for year, value in zip(years, values, strict=False)}


def _budgets(years: list[int], entry: _Entry) -> dict[tuple[int, str], Money]:
    """The plan by quarter is that of the last year; it is of the APBD."""
    found = {
        (year, source): Money(amount * MILLION)
        for source, amounts in entry["money"].items()
        for year, amount in zip(years, amounts, strict=True)
        if amount
    }
    if plan := entry.get("plan"):
        last = years[-1], "apbd"
        found[last] = Money(found[last].ceiling, None, tuple(each * MILLION for each in plan))
    return found
