"""One dialogue with a mail server, step by step, so that it is always known whether the mail can have arrived.

The end of the mail is one line with a point. Before it, the server has accepted nothing; after it and without an
answer, nobody can say. `before_end` is called between the two, and is where the outbox writes down that it crosses.
"""

import re
import smtplib
import ssl
from collections.abc import Callable
from typing import Protocol, Self

from kotacerdas.notices.domain.verdicts import Answer, Stage

# A command is answered at once; after its end a mail may be looked through for viruses first.
PATIENCE_SECONDS = 30
PATIENCE_AFTER_END_SECONDS = 120
_REFUSED = 400
_GO_ON = 354
_LINE_END = re.compile(rb"\r\n|\r|\n")
_POINT_FIRST = re.compile(rb"(?m)^\.")
_QUEUED_AS = re.compile(rb"queued as <?([A-Za-z0-9._-]{1,60})")


class Server(Protocol):
    """What `MAIL_URL` names."""

    @property
    def host(self) -> str: ...
    @property
    def port(self) -> int: ...
    @property
    def security(self) -> str: ...
    @property
    def user(self) -> str: ...
    @property
    def password(self) -> str: ...


class Undelivered(Exception):
    """The mail was not handed over, or nobody knows; `answer` says which."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.stage.value)
        self.answer = answer


class Abandoned(Exception):
    """`before_end` said no: somebody else has this mail now. Nothing was delivered."""


class Outlet:
    """Keeps one line open for all mails of a run; a broken one is opened anew for the next mail."""

    def __init__(self, server: Server, *, own_name: str) -> None:
        """`own_name` is what we call ourselves; asking the network for it can take as long as a mail."""
        self._server, self._own_name = server, own_name
        self._line: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_why: object) -> None:
        self._hang_up(politely=True)

    def hand_over(
        self, content: bytes, *, sender: str, receiver: str, before_end: Callable[[], bool]
    ) -> tuple[Answer, str]:
        """The server's answer and its name for the mail, if it took it; else raises `Undelivered` or `Abandoned`."""
        try:
            line = self._line or self._open()
            _say(line, Stage.SENDER, "mail", f"FROM:<{sender}>")
            _say(line, Stage.RECEIVER, "rcpt", f"TO:<{receiver}>")
            return self._give(line, content, before_end)
        except BaseException:
            # Whatever state the dialogue is in: the next mail gets a line of its own.
            self._hang_up()
            raise

    def _give(self, line: smtplib.SMTP, content: bytes, before_end: Callable[[], bool]) -> tuple[Answer, str]:
        _say(line, Stage.CONTENT, "data", expected=_GO_ON)
        try:
            line.send(_quoted(content))
        except (OSError, smtplib.SMTPException):
            raise Undelivered(Answer(Stage.CUT_OFF)) from None
        if not before_end():
            raise Abandoned
        try:
            line.send(b".\r\n")
            _wait_longer(line)
            code, words = line.getreply()
        except (OSError, smtplib.SMTPException):
            raise Undelivered(Answer(Stage.AFTER_END)) from None
        if code >= _REFUSED:
            raise Undelivered(Answer.read(Stage.CONTENT, code, words))
        found = _QUEUED_AS.search(words)
        return Answer.read(Stage.CONTENT, code, words), found[1].decode() if found else ""

    def _open(self) -> smtplib.SMTP:
        self._line = line = _connect(self._server, self._own_name)
        try:
            _greet(line, self._server)
        except smtplib.SMTPNotSupportedError:
            raise Undelivered(Answer(Stage.CONNECT, is_tls=True)) from None
        except ssl.SSLError:
            raise Undelivered(Answer(Stage.CONNECT, is_tls=True)) from None
        except smtplib.SMTPResponseException as refused:
            raise Undelivered(Answer.read(Stage.CONNECT, refused.smtp_code, refused.smtp_error)) from None
        except (OSError, smtplib.SMTPException):
            raise Undelivered(Answer(Stage.CONNECT)) from None
        _sign_in(line, self._server)
        return line

    def _hang_up(self, *, politely: bool = False) -> None:
        line, self._line = self._line, None
        if line is None:
            return
        try:
            if politely:
                line.quit()
        except (OSError, smtplib.SMTPException):
            pass
        finally:
            line.close()


def _connect(server: Server, own_name: str) -> smtplib.SMTP:
    try:
        if server.security == "tls":
            secret = ssl.create_default_context()
            return smtplib.SMTP_SSL(
                server.host, server.port, own_name, timeout=PATIENCE_SECONDS, context=secret
            )
        return smtplib.SMTP(server.host, server.port, own_name, timeout=PATIENCE_SECONDS)
    except ssl.SSLError:
        raise Undelivered(Answer(Stage.CONNECT, is_tls=True)) from None
    except smtplib.SMTPResponseException as refused:
        raise Undelivered(Answer.read(Stage.CONNECT, refused.smtp_code, refused.smtp_error)) from None
    except (OSError, smtplib.SMTPException):
        raise Undelivered(Answer(Stage.CONNECT)) from None


def _greet(line: smtplib.SMTP, server: Server) -> None:
    line.ehlo_or_helo_if_needed()
    if server.security == "starttls":
        line.starttls(context=ssl.create_default_context())
        line.ehlo()


def _sign_in(line: smtplib.SMTP, server: Server) -> None:
    if not server.user:
        return
    try:
        line.login(server.user, server.password)
    except smtplib.SMTPResponseException as refused:
        raise Undelivered(Answer.read(Stage.SIGN_IN, refused.smtp_code, refused.smtp_error)) from None
    except smtplib.SMTPNotSupportedError:
        # The server knows no way of signing in that we know: ours to correct, as a wrong password is.
        raise Undelivered(Answer(Stage.SIGN_IN, 504)) from None
    except (OSError, smtplib.SMTPException):
        raise Undelivered(Answer(Stage.SIGN_IN)) from None


def _say(line: smtplib.SMTP, stage: Stage, command: str, words: str = "", *, expected: int = 250) -> None:
    """One command, answered; a line that breaks here has delivered nothing."""
    try:
        code, answer = line.docmd(command, words)
    except (OSError, smtplib.SMTPException):
        raise Undelivered(Answer(Stage.CUT_OFF)) from None
    if code >= _REFUSED or (expected == _GO_ON and code != _GO_ON):
        raise Undelivered(Answer.read(stage, code, answer))


def _wait_longer(line: smtplib.SMTP) -> None:
    if line.sock is not None:
        line.sock.settimeout(PATIENCE_AFTER_END_SECONDS)


def _quoted(content: bytes) -> bytes:
    """As RFC 5321 wants it, without the line that ends it: a point that begins a line is doubled."""
    lines = _POINT_FIRST.sub(b"..", _LINE_END.sub(b"\r\n", content))
    return lines if lines.endswith(b"\r\n") else lines + b"\r\n"
