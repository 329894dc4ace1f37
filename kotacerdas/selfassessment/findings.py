"""The sentences above the board and the list, made of their figures."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kotacerdas.common.formats import number
from kotacerdas.selfassessment.domain.counting import Count


def of_count(count: Count, *, is_submitted: bool = False) -> str:
    """What matters most now: late ones, then what is still to be written, to be checked, to be proven."""
    if is_submitted:
        return _("The answers are submitted")
    if count.unshared == count.total:
        return _("No question was given to an organisation yet")
    if count.late:
        return ngettext("%(count)s answer is late", "%(count)s answers are late", count.late) % _n(count.late)
    left = count.open + count.returned
    if left:
        words = ngettext(
            "%(count)s of %(total)s answers is still to be handed in",
            "%(count)s of %(total)s answers are still to be handed in",
            left,
        )
        return words % (_n(left) | {"total": number(count.total)})
    if count.answered:
        words = ngettext(
            "%(count)s answer waits to be checked", "%(count)s answers wait to be checked", count.answered
        )
        return words % _n(count.answered)
    if count.without_proof:
        words = ngettext(
            "All are checked; %(count)s has no confirmed proof",
            "All are checked; %(count)s have no confirmed proof",
            count.without_proof,
        )
        return words % _n(count.without_proof)
    return _("All answers are checked and proven")


def of_days(due: date, today: date) -> str:
    days = (due - today).days
    if days < 0:
        return ngettext("%(count)s day late", "%(count)s days late", -days) % _n(-days)
    if days == 0:
        return _("due today")
    return ngettext("in %(count)s day", "in %(count)s days", days) % _n(days)


def _n(count: int) -> dict[str, str]:
    return {"count": number(count)}
