"""The page on which somebody sees and changes how his or her account is protected."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from kotacerdas.people.access import Permission, requires


@requires(Permission.SEE_OWN_ACCOUNT)
@never_cache
def security(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/security.html")
