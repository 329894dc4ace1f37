"""Keeps what somebody had typed when the session ran out, and gives it back to the same person only.

A signed cookie says who signed in last in this browser. What arrives without a session is kept under that person's
mark in the new session on the server; whoever signs in next gets it if the mark is his or hers, otherwise it is
thrown away.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

COOKIE = "pengisi"
COOKIE_AGE_SECONDS = 30 * 24 * 3600
IN_SESSION = "drafts"
MOST_BYTES = 100_000
MOST_DRAFTS = 3
NEVER_KEPT = ("csrfmiddlewaretoken", "password", "sandi")

Response = TypeVar("Response", bound=HttpResponse)


def mark_of(user: "AbstractBaseUser") -> str:
    return salted_hmac("kotacerdas.people.drafts", str(user.pk), algorithm="sha256").hexdigest()


def remember_person(response: Response, user: "AbstractBaseUser") -> Response:
    """Called once, at sign-in."""
    response.set_signed_cookie(
        COOKIE,
        mark_of(user),
        salt=COOKIE,
        max_age=COOKIE_AGE_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def keep(request: HttpRequest) -> str:
    """Keeps the typed fields if it is known whose they are; returns the address of the form to come back to."""
    form_at = page_of(request)
    fields = _worth_keeping(request.POST)
    owner = request.get_signed_cookie(COOKIE, default=None, salt=COOKIE, max_age=COOKIE_AGE_SECONDS)
    if not owner or not fields:
        messages.warning(request, _("You are no longer signed in. Sign in to go on."))
        return form_at
    typed = fields.urlencode()
    if len(typed.encode()) > MOST_BYTES:
        messages.warning(
            request,
            _(
                "You are no longer signed in, and the form is too long to be kept. Go back to copy your words."
            ),
        )
        return form_at
    drafts = request.session.get(IN_SESSION, {})
    drafts = {path: draft for path, draft in drafts.items() if draft["owner"] == owner and path != form_at}
    while len(drafts) >= MOST_DRAFTS:
        drafts.pop(next(iter(drafts)))
    drafts[form_at] = {"owner": owner, "typed": typed, "had_files": bool(request.FILES)}
    request.session[IN_SESSION] = drafts
    messages.info(
        request, _("You are no longer signed in. What you typed is kept: sign in to go on with it.")
    )
    return form_at


def kept(request: HttpRequest) -> QueryDict | None:
    """What this person typed here before the session ran out, once; a view fills its form with it."""
    if request.method != "GET" or not request.user.is_authenticated:
        return None
    drafts = request.session.get(IN_SESSION)
    draft = drafts.pop(request.get_full_path(), None) if drafts else None
    if draft is None:
        return None
    request.session[IN_SESSION] = drafts
    if not constant_time_compare(draft["owner"], mark_of(request.user)):
        return None
    notice = _("What you typed is back in the form. It has not been saved yet.")
    if draft["had_files"]:
        notice += " " + _("Files must be chosen again.")
    messages.info(request, notice)
    return QueryDict(draft["typed"])


def _drop_those_of_others(sender: Any, request: HttpRequest, user: "AbstractBaseUser", **rest: Any) -> None:
    drafts = request.session.get(IN_SESSION)
    if drafts:
        mark = mark_of(user)
        request.session[IN_SESSION] = {
            path: draft for path, draft in drafts.items() if constant_time_compare(draft["owner"], mark)
        }


user_logged_in.connect(_drop_those_of_others, dispatch_uid="people.drafts")


def _worth_keeping(typed: QueryDict) -> QueryDict:
    fields = typed.copy()
    for name in _never_kept(fields):
        del fields[name]
    return fields


def _never_kept(names: Iterable[str]) -> list[str]:
    return [name for name in names if any(word in name.lower() for word in NEVER_KEPT)]


def page_of(request: HttpRequest) -> str:
    """The page that htmx was on when it asked, otherwise the address that was asked for."""
    htmx = getattr(request, "htmx", None)
    return (htmx.current_url_abs_path if htmx else None) or request.get_full_path()
