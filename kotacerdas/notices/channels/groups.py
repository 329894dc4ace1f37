"""Channels of groups through Apprise. It says only whether it worked, so nothing is ever tried a second time."""

import logging
from urllib.parse import urlsplit

import apprise
from apprise import AppriseAsset, NotifyFormat, PersistentStoreMode

# Chats and web hooks. Left out: what writes to this machine, and mail, which has a channel of its own that knows more.
SERVICES = frozenset(
    {
        "json", "jsons", "form", "forms", "xml", "xmls", "tgram", "slack", "discord", "msteams", "workflows",
        "gchat", "mmost", "mmosts", "rocket", "rockets", "matrix", "matrixs", "zulip", "ntfy", "ntfys", "gotify",
        "gotifys", "wxteams", "signal", "signals",
    }
)  # fmt: skip
_PATIENCE = {"cto": "10", "rto": "20"}

# The library writes addresses, and with them passwords, into its log.
logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)


class Unusable(ValueError):
    """The address names no service that may be used here."""


def service_of(address: str) -> str:
    """The name of the service, which may be shown; raises `Unusable`."""
    scheme = urlsplit(address.strip()).scheme.lower()
    if scheme not in SERVICES or _opened(address) is None:
        raise Unusable
    return scheme


def send(address: str, *, title: str, body: str) -> bool:
    """Once, and whether the service said that it has it."""
    channel = _opened(address)
    return channel is not None and bool(channel.notify(title=title, body=body, body_format=NotifyFormat.TEXT))


def _opened(address: str) -> apprise.Apprise | None:
    quiet = AppriseAsset(
        app_id="KotaCerdas",
        app_desc="KotaCerdas",
        async_mode=False,
        secure_logging=True,
        storage_mode=PersistentStoreMode.MEMORY,
    )
    channel = apprise.Apprise(asset=quiet)
    return channel if channel.add(_impatient(address.strip())) and len(channel) == 1 else None


def _impatient(address: str) -> str:
    limits = "&".join(f"{name}={seconds}" for name, seconds in _PATIENCE.items())
    return f"{address}{'&' if '?' in address else '?'}{limits}"
