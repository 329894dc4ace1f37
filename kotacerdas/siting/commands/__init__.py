"""The command `wifi`: what points see, what the ground costs a signal, and the best next sites. Words and JSON are a promise."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from kotacerdas.coverage.commands import counting, loss, viewing
from kotacerdas.siting.commands import cities, sites

DEEDS = (counting, viewing, loss, sites, cities)


def add_to(commands: Any, common: ArgumentParser) -> None:
    """Adds this app's command to the `kotacerdas` command; what those below know of Wi-Fi comes along."""
    wifi = commands.add_parser("wifi", help=_("public Wi-Fi over the terrain"))
    deeds = wifi.add_subparsers(dest="deed", required=True, metavar="coverage|viewshed|loss|sites|plan-all")
    for each in DEEDS:
        each.add_to(deeds, common)
