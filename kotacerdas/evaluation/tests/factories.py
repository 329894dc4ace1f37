"""Rounds and results for tests; results come to be through `actions`, so that no test stands on an impossible one."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from kotacerdas.evaluation import actions
from kotacerdas.evaluation.models import Milestone, Recommendation, Result, Round, Source
from kotacerdas.instruments.domain.answers import CityAnswers
from kotacerdas.people.models import City

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
    return {
        "evaluation:ranking": rank,
        "evaluation:ranking@draft": hidden_rank,
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
