"""Reads environment variables and refuses to start on a bad one, naming it.

Every variable is declared by the call that reads it, so that `docs/reference/settings.md` can be checked
against `DECLARED`.
"""

import os
from dataclasses import dataclass, field
from email.utils import parseaddr
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

from kotacerdas.files.domain.places import Place

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


class BadSetting(SystemExit):
    """A variable that cannot be understood; the process ends with this one sentence."""

    def __init__(self, name: str, problem: str) -> None:
        self.message = f"Setting {name} {problem}: correct it as docs/reference/settings.md says."
        super().__init__(self.message)


@dataclass(frozen=True)
class Declared:
    name: str
    kind: str
    default: str


DECLARED: dict[str, Declared] = {}


def read_file(path: Path) -> None:
    """Takes the variables of a `.env` file, KEY=VALUE a line; what the environment says already, wins."""
    if not path.is_file():
        return
    for count, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        words = line.strip().removeprefix("export ")
        if not words or words.startswith("#"):
            continue
        name, equals, value = words.partition("=")
        if not equals or not name.strip().isidentifier():
            raise BadSetting(f"in line {count} of {path}", "is not NAME=VALUE")
        value = value.strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
            value = value[1:-1]
        os.environ.setdefault(name.strip(), value)


def _raw(name: str, kind: str, default: str) -> str:
    DECLARED[name] = Declared(name, kind, default)
    return os.environ.get(name, default).strip()


def text(name: str, default: str) -> str:
    return _raw(name, "text", default)


def flag(name: str, default: bool) -> bool:
    value = _raw(name, "flag", "1" if default else "0").lower()
    if value not in TRUE | FALSE:
        raise BadSetting(name, f"must be 1 or 0, not {value!r}")
    return value in TRUE


def number(name: str, default: int, *, least: int = 0, most: int = 2**31) -> int:
    value = _raw(name, "number", str(default))
    if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
        raise BadSetting(name, f"must be a whole number from {least} to {most}, not {value!r}")
    return int(value)


def words(name: str, default: str) -> list[str]:
    """A list separated by commas; blanks are dropped."""
    return [word.strip() for word in _raw(name, "list", default).split(",") if word.strip()]


def choice(name: str, default: str, *, among: list[str]) -> str:
    value = _raw(name, "one of " + ", ".join(among), default)
    if value not in among:
        raise BadSetting(name, f"must be one of {', '.join(among)}, not {value!r}")
    return value


def folder(name: str, default: Path) -> Path:
    return Path(_raw(name, "folder", str(default))).expanduser().absolute()


def issuer(name: str) -> str:
    """The address of a sign-in service, or nothing; who signs in there must not be overheard on the way."""
    address = _raw(name, "address", "")
    try:
        parts = urlsplit(address)
    except ValueError:
        raise BadSetting(name, "is not an address that can be read") from None
    is_here = parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if address and not (parts.hostname and (parts.scheme == "https" or is_here)):
        raise BadSetting(name, "must begin with https://")
    return address


def bucket(name: str) -> str:
    """The address of an S3-compatible bucket, or nothing."""
    address = _raw(name, "address", "")
    try:
        if address:
            Place.read(address)
    except ValueError as wrong:
        raise BadSetting(name, str(wrong)) from None
    if address and find_spec("boto3") is None:
        raise BadSetting(name, "needs the group s3 (.venv/bin/python -m uv sync --inexact --group=s3)")
    return address


def scanner(name: str) -> str:
    """Where clamd listens, or nothing: `tcp://127.0.0.1:3310` or `unix:///run/clamav/clamd.ctl`."""
    address = _raw(name, "address", "")
    try:
        parts = urlsplit(address)
        is_tcp = parts.scheme == "tcp" and parts.hostname and parts.port and not parts.path.strip("/")
    except ValueError:
        raise BadSetting(name, "is not an address that can be read") from None
    if address and not is_tcp and not (parts.scheme == "unix" and not parts.netloc and parts.path):
        raise BadSetting(name, "must look like tcp://127.0.0.1:3310 or unix:///run/clamav/clamd.ctl")
    return address


def secret(name: str, *, kept_in: Path) -> str:
    """The variable, or else the content of a file that set-up made; its value is never printed."""
    value = _raw(name, "secret", "")
    if not value and kept_in.exists():
        value = kept_in.read_text(encoding="utf-8").strip()
    if value and len(value) < 32:
        raise BadSetting(name, "is shorter than 32 characters")
    return value


def database(name: str, *, sqlite_file: Path) -> dict[str, object]:
    """Django's description of the database: a tuned SQLite file unless the address names PostgreSQL."""
    address = _raw(name, "address", "")
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": sqlite_file,
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 10,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                    "PRAGMA cache_size=-20000; PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=16777216;"
                ),
            },
        }
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise BadSetting(name, "is not an address that can be read") from None
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise BadSetting(name, "must look like postgresql://user:password@host:5432/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            # As long as SQLite waits: a page answers that the database is busy instead of waiting for ever.
            "options": "-c lock_timeout=10s",
            # Planning the joins of a page costs more than running them, so a connection keeps what it has planned. Not for
            # a pooler that hands one connection to several programs within a session.
            "server_side_binding": True,
            "prepare_threshold": 3,
        },
    }


@dataclass(frozen=True)
class MailServer:
    """Where mails are handed over. Its text names no password."""

    host: str
    port: int
    security: str
    """`none`, `starttls` or `tls`."""
    user: str = ""
    password: str = field(default="", repr=False)


MAIL_SCHEMES = {"smtp": ("none", 25), "smtp+starttls": ("starttls", 587), "smtps": ("tls", 465)}


def mail(name: str) -> MailServer | None:
    """The mail server that an address names; None without one."""
    address = _raw(name, "address", "")
    if not address:
        return None
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise BadSetting(name, "is not an address that can be read") from None
    if parts.scheme not in MAIL_SCHEMES or not parts.hostname or parts.path.strip("/"):
        raise BadSetting(name, "must look like smtp+starttls://user:password@host:587")
    security, usual = MAIL_SCHEMES[parts.scheme]
    is_here = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if parts.password and security == "none" and not is_here:
        raise BadSetting(name, "would send the password readable; use smtp+starttls:// or smtps://")
    return MailServer(
        host=parts.hostname,
        port=port or usual,
        security=security,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def sender(name: str, *, is_needed: bool) -> str:
    """`Kota Cerdas <cerdas@example.go.id>` or the bare address; "" where no mail is sent."""
    value = _raw(name, "text", "")
    local, _at, host = parseaddr(value)[1].rpartition("@")
    if value and not (local and host):
        raise BadSetting(name, "must hold an e-mail address")
    if is_needed and not value:
        raise BadSetting(name, "is missing though MAIL_URL is set")
    return value


def site(name: str, default: str) -> str:
    """The address under which people reach the site, without a path."""
    value = _raw(name, "text", default).rstrip("/")
    try:
        parts = urlsplit(value)
    except ValueError:
        raise BadSetting(name, "is not an address that can be read") from None
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path or parts.query:
        raise BadSetting(name, "must look like https://cerdas.example.go.id")
    return value
