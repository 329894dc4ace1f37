from django.http import HttpRequest, HttpResponse


def profile(request: HttpRequest, **k: str) -> HttpResponse:
    return HttpResponse()
