"""A session ends half a day after signing in, however busy it is."""

import time
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

SIGNED_IN_AT = "signed_in_at"


def is_over(session: SessionBase) -> bool:
    """A session that does not say when it began is over too."""
    return bool(time.time() - session.get(SIGNED_IN_AT, 0) > settings.SESSION_LONGEST)


def _signed_in(sender: Any, request: HttpRequest, **rest: Any) -> None:
    request.session[SIGNED_IN_AT] = int(time.time())


user_logged_in.connect(_signed_in, dispatch_uid="accounts.lifetime")
