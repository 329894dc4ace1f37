"""What belongs to one person cannot be changed in an account that all visitors of the demonstration share."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kotacerdas.people.access import signed_in

View: TypeAlias = Callable[..., HttpResponse]


def own_account(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not signed_in(request).is_demo:
            return view(request, *args, **kwargs)
        messages.warning(
            request,
            _("All visitors share the accounts of the demonstration, so their protection cannot be changed."),
        )
        return redirect("accounts:security")

    return guarded
