"""The commands `priority` and `plan`. Their words and JSON are a promise: others script them."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from kotacerdas.masterplan.commands import bringing, comparing, priorities


def add_to(commands: Any, common: ArgumentParser) -> None:
    """Adds this app's commands to the `kotacerdas` command."""
    priority = commands.add_parser("priority", help=_("the scale of priorities"))
    deeds = priority.add_subparsers(dest="deed", required=True, metavar="solve|schema")
    priorities.add_to(deeds, common)
    plan = commands.add_parser("plan", help=_("plans of a city and their programmes"))
    deeds = plan.add_subparsers(dest="deed", required=True, metavar="diff|import")
    comparing.add_to(deeds, common)
    bringing.add_to(deeds, common)
