"""The commands `search rebuild` and `search check`: bring the index in step, or only say what differs."""

from argparse import ArgumentParser, Namespace
from typing import Any

from django.utils.translation import gettext as _

from kotacerdas.search import actions, indexing, registry
from kotacerdas.search.indexing import Count


def add_to(commands: Any, common: ArgumentParser) -> None:
    """Adds this app's commands to the `kotacerdas` command."""
    search = commands.add_parser("search", help=_("the index of the search box"))
    deeds = search.add_subparsers(dest="deed", required=True, metavar="rebuild|check")
    rebuild = deeds.add_parser("rebuild", parents=[common], help=_("write what differs from the rows"))
    rebuild.set_defaults(run=run_rebuild)
    check = deeds.add_parser(
        "check", parents=[common], help=_("only say what differs; exit code 1 if anything does")
    )
    check.set_defaults(run=run_check)


def run_rebuild(options: Namespace) -> None:
    for count in actions.refresh_all():
        print(_line(count))


def run_check(options: Namespace) -> None:
    counts = [indexing.count_differences(searchable) for searchable in registry.searchables()]
    for count in counts:
        print(_line(count))
    if any(count.total for count in counts):
        raise SystemExit(1)


def _line(count: Count) -> str:
    words = _("%(kind)s: %(entries)d entries, %(added)d added, %(changed)d changed, %(removed)d removed")
    return words % vars(count)
