"""Signatures in PDF: looked at in a child process, and told as three facts that people can tell apart.

`looked_at` is called by the reading job with the path of the kept bytes; its answer goes into `Content.signatures`. The
original bytes are never written anew, since that would destroy what was signed.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from kotacerdas.common import formats
from kotacerdas.common.domain.faults import Refused
from kotacerdas.evidence.gate import sandbox
from kotacerdas.evidence.gate.sandbox import MEGABYTE, Limits
from kotacerdas.files.domain.names import NAMELESS

LIMITS = Limits(memory=1024 * MEGABYTE, cpu_seconds=30, seconds=60)
ENDINGS = {".pem", ".crt", ".cer", ".der"}


def look(path: Path | str, *, name: str = NAMELESS) -> list[dict[str, Any]]:
    """One entry for each signature; empty if there is none. Raises `Refused` where the PDF breaks its reader.

    `path` is of a file on this machine; `name` is what people call it, for the sentence of a fault.
    """
    found: list[dict[str, Any]] = sandbox.run(
        "kotacerdas.evidence.reading.pdf_signatures:look",
        Path(path),
        trusted_roots(),
        limits=LIMITS,
        name=name,
    )
    return found


def looked_at(path: Path | str, *, name: str = NAMELESS) -> list[dict[str, Any]] | None:
    """As `look`; None where the file broke its reader, so that nothing is said about it and the text is still read."""
    try:
        return look(path, name=name)
    except Refused:
        return None


def trusted_roots() -> list[Path]:
    """The files of the folder in TRUST_ROOTS; none where it is not set: then nothing is trusted, and it says so."""
    if not settings.TRUST_ROOTS:
        return []
    folder = Path(settings.TRUST_ROOTS).expanduser()
    if not folder.is_dir():
        return []
    found = (each.absolute() for each in folder.iterdir() if each.suffix.lower() in ENDINGS)
    return sorted(each for each in found if each.is_file() and os.access(each, os.R_OK))


# --- In words --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Panel:
    """One signature as a page shows it: `facts` are (words, tone)."""

    who: str
    facts: tuple[tuple[str, str], ...]
    more: str


def panels(signatures: Iterable[Mapping[str, Any]] | None, zone: Any = None) -> list[Panel]:
    """Of `Content.signatures`, in the reader's language."""
    return [Panel(each["signer"], _facts(each), " ".join(_more(each, zone))) for each in signatures or ()]


def _facts(each: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    if each["trust_problem"] == "unreadable":
        return ((_("this signature cannot be checked"), "telat"),)
    unchanged = (
        (_("unchanged since it was signed"), "ok")
        if each["unchanged"]
        else (_("changed after it was signed"), "telat")
    )
    valid = (_("signature valid"), "ok") if each["valid"] else (_("signature not valid"), "telat")
    trusted = (_("signer trusted"), "ok") if each["trusted"] else (_why_not_trusted(each), "jalan")
    return unchanged, valid, trusted


def _why_not_trusted(each: Mapping[str, Any]) -> str:
    problem = each["trust_problem"]
    if problem == "expired":
        return _("not trusted: the certificate has ended")
    if problem == "revoked":
        return _("not trusted: the certificate was revoked")
    if problem == "unknown_root":
        return _("not trusted: the issuer is not among the trusted roots of this system")
    return _("not trusted")


def _more(each: Mapping[str, Any], zone: Any) -> Iterable[str]:
    if each["issuer"]:
        yield _("Certificate issued by %(issuer)s.") % {"issuer": each["issuer"]}
    if each["at"]:
        at = formats.moment(datetime.fromisoformat(each["at"]), zone)
        if each["time_source"] == "signer":
            yield _("Signed at %(at)s by the signer's own clock.") % {"at": at}
        else:
            yield _("Signed at %(at)s by a time stamp.") % {"at": at}
    if each["changed_later"] == "other":
        yield _("It was changed after signing in a way that a signed file does not allow.")
    elif each["coverage"] != "entire_file":
        yield _("It does not cover the whole file: something was added after it.")
    yield _("A technical check, not a verdict of law.")
