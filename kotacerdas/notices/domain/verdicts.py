"""What the answer of a mail server means for a delivery: again later, never again, or nobody can say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

# Waits after the first, second ... attempt; two and a half days in all, then it is given up.
WAITS = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 3 * 60, 6 * 60, 12 * 60, 12 * 60, 24 * 60)
)
# What is wrong with our own settings is not the receiver's fault: it is tried again for as long as it takes.
SETTINGS_WAIT = timedelta(minutes=15)
_ENHANCED = re.compile(r"\s*([245])\.(\d{1,3})\.(\d{1,3})\b")


class Stage(StrEnum):
    """How far the dialogue with the server had come."""

    CONNECT = "connect"
    SIGN_IN = "sign_in"
    SENDER = "sender"
    RECEIVER = "receiver"
    CONTENT = "content"
    """The server knew all of the mail's words when it refused; nothing was delivered."""
    CUT_OFF = "cut_off"
    """The line broke before the end of the mail was sent; nothing was delivered."""
    AFTER_END = "after_end"
    """The whole mail was sent and no answer came: it may have been delivered."""


class Outcome(StrEnum):
    SENT = "sent"
    AGAIN = "again"
    FAILED = "failed"
    BOUNCED = "bounced"
    UNSURE = "unsure"
    HELD_BACK = "held_back"


class Reason(StrEnum):
    """Why a delivery is where it is; the words for it are in `words.py`."""

    UNREACHABLE = "unreachable"
    NO_TLS = "no_tls"
    SIGN_IN_REFUSED = "sign_in_refused"
    SENDER_REFUSED = "sender_refused"
    SERVER_BUSY = "server_busy"
    NO_SUCH_ADDRESS = "no_such_address"
    MAILBOX_FULL = "mailbox_full"
    REFUSED = "refused"
    CUT_OFF = "cut_off"
    NO_ANSWER = "no_answer"
    INTERRUPTED = "interrupted"
    GIVEN_UP = "given_up"
    REPORTED = "reported"
    ADDRESS_BOUNCED = "address_bounced"
    ACCOUNT_CLOSED = "account_closed"
    UNSUBSCRIBED = "unsubscribed"
    ALREADY_READ = "already_read"
    TARGET_OFF = "target_off"
    TARGET_UNREADABLE = "target_unreadable"
    TARGET_REFUSED = "target_refused"
    BROKEN_TEXT = "broken_text"
    DECIDED_RECEIVED = "decided_received"
    DECIDED_AGAIN = "decided_again"


@dataclass(frozen=True)
class Answer:
    """What the server said, and when. `code` is 0 if it said nothing at all."""

    stage: Stage
    code: int = 0
    enhanced: str = ""
    is_tls: bool = False
    """The line could not be made secret."""

    @classmethod
    def read(cls, stage: Stage, code: int, text: bytes | str = b"") -> Answer:
        """Keeps the numbers of an answer; its words may quote an address and are dropped."""
        words = text.decode("ascii", "replace") if isinstance(text, bytes) else text
        found = _ENHANCED.match(words)
        return cls(stage, code, ".".join(found.groups()) if found else "")

    @property
    def written(self) -> str:
        """For staff: "550 5.1.1"."""
        return f"{self.code or ''} {self.enhanced}".strip()

    @property
    def is_permanent(self) -> bool:
        return self.code >= 500


@dataclass(frozen=True)
class Verdict:
    outcome: Outcome
    reason: Reason | None
    wait: timedelta | None = None
    blocks_address: bool = False
    """The address is wrong for good: it is not used again until somebody corrects it."""


def verdict(answer: Answer, *, attempts: int) -> Verdict:
    """`attempts` counts this one too."""
    match answer.stage:
        case Stage.AFTER_END:
            return Verdict(Outcome.UNSURE, Reason.NO_ANSWER)
        case Stage.CUT_OFF:
            return _again(Reason.CUT_OFF, attempts)
        case Stage.CONNECT | Stage.SIGN_IN | Stage.SENDER:
            return _about_us(answer, attempts)
        case Stage.RECEIVER | Stage.CONTENT:
            return _about_the_mail(answer, attempts)


def _about_us(answer: Answer, attempts: int) -> Verdict:
    if answer.is_tls:
        return Verdict(Outcome.AGAIN, Reason.NO_TLS, SETTINGS_WAIT)
    if not answer.is_permanent:
        # A server that is down is everybody's trouble at once; no single mail is given up for it.
        return Verdict(Outcome.AGAIN, Reason.UNREACHABLE, _wait(attempts) or WAITS[-1])
    reason = Reason.SIGN_IN_REFUSED if answer.stage is Stage.SIGN_IN else Reason.SENDER_REFUSED
    return Verdict(Outcome.AGAIN, reason, SETTINGS_WAIT)


def _about_the_mail(answer: Answer, attempts: int) -> Verdict:
    if answer.enhanced in {"5.2.2", "4.2.2"} or answer.code in {452, 552}:
        return _again(Reason.MAILBOX_FULL, attempts)
    if not answer.is_permanent:
        return _again(Reason.SERVER_BUSY, attempts)
    if answer.stage is Stage.RECEIVER and _names_address(answer):
        return Verdict(Outcome.BOUNCED, Reason.NO_SUCH_ADDRESS, blocks_address=True)
    return Verdict(Outcome.FAILED, Reason.REFUSED)


def _names_address(answer: Answer) -> bool:
    """5.1.x is a bad address, 5.2.1 a closed mailbox; a bare 550, 551 or 553 after RCPT means the same.

    Anything else, such as 5.7.1, is a rule of the server about us and says nothing about the address.
    """
    if answer.enhanced:
        return answer.enhanced.startswith("5.1.") or answer.enhanced == "5.2.1"
    return answer.code in {550, 551, 553}


def _again(reason: Reason, attempts: int) -> Verdict:
    wait = _wait(attempts)
    return Verdict(Outcome.AGAIN, reason, wait) if wait else Verdict(Outcome.FAILED, Reason.GIVEN_UP)


def _wait(attempts: int) -> timedelta | None:
    return WAITS[attempts - 1] if 0 < attempts <= len(WAITS) else None
