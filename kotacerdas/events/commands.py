"""The commands `events describe` and `events replay`."""

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.events import actions, consumers, reference


def add_to(commands: Any, common: ArgumentParser) -> None:
    """Adds this app's commands to the `kotacerdas` command."""
    events = commands.add_parser("events", help=_("what happened, and who hears of it"))
    deeds = events.add_subparsers(dest="deed", required=True, metavar="describe | replay")
    describe = deeds.add_parser("describe", parents=[common], help=_("all kinds of events, as Markdown"))
    describe.set_defaults(run=lambda options: print(reference.page(), end=""))
    replay = deeds.add_parser("replay", parents=[common], help=_("let a consumer hear events again"))
    replay.add_argument("consumer", metavar="CONSUMER")
    replay.add_argument("--kind", action="append", default=[], help=_("only this kind (repeatable)"))
    replay.add_argument(
        "--since", default="", metavar="DAY", help=_("only what happened since this day (UTC)")
    )
    replay.add_argument("--failed", action="store_true", help=_("only what it could not handle"))
    replay.set_defaults(run=replay_events)


def replay_events(options: Namespace) -> None:
    heard = consumers.registered().get(options.consumer)
    if heard is None:
        known = ", ".join(consumers.registered()) or "–"
        raise Refused(Fault("consumer-unknown", {"name": options.consumer, "known": known}))
    for kind in options.kind:
        if kind not in heard.kinds:
            known = ", ".join(sorted(heard.kinds))
            raise Refused(Fault("kind-not-heard", {"name": heard.name, "kind": kind, "known": known}))
    count = actions.replay(
        heard.name,
        now=timezone.now(),
        since=_day(options.since) if options.since else None,
        only=options.kind,
        failed_only=options.failed,
    )
    words = ngettext("%(count)d event will be heard again.", "%(count)d events will be heard again.", count)
    print(words % {"count": count})


def _day(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        raise Refused(Fault("moment-unreadable", {"text": text[:40]})) from None
