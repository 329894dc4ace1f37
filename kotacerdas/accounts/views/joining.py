"""How people come in: by the link of an invitation, or by a code. What opens the door leaves the address at once."""

from typing import Any

from allauth.core.internal.ratelimit import consume
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from kotacerdas.accounts import queries
from kotacerdas.accounts.actions import accepting, codes
from kotacerdas.accounts.domain.invitations import State
from kotacerdas.accounts.forms.joining import AcceptForm, AskForm, CodeForm
from kotacerdas.accounts.models import Invitation, JoinCode
from kotacerdas.accounts.views.told import carried_out
from kotacerdas.common import submissions
from kotacerdas.common.faults import Refused, sentences
from kotacerdas.common.marks import public
from kotacerdas.people.access import signed_in
from kotacerdas.people.domain.codes import read
from kotacerdas.people.models import User

LINK, CODE = "invitation_digest", "join_code"
BACKEND = "kotacerdas.people.accounts.SignInBackend"
# Wrong codes and links only: a whole meeting may sit behind one address. Mails are counted by receiver too.
LIMITS = {"wrong_code": "30/m/ip,300/h/ip", "ask": "300/h/ip,5/h/key"}


# --- By the link of an invitation --------------------------------------------------------------------------


@public
@never_cache
@require_safe
@sensitive_variables("token")
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Keeps the digest in the session and leads on, so that the token stands in no history and travels nowhere."""
    found = queries.by_token(token)
    if found is None and not _try(request, "wrong_code"):
        return _too_many(request)
    if found is not None:
        accepting.note_opened(found, now=timezone.now())
    request.session[LINK] = found.digest if found else ""
    response = redirect("accounts:accept")
    response["Referrer-Policy"] = "no-referrer"
    return response


@public
@never_cache
@sensitive_post_parameters("new_password")
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest) -> HttpResponse:
    """A new account, or one more role for the account that has this e-mail."""
    found = queries.by_digest(str(request.session.get(LINK, "")))
    if found is None:
        return render(request, "accounts/link_unknown.html")
    state = found.course().state(timezone.now())
    if not state.is_open:
        return _ended(request, found, state)
    if request.user.is_authenticated:
        return _accept_signed_in(request, found)
    if User.objects.filter(email__iexact=found.email).exists():
        context = {"invitation": found, "next": reverse("accounts:accept")}
        return render(request, "accounts/accept_sign_in.html", context)
    return _accept_as_new(request, found)


def _accept_as_new(request: HttpRequest, found: Invitation) -> HttpResponse:
    initial = {"display_name": found.name, "language": request.LANGUAGE_CODE}
    form = AcceptForm(request.POST or None, email=found.email, initial=initial)
    if request.method == "POST" and form.is_valid():
        made: list[User] = []

        def deed() -> str:
            made.append(accepting.accept_as_new(found, form.account, now=timezone.now()))
            return resolve_url(settings.LOGIN_REDIRECT_URL)

        if carried_out(form, deed):
            request.session.pop(LINK, None)
            login(request, made[0], backend=BACKEND)
            return _arrived(request, found)
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/accept.html", {"invitation": found, "form": form}, status=status)


def _accept_signed_in(request: HttpRequest, found: Invitation) -> HttpResponse:
    by = signed_in(request)
    context: dict[str, Any] = {"invitation": found, "is_mine": by.email.lower() == found.email.lower()}
    if request.method == "POST" and context["is_mine"]:
        try:
            accepting.accept(found, by=by, now=timezone.now())
        except Refused as refused:
            context["refused"] = sentences(refused)
            return render(request, "accounts/accept_signed_in.html", context, status=422)
        request.session.pop(LINK, None)
        return _arrived(request, found)
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/accept_signed_in.html", context, status=status)


def _arrived(request: HttpRequest, found: Invitation) -> HttpResponse:
    if found.join_code is not None and found.join_code.needs_approval:
        messages.success(request, _("You are in. The office still has to approve your role; it was told."))
    else:
        messages.success(request, _("Welcome. Your role counts from now: %(role)s.") % {"role": found})
    return redirect("people:account")


def _ended(request: HttpRequest, found: Invitation, state: State) -> HttpResponse:
    return render(
        request, "accounts/link_ended.html", {"invitation": found, "state": state.value}, status=410
    )


# --- By a code ---------------------------------------------------------------------------------------------


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """The one place where a code is typed."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _code_given(request, form.cleaned_data["code"], form)
    return render(request, "accounts/join.html", {"form": form}, status=422 if form.is_bound else 200)


@public
@never_cache
@require_safe
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """The link and the QR code: the same as typing it."""
    return _code_given(request, read(code), CodeForm())


def _code_given(request: HttpRequest, typed: str, form: CodeForm) -> HttpResponse:
    found = queries.code_typed(typed, now=timezone.now())
    if found is not None:
        request.session[CODE] = found.key
        response = redirect("accounts:join-on")
        response["Referrer-Policy"] = "no-referrer"
        return response
    if not _try(request, "wrong_code"):
        return _too_many(request)
    context = {"form": form, "is_wrong": True}
    return render(request, "accounts/join.html", context, status=422 if form.is_bound else 404)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join_on(request: HttpRequest) -> HttpResponse:
    """Who is signed in joins at once; anybody else says where to send the link."""
    key = str(request.session.get(CODE, ""))
    found = JoinCode.objects.select_related("city__province", "organisation").filter(key=key).first()
    if found is None or not found.counts(timezone.now()):
        return redirect("accounts:join")
    if request.user.is_authenticated:
        return _join_signed_in(request, found)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _asked(request, found, form)
    context = {"code": found, "form": form}
    return render(request, "accounts/join_ask.html", context, status=422 if form.is_bound else 200)


def _asked(request: HttpRequest, found: JoinCode, form: AskForm) -> HttpResponse:
    """The same answer whether the address has an account or not."""
    email = form.cleaned_data["email"]
    if not _try(request, "ask", key=email):
        return _too_many(request)

    def deed() -> str:
        codes.ask(
            found,
            email=email,
            name=form.cleaned_data["name"],
            language=request.LANGUAGE_CODE,
            now=timezone.now(),
        )
        return reverse("accounts:join-sent")

    address = carried_out(
        form, lambda: submissions.once_for(request, action="accounts.ask", deed=deed).address
    )
    if address:
        return redirect(address)
    return render(request, "accounts/join_ask.html", {"code": found, "form": form}, status=422)


@public
@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/join_sent.html")


def _join_signed_in(request: HttpRequest, found: JoinCode) -> HttpResponse:
    context: dict[str, Any] = {"code": found}
    if request.method != "POST":
        return render(request, "accounts/join_signed_in.html", context)
    try:
        waits = codes.join(found, by=signed_in(request), now=timezone.now())
    except Refused as refused:
        context["refused"] = sentences(refused)
        return render(request, "accounts/join_signed_in.html", context, status=422)
    request.session.pop(CODE, None)
    words = _("The office was told of your wish.") if waits else _("Welcome. Your role counts from now.")
    messages.success(request, words)
    return redirect("people:account")


# --- Limits ------------------------------------------------------------------------------------------------


def _try(request: HttpRequest, action: str, *, key: str = "") -> bool:
    """Whether this attempt is one of those that are allowed; counted in the cache that all workers share."""
    usage = consume(request, app="accounts", action=action, config=LIMITS, key=key or None, limit_get=True)
    return usage is not None


def _too_many(request: HttpRequest) -> HttpResponse:
    return render(request, "429.html", status=429)
