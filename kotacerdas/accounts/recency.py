"""Sensitive steps ask again who is there, unless that was shown a moment ago."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias
from urllib.parse import urlencode

from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

SHOWN_AT = "who_is_there_shown_at"
RECENT_SECONDS = 10 * 60

View: TypeAlias = Callable[..., HttpResponse]


def mark_shown(session: SessionBase) -> None:
    session[SHOWN_AT] = time.time()


def was_shown_recently(session: SessionBase) -> bool:
    return bool(time.time() - session.get(SHOWN_AT, 0) < RECENT_SECONDS)


def recently_shown(view: View) -> View:
    """Asks for password and second factor first if the last time is too long ago, and comes back to this page."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if was_shown_recently(request.session):
            return view(request, *args, **kwargs)
        return redirect(f"{reverse('accounts:confirm')}?{urlencode({'next': request.path})}")

    return asked


def _signed_in(sender: Any, request: HttpRequest, **rest: Any) -> None:
    mark_shown(request.session)


user_logged_in.connect(_signed_in, dispatch_uid="accounts.recency")
