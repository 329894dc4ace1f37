"""The office's own page: what can be done here, for this reader."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from kotacerdas.common import menu
from kotacerdas.people.access import Permission, requires


@requires(Permission.SEE_OFFICE)
@never_cache
def hub(request: HttpRequest) -> HttpResponse:
    return render(request, "office/hub.html", {"entries": menu.items(request, place="office")})
