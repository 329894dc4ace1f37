"""Who keeps a city's figures writes, corrects and removes them, and begins series."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import versions
from kotacerdas.indicators import actions, findings, words
from kotacerdas.indicators.domain import periods
from kotacerdas.indicators.forms import (
    FigureForm,
    RemoveForm,
    SeriesForm,
)
from kotacerdas.indicators.models import Indicator, Observation, Series
from kotacerdas.indicators.views.finding import indicator_of, kept_city, series_of
from kotacerdas.indicators.views.sending import FORM, TELLING, around, page_of
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.desks import Desk, answer
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission

# --- Figures -----------------------------------------------------------------------------------------------


@requires(Permission.KEEP_INDICATORS)
@never_cache
def write(request: HttpRequest, code: str) -> HttpResponse:
    """A figure of a period that has none yet; the series begins with its first figure."""
    city = kept_city(request)
    indicator = indicator_of(request, code, city)
    label = request.GET.get("deret", "")
    series = series_of(indicator, city, label)
    if series is None and label:
        raise Http404
    desk = Desk(
        FORM,
        "indicators.write",
        bind=partial(FigureForm, series=series or _first(indicator, city)),
        do=lambda sent: _write(request, sent[0], series, indicator, city),
        done=_("The figure is saved."),
        told=partial(_told, indicator),
        context=around(indicator, city, _("Write a figure"), series=series),
        **TELLING,
    )
    return answer(request, desk)


@requires(Permission.KEEP_INDICATORS)
@never_cache
def figure(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """A figure that stands is corrected; what it was stays beside it."""
    city = kept_city(request)
    kept = _observation(request, code, period, city)
    indicator = kept.series.indicator
    desk = Desk(
        FORM,
        "indicators.correct",
        bind=partial(FigureForm, series=kept.series, kept=kept),
        do=lambda sent: _write(request, sent[0], kept.series, indicator, city),
        done=_("The figure is saved."),
        told=partial(_told, indicator),
        context=around(indicator, city, _("Correct a figure"), series=kept.series, at=findings.period(period))
        | {"removal": _address("indicators:remove", kept, city)},
        **TELLING,
    )
    return answer(request, desk)


@requires(Permission.KEEP_INDICATORS)
@never_cache
def remove(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """A figure is taken away, with its reason; it stays among the earlier ones."""
    city = kept_city(request)
    kept = _observation(request, code, period, city)
    indicator = kept.series.indicator

    def do(sent: Any) -> str:
        expected = versions.expected(request)
        reason = sent[0].cleaned_data["reason"]
        actions.remove(kept, reason=reason, by=signed_in(request), now=timezone.now(), expected=expected)
        return page_of(indicator, city)

    shown = findings.with_unit(indicator, kept.value, kept.places)
    desk = Desk(
        FORM,
        "indicators.remove",
        bind=partial(RemoveForm, initial={"version": kept.version}),
        do=do,
        done=_("The figure is taken away. It stays among the earlier ones, with your reason."),
        told=partial(_told, indicator),
        context=around(
            indicator, city, _("Take a figure away"), series=kept.series, at=findings.period(period)
        )
        | {"standing": shown, "is_danger": True},
        **TELLING,
    )
    return answer(request, desk)


def _write(
    request: HttpRequest, form: FigureForm, series: Series | None, indicator: Indicator, city: City
) -> str:
    by, now = signed_in(request), timezone.now()
    if series is None:
        new = actions.NewSeries(city=city, frequency=_frequency(indicator))
        series = actions.begin_series(indicator, new, by=by, now=now)
    actions.write(
        series, form.wanted(), by=by, now=now, expected=versions.expected(request), reason=form.why()
    )
    return page_of(indicator, city)


def _first(indicator: Indicator, city: City) -> Series:
    """The series that the first figure will begin; not saved."""
    return Series(indicator=indicator, city=city, frequency=_frequency(indicator))


def _frequency(indicator: Indicator) -> periods.Frequency:
    """In which periods the schedule of the indicator counts."""
    return next((each for each in periods.PARTS if each == indicator.schedule), "year")


def _observation(request: HttpRequest, code: str, period: str, city: City) -> Observation:
    indicator = indicator_of(request, code, city)
    rows = Observation.objects.visible_to(request.user).filter(
        series__indicator=indicator,
        series__city=city,
        series__label=request.GET.get("deret", ""),
        period=period,
    )
    found = rows.select_related("series__indicator", "series__city", "source").first()
    if found is None:
        raise Http404
    return found


def _address(name: str, kept: Observation, city: City) -> str:
    address = reverse(name, args=[kept.series.indicator.code, kept.period])
    return f"{address}?kota={city.code}&deret={kept.series.label}"


def _told(indicator: Indicator, stale: versions.StaleSave) -> list[versions.Difference]:
    """Both versions of a figure in words."""
    now: Any = stale.current
    typed = stale.typed or {}
    if not typed:
        stands = findings.with_unit(indicator, now.value, now.places)
        return [versions.Difference(str(_("Value")), stands, str(_("take it away")))]
    pairs = {
        _("Value"): (
            in_words(indicator, now.value, now.places),
            in_words(indicator, typed["value"], typed["places"]),
        ),
        _("Status"): (words.STATUSES.get(now.status, ""), words.STATUSES[str(typed["status"])]),
        _("Source"): (now.source, typed["source"]),
        _("Note (Indonesian)"): (now.note_id, typed["note_id"]),
        _("Note (English)"): (now.note_en, typed["note_en"]),
    }
    return [
        versions.Difference(str(label), str(current or ""), str(mine or ""))
        for label, (current, mine) in pairs.items()
        if current != mine
    ]


def in_words(indicator: Indicator, value: Any, places: Any = None) -> str:
    return "" if value is None else findings.with_unit(indicator, value, places)


# --- Series ------------------------------------------------------------------------------------------------


@requires(Permission.KEEP_INDICATORS)
@never_cache
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """What cannot be compared with the figures so far begins a series of its own."""
    city = kept_city(request)
    indicator = indicator_of(request, code, city)
    kept = Series.objects.visible_to(request.user).filter(indicator=indicator, city=city)
    taken = frozenset(kept.values_list("label", flat=True))

    def do(sent: Any) -> str:
        new = sent[0].wanted(city)
        made = actions.begin_series(indicator, new, by=signed_in(request), now=timezone.now())
        return f"{reverse('indicators:write', args=[indicator.code])}?kota={city.code}&deret={made.label}"

    desk = Desk(
        FORM,
        "indicators.begin-series",
        bind=partial(SeriesForm, taken=taken, initial={"frequency": _frequency(indicator)}),
        do=do,
        done=_("The series has begun. Write its first figure."),
        context=around(indicator, city, _("Begin a new series")) | {"is_series": True},
        **TELLING,
    )
    return answer(request, desk)
