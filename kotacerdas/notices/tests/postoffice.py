"""A real mail server on the loopback: keeps what it accepts, and misbehaves as a test asks."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections import Counter
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

ACCEPTED = "250 2.0.0 Ok: queued as 4XyZ12"


@dataclass(frozen=True)
class Server:
    """What `MAIL_URL` would name."""

    host: str
    port: int
    security: str = "none"
    user: str = ""
    password: str = ""


class PostOffice:
    """Answers by receiver and by stage; what is not said otherwise is accepted."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, EmailMessage]] = []
        self.at_mail: list[str] = []
        """Answers to the next MAIL commands, one each."""
        self.at_receiver: dict[str, list[str]] = {}
        self.at_end: list[str] = []
        self.hangs: str = ""
        """Where it falls silent: `mail`, `data` (before the mail is read) or `end` (after it was accepted)."""
        self.drops_at_end = False
        self.raw: list[bytes] = []
        self.dialogues = 0
        """How many named a receiver."""

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        await self._hang_if("mail")
        if self.at_mail:
            return self.at_mail.pop(0)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.dialogues += 1
        await self._hang_if("receiver")
        answers = self.at_receiver.get(address, ["250 OK"])
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.at_end:
            return self.at_end.pop(0)
        content: Any = envelope.content
        self.raw.append(content)
        message = message_from_bytes(content, policy=default)
        assert isinstance(message, EmailMessage)
        self.mails.append((envelope.rcpt_tos[0], message))
        await self._hang_if("end")
        if self.drops_at_end:
            server.transport.close()
        return ACCEPTED

    async def _hang_if(self, place: str) -> None:
        while self.hangs == place:
            await asyncio.sleep(0.02)

    def last(self) -> EmailMessage:
        return self.mails[-1][1]

    @property
    def receivers(self) -> list[str]:
        return [receiver for receiver, _message in self.mails]

    def copies(self) -> Counter[str]:
        """How often each mail was accepted."""
        return Counter(str(message["Message-ID"]) for _receiver, message in self.mails)


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
    return port


class Open:
    """The server on a free port of the loopback while the block lasts."""

    def __init__(
        self, office: PostOffice, *, certificate: ssl.SSLContext | None = None, password: str = ""
    ) -> None:
        options: dict[str, Any] = {}
        if certificate:
            options |= {"tls_context": certificate}
        if password:
            options |= {
                "auth_require_tls": False,
                "auth_exclude_mechanism": ["LOGIN"],
                "authenticator": lambda *given: AuthResult(
                    success=given[-1].password.decode() == password, handled=False
                ),
            }
        self.controller = Controller(office, hostname="127.0.0.1", port=free_port(), **options)

    def __enter__(self) -> Server:
        self.controller.start()
        return Server("127.0.0.1", self.controller.port)

    def __exit__(self, *_why: object) -> None:
        handler: Any = self.controller.handler
        handler.hangs = ""
        self.controller.stop()
