"""The commands `evidence ...`: what officers and those who look after the machine do without a browser."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from kotacerdas.evidence.commands import adding, answering, packs, rereading, scrubbing


def add_to(commands: Any, common: ArgumentParser) -> None:
    """Adds this app's commands to the `kotacerdas` command."""
    evidence = commands.add_parser("evidence", help=_("keep, find, cite and give away what proves a round"))
    deeds = evidence.add_subparsers(dest="deed", required=True, metavar="DEED")
    where = ArgumentParser(add_help=False)
    where.add_argument(
        "--city", metavar="CODE", default=settings.DEFAULT_CITY, help=_("the city, by code or name")
    )
    adding.add_to(deeds, common, where)
    answering.add_to(deeds, common, where)
    packs.add_to(deeds, common, where)
    rereading.add_to(deeds, common, where)
    scrubbing.add_to(deeds, common)
