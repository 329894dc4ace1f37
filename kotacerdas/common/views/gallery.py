"""Every component in every state on one page, for those who write pages and for the tests."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kotacerdas.common.marks import public


@public
def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "common/gallery.html")
