from django.http import HttpRequest, HttpResponse


def compare(request: HttpRequest, **k: str) -> HttpResponse:
    return HttpResponse()


def latest(request: HttpRequest, **k: str) -> HttpResponse:
    return HttpResponse()


def scorecard(request: HttpRequest, **k: str) -> HttpResponse:
    return HttpResponse()


def download(request: HttpRequest, **k: str) -> HttpResponse:
    return HttpResponse()
