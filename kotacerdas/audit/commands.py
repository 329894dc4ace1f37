"""The commands `audit verify` and `audit head`."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kotacerdas.audit import heads, queries
from kotacerdas.audit.domain.chain import Head
from kotacerdas.audit.words import BREACHES
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.formats import number


def add_to(commands: Any, common: ArgumentParser) -> None:
    """Adds this app's commands to the `kotacerdas` command."""
    audit = commands.add_parser("audit", help=_("the trail of deeds"))
    deeds = audit.add_subparsers(dest="deed", required=True, metavar="verify | head")
    verify = deeds.add_parser(
        "verify", parents=[common], help=_("find what was changed, removed, reordered or cut off")
    )
    verify.add_argument("--city", default="", metavar="CODE", help=_("only this city's chain"))
    verify.add_argument(
        "--against", action="append", default=[], metavar="FILE", help=_("heads exported before (repeatable)")
    )
    verify.set_defaults(run=verify_chains)
    head = deeds.add_parser("head", parents=[common], help=_("export the heads of all chains, signed"))
    head.add_argument("--to", metavar="FILE", help=_("a file, instead of the screen"))
    head.set_defaults(run=export_heads)


def verify_chains(options: Namespace) -> None:
    """Exit 1 if a chain is broken: one line on standard error for each."""
    known: list[Head] = []
    for name in options.against:
        known += heads.read(Path(name).read_text(encoding="utf-8"), name=name)
    codes = [each.chain for each in queries.heads()]
    if options.city and options.city not in codes:
        raise Refused(Fault("chain-unknown", {"code": options.city, "known": ", ".join(codes) or "–"}))
    is_broken = False
    for verdict in queries.verify(code=options.city, known=known):
        if verdict.finding is None:
            print(
                _("%(chain)s: %(count)s entries, whole")
                % {"chain": verdict.code, "count": number(verdict.entries)}
            )
        else:
            is_broken = True
            what = BREACHES[verdict.finding.breach] % {"number": number(verdict.finding.number)}
            print(f"{verdict.code}: {what}", file=sys.stderr)
    if is_broken:
        raise SystemExit(1)


def export_heads(options: Namespace) -> None:
    exported = heads.export(queries.heads(), now=timezone.now())
    if options.to:
        Path(options.to).write_text(exported + "\n", encoding="utf-8")
    else:
        print(exported)
