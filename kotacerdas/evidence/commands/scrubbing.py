"""The command `evidence scrub`: reads every kept file and compares it with its hash."""

from argparse import ArgumentParser, Namespace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kotacerdas.common import formats
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evidence.actions import scrubbing
from kotacerdas.evidence.actions.scrubbing import Damaged
from kotacerdas.evidence.commands.shared import city_of, show_progress


def add_to(deeds: Any, common: ArgumentParser) -> None:
    scrub = deeds.add_parser(
        "scrub", parents=[common], help=_("read every kept file of evidence and compare it with its hash")
    )
    scrub.add_argument("--city", metavar="CODE", default="", help=_("only of this city (default: of all)"))
    scrub.set_defaults(run=run_scrub)


def run_scrub(options: Namespace) -> None:
    city = city_of(options.city) if options.city else None
    count, damaged = scrubbing.scrub(city=city, tell=show_progress, now=timezone.now())
    if damaged:
        raise Refused(_damage(each) for each in damaged)
    print(_("%(count)s files were read; all are as they were brought.") % {"count": formats.number(count)})


def _damage(found: Damaged) -> Fault:
    return Fault(
        "evidence-damage-found",
        {
            "title": found.document.title,
            "city": found.document.city.name,
            "revision": found.revision,
            "trouble": str(found.damage.label),
            "cited": ", ".join(found.cited) or "–",
        },
    )
