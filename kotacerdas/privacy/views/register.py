"""The public register: what is kept of whom, why, on which ground and for how long."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kotacerdas.common import personal
from kotacerdas.people.access import public


@public
def register(request: HttpRequest) -> HttpResponse:
    return render(request, "privacy/register.html", {"holdings": personal.holdings()})
