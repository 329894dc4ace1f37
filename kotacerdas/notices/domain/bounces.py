"""Reads a delivery report (RFC 3464) that a mail server sends back: which mail, which address, and for good or not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from itertools import islice

MOST_BYTES = 10 * 1024 * 1024
# The words of the report's original part that name our mail.
_OURS = re.compile(r"<kabar\.([0-9a-hjkmnp-tv-z]{16})@[^<>\s]+>")
_STATUS = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})\b")
_MOST_PARTS = 50


class NotAReport(ValueError):
    """The mail is no delivery report."""


@dataclass(frozen=True)
class Report:
    """What became of one of our mails for one address."""

    reference: str
    """Of the delivery; "" if the report names none of our mails."""
    address: str
    action: str
    """`failed`, `delayed`, `delivered`, `relayed` or `expanded`."""
    status: str

    @property
    def is_final(self) -> bool:
        """Delayed mails may still arrive, and a report that something was delivered is no trouble at all."""
        return self.action == "failed"

    @property
    def blocks_address(self) -> bool:
        """5.1.x: there is no such address; 5.2.1: the mailbox is closed."""
        return self.is_final and (self.status.startswith("5.1.") or self.status == "5.2.1")


def read(content: bytes) -> Report:
    """Raises `NotAReport`."""
    message = message_from_bytes(content[:MOST_BYTES], policy=default)
    if message.get_content_type() != "multipart/report" or not isinstance(message, EmailMessage):
        raise NotAReport
    parts: list[Message] = list(islice(message.walk(), _MOST_PARTS))
    fields = next((found for part in parts if (found := _recipient_fields(part))), None)
    if fields is None:
        raise NotAReport
    status = _STATUS.match(str(fields.get("Status", "")))
    return Report(
        reference=_reference(parts),
        address=_address(fields),
        action=str(fields.get("Action", "")).strip().lower(),
        status=status[1] if status else "",
    )


def _recipient_fields(part: Message) -> Message | None:
    """The first group of fields about a receiver; each of our mails has one."""
    if part.get_content_type() != "message/delivery-status":
        return None
    groups = part.get_payload()
    if not isinstance(groups, list):
        return None
    return next((each for each in groups if isinstance(each, Message) and "Action" in each), None)


def _address(fields: Message) -> str:
    """`rfc822; budi@contoh.go.id`: where we sent it, before anybody passed it on."""
    given = str(fields.get("Original-Recipient") or fields.get("Final-Recipient") or "")
    return given.rpartition(";")[2].strip().strip("<>").lower()


def _reference(parts: list[Message]) -> str:
    """From the headers of the mail that came back, whole or only its head."""
    for part in parts:
        match part.get_content_type():
            case "message/rfc822":
                held = part.get_payload()
                mails = [each for each in held if isinstance(each, Message)] if isinstance(held, list) else []
                texts = [str(each.get("Message-ID", "")) for each in mails]
            case "text/rfc822-headers" | "message/rfc822-headers":
                texts = [str(part.get_payload(decode=False))]
            case _:
                continue
        found = next((match for text in texts if (match := _OURS.search(text))), None)
        if found:
            return found[1]
    return ""
