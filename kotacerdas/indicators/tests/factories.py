"""Indicators and their figures; figures come through the deeds, so that no test stands on an impossible one."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from kotacerdas.indicators import actions
from kotacerdas.indicators.actions import feeding
from kotacerdas.indicators.domain import figures
from kotacerdas.indicators.models import Balance, Indicator, Observation, Scenario, Series, Target
from kotacerdas.people.models import City

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def indicator(code: str = "penduduk", **fields: Any) -> Indicator:
    """A shared one, unless a city is named."""
    words = {
        "title_id": code.capitalize(),
        "title_en": f"{code} (en)",
        "unit_id": "jiwa",
        "unit_en": "people",
    }
    return Indicator.objects.create(code=code, **{"group": "people", **words, **fields})


def series(of: Indicator, city: City | None, **fields: Any) -> Series:
    """The city's, or with `level` and `province` another place's."""
    if fields.get("label"):
        fields = {"break_note_id": "Metode baru", "break_note_en": "New method", **fields}
    new = actions.NewSeries(city=city, **fields)
    return actions.begin_series(of, new, by=None, now=NOW)


def written(period: str, value: str | Decimal, status: str = "fact", **fields: Any) -> actions.Written:
    """As an office types it; the value keeps its decimals: "76.60" has two."""
    if status == "fact":
        fields = {"source": "BPS, Daerah Dalam Angka", **fields}
    return actions.Written(period, figures.written(Decimal(value)), status, **fields)


def wrote(of: Series, *rows: tuple[str, str], status: str = "fact") -> list[Observation]:
    actions.write_all(of, [written(period, value, status) for period, value in rows], by=None, now=NOW)
    return list(of.observations.order_by("period"))


def target(of: Indicator, city: City, year: int = 2026, value: str = "5", **fields: Any) -> Target:
    fields = {"basis": "RPJMD 2025-2029", **fields}
    return actions.set_target(of, city, year=year, value=Decimal(value), by=None, now=NOW, **fields)


def samples(city: City) -> dict[str, dict[str, Any]]:
    """Arguments for the addresses of this app: one open to all, one that a city keeps for itself, and what is foreseen."""
    own = indicator("contoh-sendiri", city=city, is_public=False)
    kept = series(own, city)
    (observed,) = wrote(kept, ("2024", "5"))
    goal = target(own, city)
    people = series(indicator("contoh-penduduk"), city, is_sample=True)
    capacity = series(indicator("contoh-air"), city, is_sample=True)
    wrote(people, *((str(2010 + at), str(600_000 + 9_000 * at)) for at in range(14)), status="sample")
    wrote(capacity, ("2010", "1000"), status="sample")
    Scenario.objects.create(city=city, code="contoh", title_id="Contoh", title_en="Sample", drivers=[])
    Balance.objects.create(
        city=city, code="contoh", title_id="Contoh", title_en="Sample", people=people, capacity=capacity,
        per_head=120, served=Decimal("0.8"), losses=Decimal("0.3"),
    )  # fmt: skip
    code = {"code": own.code}
    at, year = {**code, "period": observed.period}, {**code, "year": goal.year}
    address = "https://data.contoh.go.id/contoh"
    feed = {
        "code": feeding.ask(
            own, city, adapter="rest-json", address=address, answers={}, by=None, now=NOW
        ).code
    }
    return {
        "indicators:download": {"file_type": "csv"},
        "indicators:download-one@see_city_drafts": {**code, "file_type": "csv"},
        "indicators:bring-by": {"name": "bps-csv"},
        **{f"indicators:{name}@keep_indicators": feed for name in ("bring-again", "bring-forget")},
        "indicators:indicator": {"code": people.indicator.code},
        "indicators:indicator@see_city_drafts": code,
        **{
            f"indicators:{name}@keep_indicators": code
            for name in ("change", "write", "begin-series", "new-target")
        },
        **{f"indicators:{name}@keep_indicators": at for name in ("figure", "remove")},
        "indicators:target@keep_indicators": year,
        "indicators:drop-target": year,
        "indicators:forecast": {"code": people.indicator.code},
        "indicators:foresee@keep_indicators": {"code": people.indicator.code},
        "indicators:balance@see_city_drafts": {"code": "contoh"},
        **{
            f"indicators:{name}@keep_indicators": {"code": "contoh"}
            for name in ("scenario", "change-balance")
        },
    }
