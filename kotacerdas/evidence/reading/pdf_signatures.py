"""What a PDF says about its signatures; runs in a child process of `sandbox`, knows no Django, asks no network.

Three facts about each, kept apart: `unchanged` (the signed bytes are what was signed), `valid` (the signature belongs to
its certificate), `trusted` (the certificate leads to a root that the operator trusts). A technical check, no verdict of
law; a scanned letter with a stamp or a QR code has no signature at all.
"""

from __future__ import annotations

import logging
from collections.abc import Coroutine, Iterable
from datetime import datetime
from typing import Any

MOST = 50
"""Signatures that are looked at; nobody signs a letter more often."""
_LONGEST = 200


def look(path: str, roots: list[str]) -> list[dict[str, Any]]:
    """One entry for each signature, in the order of the file; `roots` are files with trusted certificates."""
    from pyhanko.pdf_utils.misc import PdfReadError
    from pyhanko.pdf_utils.reader import PdfFileReader

    # It logs every certificate that it does not know; the answer says so.
    logging.disable(logging.CRITICAL)
    with open(path, "rb") as opened:
        try:
            reader = PdfFileReader(opened, strict=False)
            if reader.encrypted:
                return []
            found = list(reader.embedded_regular_signatures)[:MOST]
        except PdfReadError:
            return []
        trusted = list(_certificates(roots))
        return [_told(each, trusted) for each in found]


def _certificates(roots: Iterable[str]) -> Iterable[Any]:
    from pyhanko.keys import load_certs_from_pemder

    for path in roots:
        try:
            yield from load_certs_from_pemder([path])  # type: ignore[no-untyped-call]  # it has no types
        except (ValueError, OSError):
            continue


def _told(signature: Any, trusted: list[Any]) -> dict[str, Any]:
    """Whatever cannot be checked is not unchanged, not valid and not trusted."""
    entry: dict[str, Any] = {
        "field": str(signature.field_name)[:_LONGEST],
        "unchanged": False,
        "valid": False,
        "trusted": False,
        "trust_problem": "",
        "coverage": "unclear",
        "changed_later": "",
        "signer": "",
        "issuer": "",
        "at": None,
        "time_source": "",
        "valid_until": None,
    }
    try:
        entry |= _who(signature)
        return entry | _status(signature, trusted)
    except Exception as error:  # noqa: BLE001 - a crafted signature makes the library raise anything
        return entry | {"trust_problem": "unreadable", "why": type(error).__name__}


def _who(signature: Any) -> dict[str, Any]:
    certificate = signature.signer_cert
    return {
        "signer": _name(certificate.subject),
        "issuer": _name(certificate.issuer),
        "valid_until": certificate.not_valid_after.isoformat(),
    }


def _name(given: Any) -> str:
    """The common name, else all of it."""
    native = given.native
    common = native.get("common_name") or given.human_friendly
    return str(common[0] if isinstance(common, list) else common)[:_LONGEST]


def _status(signature: Any, trusted: list[Any]) -> dict[str, Any]:
    from pyhanko.sign.validation import async_validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import ValidationContext

    # Many certificates of officials carry one of these two usages, and not the other.
    usage = KeyUsageConstraints(
        key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
    )
    status = _finished(
        async_validate_pdf_signature(
            signature,
            ValidationContext(trust_roots=trusted, allow_fetching=False),
            key_usage_settings=usage,
        )
    )
    at, source = _time(status)
    return {
        "unchanged": bool(status.intact),
        "valid": bool(status.intact and status.valid),
        "trusted": bool(status.intact and status.valid and status.trusted),
        "trust_problem": _problem(status),
        "coverage": status.coverage.name.lower(),
        "changed_later": status.modification_level.name.lower() if status.modification_level else "",
        "at": at.isoformat() if at else None,
        "time_source": source,
    }


def _finished(work: Coroutine[Any, Any, Any]) -> Any:
    """Its result. Nothing is fetched, so it never waits; and an event loop needs a socket, which the sandbox refuses."""
    try:
        work.send(None)
    except StopIteration as done:
        return done.value
    work.close()
    raise RuntimeError("the check wanted to wait for something")


def _time(status: Any) -> tuple[datetime | None, str]:
    """A time stamp is another's word; what the signer's own clock said is his or her word only."""
    stamped = status.timestamp_validity
    if stamped is not None and stamped.valid and stamped.intact:
        return stamped.timestamp, "stamp_trusted" if stamped.trusted else "stamp"
    return status.signer_reported_dt, "signer" if status.signer_reported_dt else ""


def _problem(status: Any) -> str:
    """Why it is not trusted, in one word; "" where it is."""
    if status.trusted:
        return ""
    indication = status.trust_problem_indic
    name = getattr(indication, "name", "") if indication else ""
    return {
        "NO_CERTIFICATE_CHAIN_FOUND": "unknown_root",
        "EXPIRED": "expired",
        "OUT_OF_BOUNDS_NO_POE": "expired",
        "NOT_YET_VALID": "not_yet_valid",
        "REVOKED": "revoked",
        "REVOKED_NO_POE": "revoked",
        "REVOKED_CA_NO_POE": "revoked",
    }.get(name, name.lower() or "unknown_root")
