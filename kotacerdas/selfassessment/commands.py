"""The command `assessment verify`: whether a downloaded submission is what was submitted, and what it is."""

from argparse import ArgumentParser, Namespace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from kotacerdas.common import formats
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.files.blobs import is_name
from kotacerdas.people.models import City
from kotacerdas.selfassessment import freezing
from kotacerdas.selfassessment.domain import snapshots
from kotacerdas.selfassessment.models import Snapshot

Told = dict[str, Any]


def add_to(commands: Any, common: ArgumentParser) -> None:
    """Adds this app's command to the `kotacerdas` command."""
    assessment = commands.add_parser("assessment", help=_("what a city has submitted in a round"))
    deeds = assessment.add_subparsers(dest="deed", required=True, metavar="verify")
    verify = deeds.add_parser(
        "verify",
        parents=[common],
        help=_("check the bytes of a downloaded submission, and print what it is"),
    )
    verify.add_argument("file", metavar="FILE", type=Path, help=_("the frozen file (JSON)"))
    verify.add_argument(
        "--sha256",
        metavar="HASH",
        default="",
        help=_("the hash that you were told by another way; without it, those that this system keeps"),
    )
    verify.set_defaults(run=run_verify)


def run_verify(options: Namespace) -> None:
    """With a hash it works for the file of any installation; without one this system must have made it."""
    path: Path = options.file
    wanted = options.sha256.strip().lower()
    if wanted and not is_name(wanted):
        raise Refused(Fault("snapshot-hash-unreadable", {"hash": options.sha256[:80]}))
    content = path.read_bytes()
    found = snapshots.fingerprint(content)
    told = _read(content, path.name)
    if wanted and wanted != found:
        raise Refused(Fault("snapshot-other-hash", {"name": path.name, "found": found, "wanted": wanted}))
    known = Snapshot.objects.filter(sha256=found).exists()
    if not known and not wanted:
        raise Refused(Fault("snapshot-unknown", {"name": path.name, "found": found}))
    print(_("Whole: the bytes have the SHA-256 %(sha256)s.") % {"sha256": found})
    for line in _about(told):
        print(line)
    print(
        _("This system keeps it as a submission.")
        if known
        else _("This system does not know it; it is compared with the hash that you gave only.")
    )


def _read(content: bytes, name: str) -> Told:
    """Raises `Refused` for what is no submission, and for one that was written by anything but this program."""
    try:
        told = freezing.read(content)
        is_one = told["format"] == snapshots.FORMAT and isinstance(told["answers"], list)
        same = snapshots.written(told) == content
        list(_about(told))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refused(Fault("snapshot-unreadable", {"name": name})) from None
    if not is_one:
        raise Refused(Fault("snapshot-unreadable", {"name": name}))
    if not same:
        raise Refused(Fault("snapshot-not-as-written", {"name": name}))
    return told


def _about(told: Told) -> list[str]:
    answers = told["answers"]
    signed = ", ".join(part for part in (told["signed"]["name"], told["signed"]["office"]) if part)
    lines = [
        _("%(city)s (%(code)s), round %(round)s, submission %(number)s")
        % {
            "city": told["city"]["name"],
            "code": told["city"]["code"],
            "round": told["round"],
            "number": formats.number(told["number"]),
        },
        _("Submitted at %(at)s, signed by %(signer)s") % {"at": _moment(told), "signer": signed},
        _("%(answers)s answers, %(checked)s of them checked, %(proofs)s proofs")
        % {
            "answers": formats.number(len(answers)),
            "checked": formats.number(sum(each["state"] == "verified" for each in answers)),
            "proofs": formats.number(sum(len(each["proofs"]) for each in answers)),
        },
    ]
    if told["gaps"]:
        lines.append(_("Submitted with gaps: %(why)s") % {"why": told["gaps"]})
    if told["is_sample"]:
        lines.append(_("This is a sample and no official submission."))
    return lines


def _moment(told: Told) -> str:
    """In the city's zone where this system knows the city."""
    at = datetime.fromisoformat(told["submitted_at"])
    city = City.objects.filter(code=told["city"]["code"]).first()
    return formats.moment(at, city.zone if city else "Asia/Jakarta")
