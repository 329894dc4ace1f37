"""Forecasts, back-tests and balances in whole sentences."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kotacerdas.common import formats, versions
from kotacerdas.common.faults import sentence
from kotacerdas.indicators import findings
from kotacerdas.indicators.domain.forecasting import drivers
from kotacerdas.indicators.domain.forecasting.backtest import Errors
from kotacerdas.indicators.domain.forecasting.balance import Shortage, Weighed
from kotacerdas.indicators.domain.forecasting.drivers import Driver
from kotacerdas.indicators.domain.forecasting.foreseeing import Outcome
from kotacerdas.indicators.domain.forecasting.paths import Level, Path
from kotacerdas.indicators.models import Indicator, Series
from kotacerdas.indicators.queries.foresight import Weighing
from kotacerdas.indicators.words import FREQUENCIES

HELD_FAR_LESS = 0.15
"""So much below its promise a band has held that readers are told."""


def model_name(key: str) -> str:
    return {
        "naive": pgettext("model", "Last figure"),
        "drift": pgettext("model", "Drift"),
        "seasonal-naive": pgettext("model", "Last year"),
        "ets": pgettext("model", "Exponential smoothing"),
        "seasonal-ets": pgettext("model", "Smoothing with a season"),
        "arima": "ARIMA",
    }[key]


def model_means(key: str) -> str:
    return {
        "naive": _("everything stays as it was last"),
        "drift": _("the mean step of the past goes on"),
        "seasonal-naive": _("each part of the year as in the last one"),
        "ets": _("recent figures count more, with a trend where it helps"),
        "seasonal-ets": _("recent figures count more, with the parts of the year"),
        "arima": _("each figure follows from those before it and from their surprises"),
    }[key]


def series_name(series: Series) -> str:
    """Of which place, which of its series, and whether it is a sample; with its city and province selected."""
    place = series.city or series.province
    name = place.name if place else _("Indonesia")
    words = [name, series.title] if series.title else [name]
    if series.is_sample and not series.title:
        words.append(pgettext("series", "sample"))
    return ", ".join(words)


def series_with_indicator(series: Series) -> str:
    words = f"{series.indicator.title} ({series.unit})" if series.unit else series.indicator.title
    return f"{words}, {series.title}" if series.title else words


def with_unit_name(indicator: Indicator) -> str:
    return f"{indicator.title} ({indicator.unit})" if indicator.unit else indicator.title


def frequency(series: Series) -> str:
    return str(FREQUENCIES[series.frequency])


def headline(outcome: Outcome, path: Path, indicator: Indicator) -> str:
    """Where the figure is expected at the end, and between which values. `path` is the used one, perhaps driven."""
    words = _("%(when)s: about %(middle)s, with 95%% between %(low)s and %(high)s")
    low, high = path[-1].band(95)
    middle = figure(path[-1].middle, indicator)
    return words % {
        "when": capfirst(findings.period(outcome.ahead[-1])),
        "middle": f"{middle} {indicator.unit}" if indicator.unit else middle,
        "low": figure(low, indicator),
        "high": figure(high, indicator),
    }


def between(band: tuple[float, float], indicator: Indicator) -> str:
    low, high = (figure(each, indicator) for each in band)
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def figure(value: float, indicator: Indicator) -> str:
    return formats.number(value, indicator.places)


def error(value: float, indicator: Indicator) -> str:
    """An error is shown one decimal finer than the figures, where it is small."""
    return formats.number(value, indicator.places + (1 if abs(value) < 10 else 0))


def why(outcome: Outcome) -> str:
    """Which model is used, and why."""
    choice, test = outcome.choice, outcome.test(outcome.choice.key)
    names = {"model": model_name(choice.key), "rival": model_name(choice.rival) if choice.rival else ""}
    if choice.why == "simpler":
        words = _(
            "%(model)s is used. %(rival)s erred a little less when it was tried on the past, but by no more than chance, and of two "
            "that do as well the simpler one is used."
        )
        return words % names
    words = ngettext(
        "%(model)s is used: of all models it erred least over %(trials)s trial from %(origins)s places in the past.",
        "%(model)s is used: of all models it erred least over %(trials)s trials from %(origins)s places in the past.",
        test.errors.trials,
    )
    return words % {
        **names, "trials": formats.number(test.errors.trials), "origins": formats.number(outcome.origins)
    }  # fmt: skip


def coverage(errors: Errors, level: Level) -> str:
    words = ngettext(
        "Over %(trials)s trial, the %(level)s%% band held %(held)s of %(trials)s.",
        "Over %(trials)s trials, the %(level)s%% band held %(held)s of %(trials)s.",
        errors.trials,
    )
    return words % {"trials": errors.trials, "level": level, "held": errors.held(level)}


def warnings(outcome: Outcome, horizon: int) -> list[str]:
    """What a reader must know before believing the line."""
    test, found = outcome.test(outcome.choice.key), []
    if test.errors.held95 / test.errors.trials < 0.95 - HELD_FAR_LESS:
        found.append(
            _(
                "In the past the bands of this model held less often than they promise: read them as too narrow."
            )
        )
    if (tested := len(test.by_step)) < horizon:
        words = ngettext(
            "Only %(count)s period ahead could be tried on the past; what lies beyond it is not proven by anything.",
            "Only %(count)s periods ahead could be tried on the past; what lies beyond them is not proven by anything.",
            tested,
        )
        found.append(words % {"count": formats.number(tested)})
    if outcome.earlier:
        words = ngettext(
            "%(count)s older figure stands before a gap and is not used: models count in equal steps.",
            "%(count)s older figures stand before a gap and are not used: models count in equal steps.",
            outcome.earlier,
        )
        found.append(words % {"count": formats.number(outcome.earlier)})
    return found


def left_out(outcome: Outcome) -> list[tuple[str, str]]:
    """Models that are missing, and why."""
    reasons = {
        "too-short": _("too few figures for it"),
        "not-converged": _("it found no stable solution"),
        "not-finite": _("it gave no usable figures"),
        "no-group": _("the programs for it are not installed"),
    }
    return [(model_name(key), reasons.get(reason, reason)) for key, reason in outcome.left_out.items()]


# --- Scenarios ---------------------------------------------------------------------------------------------


def driver(each: Driver, indicator: Indicator | None) -> str:
    """One driver in a sentence."""
    named = {
        "indicator": indicator.title if indicator else each.indicator,
        "size": formats.signed(each.size, _places(each)),
        "unit": indicator.unit if indicator else "",
        "start": each.start,
        "end": each.end,
    }
    if each.kind == "growth":
        words = (
            _("%(indicator)s: %(size)s%% a year beyond its past, from %(start)s to %(end)s")
            if each.end
            else _("%(indicator)s: %(size)s%% a year beyond its past, from %(start)s on")
        )
    else:
        words = (
            _("%(indicator)s: %(size)s %(unit)s a year beyond its past, from %(start)s to %(end)s")
            if each.end
            else _("%(indicator)s: %(size)s %(unit)s a year beyond its past, from %(start)s on")
        )
    return words % named


def overlap(one: Driver, other: Driver, indicator: Indicator | None) -> str:
    words = _(
        "Two drivers of %(indicator)s work in the same years, %(first)s and %(second)s a year: both count."
    )
    named = indicator.title if indicator else one.indicator
    return words % {"indicator": named, "first": _size(one, indicator), "second": _size(other, indicator)}


def _size(each: Driver, indicator: Indicator | None) -> str:
    written = formats.signed(each.size, _places(each))
    if each.kind == "growth":
        return f"{written}%"
    return f"{written} {indicator.unit}" if indicator and indicator.unit else written


def scenario_versions(stale: versions.StaleSave) -> list[versions.Difference]:
    """Both versions, the drivers as sentences."""
    now: Any = stale.current
    labels = {
        "title_id": _("Title in Indonesian"),
        "title_en": _("Title in English"),
        "drivers": _("Drivers"),
    }
    return [
        versions.Difference(labels[name], _drivers(getattr(now, name)), _drivers(typed))
        for name, typed in stale.typed.items()
        if getattr(now, name) != typed
    ]


def _drivers(value: Any) -> str:
    """Lines of sentences; a title stays as it is."""
    return value if isinstance(value, str) else "\n".join(driver(each, None) for each in drivers.read(value))


def balance_versions(stale: versions.StaleSave) -> list[versions.Difference]:
    shares = {"served", "losses"}
    return [
        versions.Difference(
            each.label,
            *(_share(value) if name in shares else _plain(value) for value in (each.current, each.typed)),
        )
        for name, each in zip(_differing(stale), stale.differences(), strict=True)
    ]


def _differing(stale: versions.StaleSave) -> list[str]:
    return [name for name, typed in stale.typed.items() if getattr(stale.current, name) != typed]


def _share(value: Any) -> str:
    return formats.percent(value)


def _plain(value: Any) -> str:
    return series_with_indicator(value) if isinstance(value, Series) else str(value)


def _places(each: Driver) -> int:
    exponent = each.size.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


# --- Balances ----------------------------------------------------------------------------------------------


def nothing_weighed(found: Weighing) -> str:
    """What is missing before demand can be set against capacity."""
    if not found.has_capacity:
        return _("No figure of the capacity is kept yet")
    if found.people.faults:
        return sentence(found.people.faults[0])
    return _("The population has not been foreseen yet")


def shortage(weighed: Weighed) -> str:
    """The first year in which water is short, and how sure that is."""
    found, last = weighed.shortage, weighed.rows[-1].year
    if found.middle is not None:
        if found.middle == next(row.year for row in weighed.rows if row.is_foreseen):
            return _("Demand exceeds capacity already in %(year)s, the first year foreseen") % {
                "year": found.middle
            }
        return _("From %(year)s on demand exceeds capacity") % {"year": found.middle}
    if found.earliest is not None:
        words = _("Capacity is expected to suffice until %(last)s, but may be short from %(year)s on")
        return words % {"last": last, "year": found.earliest}
    return _("Capacity suffices until %(last)s") % {"last": last}


def shortage_range(found: Shortage, last: int) -> str:
    """The ends of the band; nothing where capacity surely suffices."""
    if found.earliest is None:
        return _("Even at the upper end of the 95% band demand stays below capacity.")
    if found.earliest == found.latest:
        return _("Both ends of the 95% band say the same year.")
    if found.latest is None:
        words = _(
            "With 95%%: at the earliest in %(earliest)s; at the lower end of the band not before %(after)s."
        )
        return words % {"earliest": found.earliest, "after": last + 1}
    words = _("With 95%%: at the earliest in %(earliest)s, at the latest in %(latest)s.")
    return words % {"earliest": found.earliest, "latest": found.latest}
