"""The sentences above the list and the printed page, made of their figures."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kotacerdas.common.formats import number
from kotacerdas.recommendations.domain.counting import Count


def of_count(count: Count) -> str:
    """The figure that matters: claimed as done, and a second person says that the proof suffices."""
    if not count.total:
        return _("No recommendation is here")
    words = ngettext(
        "%(count)s of %(total)s is done and proven",
        "%(count)s of %(total)s are done and proven",
        count.proven,
    )
    return words % {"count": number(count.proven), "total": number(count.total)}


def beside(count: Count) -> str:
    """What the headline leaves open."""
    if not count.total:
        return ""
    done = ngettext("The city calls %(count)s done", "The city calls %(count)s done", count.done) % _n(
        count.done
    )
    heard = ngettext(
        "the assessors have called %(count)s fulfilled",
        "the assessors have called %(count)s fulfilled",
        count.fulfilled,
    ) % _n(count.fulfilled)
    lacking = ngettext(
        "%(count)s has no confirmed proof", "%(count)s have no confirmed proof", count.without_proof
    ) % _n(count.without_proof)
    return _("%(done)s; %(heard)s; %(lacking)s.") % {"done": done, "heard": heard, "lacking": lacking}


def _n(count: int) -> dict[str, str]:
    return {"count": number(count)}
