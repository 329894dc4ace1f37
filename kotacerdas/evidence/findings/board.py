"""The sentences above the board, the proposals and the requests, made of their figures."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kotacerdas.common.formats import number
from kotacerdas.evidence.domain.board import Standing
from kotacerdas.evidence.queries.board import Board
from kotacerdas.evidence.queries.requests import Counts


def of_board(board: Board) -> str:
    """What is missing, or that nothing is."""
    total, missing = len(board.questions), board.count(Standing.MISSING)
    if not total:
        return _("Nothing is asked here yet")
    if board.count(Standing.CONFIRMED) == total:
        return ngettext(
            "The question has confirmed proof", "All %(total)s questions have confirmed proof", total
        ) % {"total": number(total)}
    if not missing:
        return _("Every question has proof or proposals; %(count)s are confirmed") % {
            "count": number(board.count(Standing.CONFIRMED))
        }
    return _("%(missing)s of %(total)s questions are not dug up yet") % {
        "missing": number(missing),
        "total": number(total),
    }


def of_proposals(board: Board) -> str:
    proposed = board.count(Standing.PROPOSED)
    if not proposed:
        return _("No proposals wait for a decision")
    words = ngettext(
        "Proof was found for %(count)s question; look and decide",
        "Proof was found for %(count)s questions; look and decide",
        proposed,
    )
    return words % {"count": number(proposed)}


def of_requests(counts: Counts) -> str:
    if not counts.all:
        return _("Nobody was asked for evidence yet")
    if not counts.open:
        return _("No request for evidence is open")
    if counts.late:
        words = ngettext(
            "%(late)s of %(open)s open request is late",
            "%(late)s of %(open)s open requests are late",
            counts.open,
        )
        return words % {"late": number(counts.late), "open": number(counts.open)}
    if counts.came:
        words = ngettext(
            "Files came for %(count)s request: are they enough?",
            "Files came for %(count)s requests: are they enough?",
            counts.came,
        )
        return words % {"count": number(counts.came)}
    words = ngettext(
        "%(open)s request is open, none is late", "%(open)s requests are open, none is late", counts.open
    )
    return words % {"open": number(counts.open)}
