"""Leads everybody to the page where his or her day begins."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from kotacerdas.common import landing
from kotacerdas.common.marks import public


@public
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    return redirect(landing.address(request.user))
