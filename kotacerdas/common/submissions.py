"""Carries out a sent form once, however often it is sent: a double click, a reload, a resend after a lost answer."""

import hashlib
import json
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.models import Submission

FIELD = "submission_key"
_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
_NOT_CONTENT = {FIELD, "csrfmiddlewaretoken"}


@dataclass(frozen=True)
class Outcome:
    """Where to see what the form did; `repeated` if an earlier sending of the same form had done it."""

    address: str
    repeated: bool


def new_key() -> str:
    return secrets.token_urlsafe(18)


def once(
    *,
    key: str,
    by: Any,
    action: str,
    deed: Callable[[], str],
    content: Mapping[str, object] | None = None,
    now: datetime | None = None,
) -> Outcome:
    """Run `deed`, which returns the address of its result, unless this very form has been carried out.

    All in one transaction: if the deed fails, the form may be sent again. The same key with other content (someone went
    back, corrected and sent again) is another form. A second sending at the same moment waits for the first.
    """
    if not _KEY.fullmatch(key):
        raise Refused(Fault("form-without-key"))
    digest = _digest(key, action, getattr(by, "pk", None), content or {})
    try:
        with transaction.atomic():
            # The row comes first: the unique digest makes any other sending wait here, before it does anything.
            row = Submission.objects.create(digest=digest, action=action, created_at=now or timezone.now())
            row.result = deed()
            row.save(update_fields=["result"])
    except IntegrityError:
        done = Submission.objects.filter(digest=digest).first()
        if done is None:
            raise
        return Outcome(done.result, repeated=True)
    return Outcome(row.result, repeated=False)


def once_for(request: HttpRequest, *, action: str, deed: Callable[[], str]) -> Outcome:
    """`once` for the form in a request, with all that was typed and the fingerprints of its files."""
    content: dict[str, object] = {
        name: values for name, values in request.POST.lists() if name not in _NOT_CONTENT
    }
    for name, files in request.FILES.lists():
        content[f"file {name}"] = [(file.name, _fingerprint(file)) for file in files]
    content["path"] = request.path
    by = request.user if request.user.is_authenticated else None
    return once(key=request.POST.get(FIELD, ""), by=by, action=action, deed=deed, content=content)


def _digest(key: str, action: str, user: object, content: Mapping[str, object]) -> str:
    text = json.dumps([key, action, str(user), content], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _fingerprint(file: Any) -> str:
    chunks: Iterable[bytes] = file.chunks()
    whole = hashlib.sha256()
    for chunk in chunks:
        whole.update(chunk)
    file.seek(0)
    return whole.hexdigest()
