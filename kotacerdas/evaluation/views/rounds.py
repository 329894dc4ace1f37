from django.http import HttpRequest, HttpResponse


def listing(request: HttpRequest, **k: str) -> HttpResponse:
    return HttpResponse()


def ranking(request: HttpRequest, **k: str) -> HttpResponse:
    return HttpResponse()


def download(request: HttpRequest, **k: str) -> HttpResponse:
    return HttpResponse()
