"""The command `ground`: the elevation model of a city. Its words and JSON are a promise."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from kotacerdas.terrain.commands import bringing


def add_to(commands: Any, common: ArgumentParser) -> None:
    """Adds this app's command to the `kotacerdas` command."""
    ground = commands.add_parser("ground", help=_("the elevation model of a city"))
    deeds = ground.add_subparsers(dest="deed", required=True, metavar="bring")
    bringing.add_to(deeds, common)
