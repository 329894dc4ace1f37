"""The commands `evidence pack` and `verify`: a round's proof as one file, made and checked."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kotacerdas.common import formats
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evidence import targets
from kotacerdas.evidence.actions import packing
from kotacerdas.evidence.commands.shared import city_of, show_progress
from kotacerdas.evidence.models import Pack
from kotacerdas.evidence.packing import index, verify


def add_to(deeds: Any, common: ArgumentParser, where: ArgumentParser) -> None:
    _add_pack(deeds, common, where)
    _add_verify(deeds, common)


def _add_pack(deeds: Any, common: ArgumentParser, where: ArgumentParser) -> None:
    pack = deeds.add_parser(
        "pack", parents=[common, where], help=_("make a ZIP that proves a round without this system")
    )
    pack.add_argument("round", metavar="ROUND", help=_("a round or list, such as smartcity-2023-kppn"))
    pack.add_argument("-o", "--output", metavar="FILE.zip", type=Path, required=True)
    pack.add_argument("--with-secret", action="store_true", help=_("secret documents too"))
    pack.set_defaults(run=run_pack)


def run_pack(options: Namespace) -> None:
    city = city_of(options.city)
    scope = targets.scope(None, city, options.round)
    made = packing.write(
        options.output,
        city,
        scope,
        language=str(translation.get_language() or "id"),
        with_secret=options.with_secret,
        now=timezone.now(),
        tell=show_progress,
    )
    print(index.finding(made.counts))
    if made.counts["left_secret"]:
        print(_("Left out: %(count)s quotes from secret documents.") % {"count": made.counts["left_secret"]})
    print(f"{options.output}: {formats.file_size(made.size)}")
    print(_("Seal: %(seal)s") % {"seal": made.seal})
    print(f"SHA-256: {made.sha256}")
    print(f"SHA-256 {verify.PROGRAM}: {verify.sha256_of(verify.__file__)}")


def _add_verify(deeds: Any, common: ArgumentParser) -> None:
    check = deeds.add_parser(
        "verify", parents=[common], help=_("check a pack, and whether this system made it")
    )
    check.add_argument(
        "pack", metavar="PACK.zip", type=Path, help=_("the archive, or the folder it was unpacked to")
    )
    check.set_defaults(run=run_verify)


def run_verify(options: Namespace) -> None:
    """The same check as verify.py in the pack, and then the comparison with what this system remembers."""
    path: Path = options.pack
    name = {"name": path.name}
    try:
        report = verify.check(str(path))
    except verify.NoPack as trouble:
        raise Refused(Fault("evidence-pack-unreadable", name)) from trouble
    if report.faults:
        raise Refused(
            Fault("evidence-pack-fault", {"place": each.place, "words": _in_language(each)})
            for each in report.faults
        )
    known = Pack.objects.filter(seal=report.seal, state=Pack.State.READY).select_related("city").first()
    if known is None:
        raise Refused(Fault("evidence-pack-unknown", {**name, "seal": report.seal}))
    at = formats.moment(known.at, known.city.timezone)
    if path.is_file() and verify.sha256_of(str(path)) != known.sha256:
        raise Refused(Fault("evidence-pack-other-bytes", {**name, "at": at}))
    print(
        _("Whole: %(files)s files and %(citations)s citations are as they should be.")
        % {"files": formats.number(report.files), "citations": formats.number(report.citations)}
    )
    print(
        _("This system made it at %(at)s: %(title)s, %(city)s.")
        % {"at": at, "title": known.title, "city": known.city.name}
    )


def _in_language(fault: verify.Finding) -> str:
    return fault.en if translation.get_language() == "en" else fault.id
