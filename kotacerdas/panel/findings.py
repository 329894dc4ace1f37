"""Sentences with a figure in them: what waits for a reply, what was promised."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kotacerdas.common.formats import number
from kotacerdas.panel.queries.asking import Counted


def of_questions(counted: Counted) -> str:
    """What is urgent first."""
    if counted.late:
        words = ngettext(
            "%(shown)s question of assessors is late",
            "%(shown)s questions of assessors are late",
            counted.late,
        )
        return words % {"shown": number(counted.late)}
    if counted.waiting:
        words = ngettext(
            "%(shown)s question of assessors waits for a reply",
            "%(shown)s questions of assessors wait for a reply",
            counted.waiting,
        )
        return words % {"shown": number(counted.waiting)}
    if counted.replied:
        return _("All questions of assessors are replied to")
    return _("No question of assessors")
