"""Pages of the front door that anybody may read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kotacerdas.common.marks import public


@public
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/home.html")
