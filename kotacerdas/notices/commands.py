"""The command `notices`: take a delivery report that the mail server pipes in, and send what is due."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.notices import actions, sending
from kotacerdas.notices.domain import bounces


def add_to(commands: Any, common: Any) -> None:
    """Adds this app's commands to the `kotacerdas` command."""
    notices = commands.add_parser("notices", help=_("notices and their deliveries"))
    deeds = notices.add_subparsers(dest="deed", required=True, metavar="bounce|send")
    bounce = deeds.add_parser(
        "bounce", parents=[common], help=_("take a delivery report of a mail server (RFC 3464)")
    )
    bounce.add_argument("file", metavar="FILE", help=_("the mail as it came; - for standard input"))
    bounce.set_defaults(run=take_bounce)
    send = deeds.add_parser("send", parents=[common], help=_("send what is due now, without the worker"))
    send.set_defaults(run=send_now)


def take_bounce(options: Namespace) -> None:
    try:
        report = bounces.read(_content(options.file))
    except bounces.NotAReport:
        raise Refused(Fault("report-unreadable")) from None
    delivery = actions.take_report(report, now=timezone.now())
    print(f"{delivery.reference}: {delivery.get_state_display()}")


def send_now(options: Namespace) -> None:
    counts = sending.send_due(clock=timezone.now)
    print(", ".join(f"{state}: {count}" for state, count in sorted(counts.items())) or _("Nothing is due."))


def _content(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read(bounces.MOST_BYTES)
    with Path(name).open("rb") as file:
        return file.read(bounces.MOST_BYTES)
