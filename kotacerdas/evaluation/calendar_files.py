"""The steps of a round as entries of a calendar program."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kotacerdas.common.language import pick
from kotacerdas.evaluation.calendar_words import Clocks
from kotacerdas.evaluation.domain.workflow import Step, Window
from kotacerdas.evaluation.models import Round, StepWindow
from kotacerdas.evaluation.queries.calendars import calendar_from
from kotacerdas.evaluation.queries.under_way import UnderWay, of_person
from kotacerdas.evaluation.words import STEPS
from kotacerdas.followup import agenda_sources
from kotacerdas.followup.domain.ics import Entry, Span
from kotacerdas.people.models import City, User


def entries(round_: Round, city: City | None) -> list[Entry]:
    """One a step that has days, with the extensions of a city; the round comes `prefetched`."""
    calendar = calendar_from(round_, city)
    rows = {Step(row.step): row for row in round_.windows.all()}
    return [_entry(round_, city, rows[step], calendar[step]) for step in Step if step in calendar]


def _entry(round_: Round, city: City | None, row: StepWindow, window: Window) -> Entry:
    longer = [
        each
        for each in round_.extensions.all()
        if each.step == row.step and each.city_id in (None, city and city.pk)
    ]
    name, title = STEPS[Step(row.step)], pick(round_, "title")
    words = [_("“%(step)s” is a step of “%(round)s”.") % {"step": name, "round": title}]
    if round_.is_sample:
        words.append(_("Sample: these are no official days."))
    words.append(_("It ends on %(at)s.") % {"at": Clocks(round_.zone).told(window.closes_at)})
    words += [_("More time was given: %(reason)s") % {"reason": each.reason} for each in longer]
    return Entry(
        uid=f"{round_.code}-{row.step}",
        on=Span(window.opens_at, window.closes_at),
        title=f"{name}: {title}",
        text="\n".join(words),
        url=reverse("evaluation:calendar", args=[round_.code]),
        changed_at=max([row.set_at, *(each.at for each in longer)]),
        sequence=row.revision + len(longer),
    )


def _of_person(user: User) -> list[Entry]:
    return [entry for each in of_person(user) for entry in _of_round(each)]


def _of_round(each: UnderWay) -> list[Entry]:
    return entries(each.round, each.city)


agenda_sources.register(
    agenda_sources.Source("evaluation.rounds", gettext_lazy("the steps of my city's rounds"), _of_person)
)
