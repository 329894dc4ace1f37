"""Lines in the log for signing in and failing to, as whoever watches for attacks needs them; they name nobody."""

from typing import Any

import structlog
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

log = structlog.get_logger("kotacerdas.sign_in")


def failed(*, by: str) -> None:
    """`by`: password, code, passkey, service."""
    log.warning("sign-in.failed", by=by)


def _failed(sender: Any, **rest: Any) -> None:
    failed(by="password")


def _opened(sender: Any, **rest: Any) -> None:
    log.info("sign-in.opened")


def _closed(sender: Any, **rest: Any) -> None:
    log.info("sign-in.closed")


user_login_failed.connect(_failed, dispatch_uid="accounts.sign_in_log.failed")
user_logged_in.connect(_opened, dispatch_uid="accounts.sign_in_log.opened")
user_logged_out.connect(_closed, dispatch_uid="accounts.sign_in_log.closed")
