"""Rounds and results for tests; results come to be through `actions`, so that no test stands on an impossible one."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from kotacerdas.evaluation import actions
from kotacerdas.evaluation.domain.workflow import Step, Window
from kotacerdas.evaluation.models import (
    Award,
    Milestone,
    Recommendation,
    Remark,
    Result,
    Round,
    Source,
    StepWindow,
)
from kotacerdas.instruments.domain.answers import CityAnswers
from kotacerdas.people.models import City, TerritorialUnit, User

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
MALANG_2022 = {"A": "1.40", "B": "1.54", "C": "2.92", "D": "2.56", "E": "3.08"}


def source(key: str = "surat", **fields: Any) -> Source:
    fields.setdefault("title", "Surat hasil evaluasi")
    return Source.objects.get_or_create(key=key, defaults=fields)[0]


def round_(
    code: str = "uji-2022", *, instrument: str = "smartcity/2022-kppn", year: int = 2022, **fields: Any
) -> Round:
    fields.setdefault("title_id", f"Evaluasi uji {year}")
    fields.setdefault("title_en", f"Trial evaluation {year}")
    fields.setdefault("is_published", True)
    made = Round.objects.create(code=code, instrument=instrument, year=year, **fields)
    made.sources.add(source())
    return made


def row(city: City, answers: dict[str, str] | None = None, line: int = 2, **fields: Any) -> CityAnswers:
    scores = {code: Decimal(score) for code, score in (answers or {}).items()}
    return CityAnswers(city.name, city.code, line, scores, **fields)


def result(of: Round, city: City, answers: dict[str, str] | None = None, **fields: Any) -> Result:
    """Loaded as a file would load it; without answers and final it is a city that only has a rank."""
    actions.load_results(of, [row(city, answers, **fields)], by=None, now=NOW, source=source())
    return Result.objects.get(round=of, city=city)


def sheets(of: Round, city: City, levels: Sequence[int], line: int = 2) -> CityAnswers:
    """As many assessors as levels, each answering every question with his or her own."""
    assert of.edition is not None
    panels = {leaf.code: tuple(levels) for leaf in of.edition.leaves}
    return CityAnswers(city.name, city.code, line, panels)


def scored_round(cities: Mapping[City, Sequence[int]], **fields: Any) -> Round:
    """A round of the whole country that runs here, with the single answers of its assessors; not published."""
    fields = {"code": "panel-2026", "instrument": "smartcity/2024", "year": 2026, "kind": "run"} | fields
    made = round_(fields.pop("code"), **{"is_published": False, **fields})
    rows = [sheets(made, city, levels, line) for line, (city, levels) in enumerate(cities.items(), 2)]
    actions.load_results(made, rows, by=None, now=NOW)
    return made


def award(of: Round, city: City, title: str = "Terbaik I", **fields: Any) -> Award:
    return actions.give_award(of, actions.NewAward(city, title, **fields), by=None, now=NOW)


def days(
    spans: Mapping[Step, tuple[float, float]] | None = None, *, now: datetime = NOW
) -> dict[Step, Window]:
    """Each step from so many days after now to so many; by default agencies answer, and stage I is ahead."""
    wanted = spans or {
        Step.INVITATION: (-20, 5),
        Step.SELF_ASSESSMENT: (-10, 20),
        Step.SUBMISSION: (10, 25),
        Step.STAGE_1: (30, 33),
    }
    return {
        step: Window(now + timedelta(days=first), now + timedelta(days=last))
        for step, (first, last) in wanted.items()
    }


def own_round(
    city: City,
    *,
    kind: Round.Kind = Round.Kind.OWN,
    now: datetime = NOW,
    by: User | None = None,
    **fields: Any,
) -> Round:
    """A round that a city keeps for itself, in the middle of its self-assessment."""
    return _opened(kind, now=now, by=by, city=city, **fields)


def run_round(
    *,
    province: TerritorialUnit | None = None,
    now: datetime = NOW,
    by: User | None = None,
    cities: tuple[City, ...] = (),
    **fields: Any,
) -> Round:
    """A round that an operator runs, to which these cities are invited."""
    made = _opened(Round.Kind.RUN, now=now, by=by, province=province, **fields)
    actions.invite(made, cities, by=by, now=now)
    return made


def published(made: Round, *, by: User | None = None, now: datetime = NOW) -> None:
    """Published on a day of its result, which does not stand in its calendar any more."""
    window = Window(now, now + timedelta(days=1))
    (day,) = StepWindow.objects.bulk_create(
        [
            StepWindow(
                round=made, step=Step.RESULT, opens_at=window.opens_at, closes_at=window.closes_at, set_at=now
            )
        ]
    )
    actions.publish(made, by=by, now=now)
    day.delete()


def _opened(kind: Round.Kind, *, now: datetime, by: User | None, **fields: Any) -> Round:
    fields = {
        "instrument": "smartcity/2023-kppn",
        "year": 2026,
        "title_id": "Evaluasi uji",
        "title_en": "Trial evaluation",
        "zone": "Asia/Jakarta",
        "days": days(now=now),
    } | fields
    return actions.open_round(actions.NewRound(kind=kind, **fields), by=by, now=now)


def remark(kind: Remark.Kind, text: str, *, assessor: int = 0, text_en: str = "") -> actions.NewRemark:
    return actions.NewRemark(kind, assessor, text, text_en)


def advices(*texts: str, assessor: int = 0) -> list[actions.NewRemark]:
    return [remark(Remark.Kind.ADVICE, text, assessor=assessor) for text in texts]


def samples(city: City) -> dict[str, dict[str, Any]]:
    """Arguments for the addresses of this app; `@draft` names the same page of a round that is not published."""
    shown = round_("contoh-2022")
    draft = round_("contoh-2023", year=2023, is_published=False)
    for each in (shown, draft):
        result(each, city, MALANG_2022)
    advice = {"city": city, "year": 2022, "number": 1, "text_id": "Perkuat data", "source": source()}
    Recommendation.objects.create(**advice)
    Milestone.objects.create(
        city=city,
        code="2026-1",
        happened_on=NOW.date(),
        title_id="Rapat",
        title_en="Meeting",
        source=source(),
    )
    rank, card = {"code": shown.code}, {"city": city.code, "code": shown.code}
    hidden_rank, hidden_card = {"code": draft.code}, {"city": city.code, "code": draft.code}
    now = timezone.now()
    own = {"code": own_round(city, now=now).code}
    run = {"code": run_round(province=city.province, cities=(city,), now=now).code}
    result_days = days({Step.INVITATION: (-20, 5), Step.RESULT: (-1, 5)}, now=now)
    open_to_all = run_round(title_id="Terbuka", cities=(city,), now=now, days=result_days)
    actions.publish(open_to_all, by=None, now=now)
    seen = {"code": open_to_all.code}
    ours = Round.objects.get(code=run["code"])
    result(ours, city, final=Decimal("2.50"))
    shown_award, own_award = award(shown, city), award(ours, city)
    return {
        "evaluation:ranking": rank,
        "evaluation:ranking@draft": hidden_rank,
        "evaluation:ranking@see_city_drafts": own,
        "evaluation:compute-intervals": rank,
        "evaluation:awards": rank,
        "evaluation:awards@draft": hidden_rank,
        "evaluation:award-give@load_results": run,
        "evaluation:award-remove": {**rank, "number": shown_award.pk},
        "evaluation:award-remove@load_results": {**run, "number": own_award.pk},
        "evaluation:calendar": seen,
        "evaluation:calendar@draft": run,
        "evaluation:calendar@see_city_drafts": own,
        "evaluation:calendar-file": seen,
        "evaluation:calendar-file@draft": run,
        "evaluation:calendar-file@see_city_drafts": own,
        "evaluation:days@keep_rounds": own,
        "evaluation:days@run_rounds": run,
        "evaluation:extend@keep_rounds": own,
        "evaluation:extend@run_rounds": run,
        "evaluation:invitations@run_rounds": run,
        "evaluation:join@keep_rounds": run,
        "evaluation:letter@keep_rounds": own,
        "evaluation:letter@load_results": run,
        "evaluation:report-pdf": card,
        "evaluation:report-pdf@draft": hidden_card,
        "evaluation:report-xlsx": card,
        "evaluation:report-xlsx@draft": hidden_card,
        "evaluation:ranking-download": {**rank, "file_type": "csv"},
        "evaluation:ranking-download@draft": {**hidden_rank, "file_type": "csv"},
        "evaluation:load": rank,
        "evaluation:load@draft": hidden_rank,
        "evaluation:publish": rank,
        "evaluation:publish@draft": hidden_rank,
        "evaluation:city": {"city": city.code},
        "evaluation:recommendation": {"city": city.code, "slug": "2022-1"},
        "evaluation:latest": {"city": city.code},
        "evaluation:scorecard": card,
        "evaluation:scorecard@draft": hidden_card,
        "evaluation:scorecard-download": {**card, "file_type": "csv"},
        "evaluation:scorecard-download@draft": {**hidden_card, "file_type": "csv"},
    }
