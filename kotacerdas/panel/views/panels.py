"""Pages."""

from django.http import Http404, HttpRequest, HttpResponse

from kotacerdas.people.access import requires
from kotacerdas.people.permissions import Permission


@requires(Permission.ASSESS)
def listing(request: HttpRequest, **address: object) -> HttpResponse:
    raise Http404


@requires(Permission.ASSESS)
def of_round(request: HttpRequest, **address: object) -> HttpResponse:
    raise Http404


@requires(Permission.ASSESS)
def panel(request: HttpRequest, **address: object) -> HttpResponse:
    raise Http404


@requires(Permission.ASSESS)
def open_panel(request: HttpRequest, **address: object) -> HttpResponse:
    raise Http404


@requires(Permission.ASSESS)
def conclude(request: HttpRequest, **address: object) -> HttpResponse:
    raise Http404


@requires(Permission.ASSESS)
def reopen_result(request: HttpRequest, **address: object) -> HttpResponse:
    raise Http404


@requires(Permission.ASSESS)
def talk(request: HttpRequest, **address: object) -> HttpResponse:
    raise Http404
