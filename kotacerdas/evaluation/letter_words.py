"""How a result letter and remarks of assessors are told, on pages and in reports."""

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from kotacerdas.common import formats
from kotacerdas.evaluation.models import Remark, ResultLetter

HEADS: "dict[str, str | Promise]" = {
    Remark.Kind.STRENGTH: _("Strengths"),
    Remark.Kind.WEAKNESS: _("Weaknesses"),
    Remark.Kind.ADVICE: _("Recommendations"),
}


def line(letter: ResultLetter) -> str:
    """Number, date and signature as far as they are known; what is not says so."""
    missing = gettext("not recorded")
    words = {
        "number": letter.number or missing,
        "day": formats.day(letter.dated_on) if letter.dated_on else missing,
        "who": letter.signed_by or missing,
    }
    return gettext("Result letter no. %(number)s, dated %(day)s, signed by: %(who)s.") % words


def seat(assessor: int) -> str:
    """Above the remarks of one assessor."""
    if not assessor:
        return pgettext("assessor", "Without a name")
    return gettext("Assessor %(seat)s") % {"seat": formats.number(assessor)}


def unreadable(count: int) -> str:
    """That there are more recommendations, whose texts are not for this reader."""
    words = ngettext(
        "The text of %(count)s recommendation is not public.",
        "The texts of %(count)s recommendations are not public.",
        count,
    )
    return words % {"count": formats.number(count)}
