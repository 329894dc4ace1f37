"""Pages."""

from django.http import Http404, HttpRequest, HttpResponse

from kotacerdas.people.access import requires
from kotacerdas.people.permissions import Permission


@requires(Permission.ASSESS)
def appoint(request: HttpRequest, **address: object) -> HttpResponse:
    raise Http404


@requires(Permission.ASSESS)
def declare(request: HttpRequest, **address: object) -> HttpResponse:
    raise Http404


@requires(Permission.ASSESS)
def end(request: HttpRequest, **address: object) -> HttpResponse:
    raise Http404
