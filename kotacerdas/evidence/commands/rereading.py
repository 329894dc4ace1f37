"""The command `evidence read`: files of which the reading failed, or was better done now, are read anew."""

from argparse import ArgumentParser, Namespace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kotacerdas.common import formats
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evidence.actions import waiting
from kotacerdas.evidence.commands.shared import city_of
from kotacerdas.evidence.models import Document


def add_to(deeds: Any, common: ArgumentParser, where: ArgumentParser) -> None:
    read = deeds.add_parser("read", parents=[common, where], help=_("read the files of documents anew"))
    read.add_argument(
        "--again", metavar="CODE", nargs="+", required=True,
        help=_("documents by their codes, as they stand in their addresses"),
    )  # fmt: skip
    read.set_defaults(run=run_read)


def run_read(options: Namespace) -> None:
    """The job of reading does it, so that many files take nobody's terminal."""
    city = city_of(options.city)
    found = {each.code: each for each in Document.objects.filter(city=city, code__in=options.again)}
    unknown = [code for code in options.again if code not in found]
    if unknown:
        raise Refused(Fault("evidence-document-unknown", {"code": code[:60]}) for code in unknown)
    count = waiting.read_again(found.values())
    words = ngettext("%(count)s file waits to be read anew.", "%(count)s files wait to be read anew.", count)
    print(words % {"count": formats.number(count)})
