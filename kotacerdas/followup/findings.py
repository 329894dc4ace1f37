"""The sentence that a page of tasks opens with: what is to be done today, never more than the rows say."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kotacerdas.common.formats import number
from kotacerdas.followup.domain.agenda import SOON_DAYS, Section
from kotacerdas.followup.queries import Agenda, Desk, Row


def of_agenda(agenda: Agenda) -> str:
    late, soon = agenda.count(Section.LATE), agenda.count(Section.SOON)
    if late and soon:
        return _("%(late)s, %(soon)s") % {"late": late_words(late), "soon": _soon(soon)}
    if late:
        return late_words(late)
    if soon:
        return _("%(soon)s, nothing late") % {"soon": _soon(soon)}
    if agenda.to_check:
        count = len(agenda.to_check)
        return ngettext("One task waits for your check", "%(count)s tasks wait for your check", count) % {
            "count": number(count)
        }
    return _("Nothing is due in the next %(days)s days") % {"days": SOON_DAYS}


def late_words(count: int) -> str:
    return ngettext("One task late", "%(count)s tasks late", count) % {"count": number(count)}


def _soon(count: int) -> str:
    words = ngettext("one due within %(days)s days", "%(count)s due within %(days)s days", count)
    return words % {"count": number(count), "days": SOON_DAYS}


def of_board(desks: list[Desk]) -> str:
    """How much of the city's work is late, and where most of it lies."""
    late, under_way = sum(desk.late for desk in desks), sum(desk.under_way for desk in desks)
    if not late:
        if not under_way:
            return _("No task is under way")
        quiet = ngettext("One task under way, none late", "%(count)s tasks under way, none late", under_way)
        return quiet % {"count": number(under_way)}
    most = desks[0]
    words = {
        "late": number(late),
        "all": number(under_way),
        "who": str(most.organisation or _("people without an organisation")),
    }
    if most.late == late:
        return _("%(late)s of %(all)s tasks under way are late, all with %(who)s") % words
    return _("%(late)s of %(all)s tasks under way are late, most with %(who)s") % words


def due(row: Row) -> tuple[str, str]:
    """How the day stands, in words and tone: "3 days late", "today", "in 4 days"."""
    if not row.can_be_reported:
        if row.days_late:
            return _days_late(row.days_late), ""
        return "", ""
    if row.days_late:
        return _days_late(row.days_late), "telat"
    if row.days_left == 0:
        return _("due today"), "awas"
    if row.days_left == 1:
        return _("due tomorrow"), "awas"
    words = ngettext("in one day", "in %(count)s days", row.days_left)
    return words % {"count": number(row.days_left)}, ""


def _days_late(days: int) -> str:
    return ngettext("one day late", "%(count)s days late", days) % {"count": number(days)}
