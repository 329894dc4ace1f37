"""The command `panel replay`: whether the workflow gives a published result again."""

from argparse import ArgumentParser, Namespace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.formats import number
from kotacerdas.evaluation.models import Result
from kotacerdas.panel.replaying import Compared, replay


def add_to(commands: Any, common: ArgumentParser) -> None:
    """Adds this app's command to the `kotacerdas` command."""
    panel = commands.add_parser("panel", help=_("assessors of a city in a round"))
    deeds = panel.add_subparsers(dest="deed", required=True, metavar="replay")
    again = deeds.add_parser(
        "replay",
        parents=[common],
        help=_("run a published result through the whole workflow again, and compare"),
    )
    again.add_argument("round", metavar="ROUND", help=_("code of a published round"))
    again.add_argument("city", metavar="CITY", help=_("code of a city in it, as 35.07"))
    again.add_argument("--seats", type=int, default=5, metavar="N", help=_("how many assessors it had"))
    again.add_argument("--keep", action="store_true", help=_("keep the replayed round, marked as sample"))
    again.set_defaults(run=run_replay)


@transaction.atomic
def run_replay(options: Namespace) -> None:
    """Without `--keep` nothing of it stays."""
    rows = Result.objects.select_related("round", "city__province").prefetch_related("scores")
    published = rows.filter(
        round__code=options.round, round__is_published=True, city__code=options.city
    ).first()
    if published is None:
        raise Refused(Fault("replay-unknown", {"round": options.round[:60], "city": options.city[:20]}))
    made = replay(published, seats=options.seats, now=timezone.now())
    for each in made.parts:
        print(_line(each))
    differing = [each for each in (*made.parts, *made.questions) if not each.is_same]
    if differing:
        raise Refused(
            Fault(
                "replay-differs", {"code": each.code, "published": each.published, "replayed": each.replayed}
            )
            for each in differing
        )
    print(
        _("The same in every component, in the total and in all %(count)s questions.")
        % {"count": number(len(made.questions))}
    )
    if options.keep:
        print(_("Kept as the round %(round)s.") % {"round": made.panel.round.code})
    else:
        transaction.set_rollback(True)


def _line(each: Compared) -> str:
    shown = ["–" if figure is None else number(figure, 2) for figure in (each.published, each.replayed)]
    return f"{each.code:<8}{shown[0]:>8}{shown[1]:>8}"
