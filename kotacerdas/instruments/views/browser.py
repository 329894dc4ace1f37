from django.http import HttpRequest, HttpResponse


def listing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def detail(request: HttpRequest, code: str, edition: str) -> HttpResponse:
    return HttpResponse()
