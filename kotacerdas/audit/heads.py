"""Carries the heads of the chains out of the database, signed, so that a tail cut off there is noticed elsewhere."""

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from kotacerdas.audit.domain.chain import Head, canonical
from kotacerdas.common.domain.faults import Fault, Refused


def key_file() -> Path:
    return Path(settings.STATE) / "audit-key"


def folder() -> Path:
    """Where the daily job leaves them; whoever keeps copies elsewhere can prove a breach."""
    return Path(settings.STATE) / "audit-heads"


def export(some: Iterable[Head], *, now: datetime) -> str:
    """The heads as JSON with an Ed25519 signature and the key to check it with."""
    content = {"at": now.isoformat(), "heads": [asdict(head) for head in some]}
    private = _key()
    return json.dumps(
        {
            **content,
            "public_key": b64encode(private.public_key().public_bytes_raw()).decode(),
            "signature": b64encode(private.sign(canonical(content).encode())).decode(),
        },
        indent=1,
    )


def keep_today(some: Iterable[Head], *, now: datetime) -> Path:
    """Into the folder, a file a day; whole or not at all."""
    folder().mkdir(parents=True, exist_ok=True)
    path = folder() / f"{now.date().isoformat()}.json"
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.write_text(export(some, now=now), encoding="utf-8")
    unfinished.replace(path)
    return path


def kept() -> list[Head]:
    """All heads that the folder holds."""
    return [
        head
        for path in sorted(folder().glob("*.json"))
        for head in read(path.read_text(encoding="utf-8"), name=path.name)
    ]


def read(text: str, *, name: str) -> list[Head]:
    """The heads in an exported file. Raises `Refused` if it is none, was changed, or was signed by somebody else."""
    try:
        found: dict[str, Any] = json.loads(text)
        content = {"at": found["at"], "heads": found["heads"]}
        signature, public = b64decode(found["signature"]), b64decode(found["public_key"])
        Ed25519PublicKey.from_public_bytes(public).verify(signature, canonical(content).encode())
        exported = [
            Head(str(each["chain"]), int(each["number"]), str(each["digest"])) for each in found["heads"]
        ]
    except InvalidSignature:
        raise Refused(Fault("heads-changed", {"file": name})) from None
    except (ValueError, KeyError, TypeError):
        raise Refused(Fault("heads-unreadable", {"file": name})) from None
    if key_file().exists() and public != _key().public_key().public_bytes_raw():
        raise Refused(Fault("heads-of-others", {"file": name}))
    return exported


def _key() -> Ed25519PrivateKey:
    """Made at first use, and kept where only this installation's user can read it."""
    path = key_file()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f"{path.name}.{os.getpid()}")
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(Ed25519PrivateKey.generate().private_bytes_raw())
        # A link, not a rename: if two are first at once, the second takes the key of the first.
        try:
            os.link(unfinished, path)
        except FileExistsError:
            pass
        finally:
            unfinished.unlink()
    return Ed25519PrivateKey.from_private_bytes(path.read_bytes())
