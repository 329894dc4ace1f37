"""Addresses for tests: pages that fail in every way, below the same middleware as the real ones."""

import errno

from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from kotacerdas.common import urls as common
from kotacerdas.common.requests import takes_files
from kotacerdas.portal.urls import urlpatterns as portal_pages

# What drivers raise, so that no test needs a broken disk.
FAILURES: dict[str, Exception] = {
    "bug": ValueError("siti@contoh.id typed this"),
    "denied": PermissionDenied(),
    "denied-with-reason": PermissionDenied("Only the programme office may publish."),
    "damaged": SuspiciousOperation("nothing good"),
    "locked": OperationalError("database is locked"),
    "lock-timeout": OperationalError("canceling statement due to lock timeout"),
    "serialization": OperationalError("could not serialize access due to concurrent update"),
    "database-full": OperationalError("database or disk is full"),
    "read-only": OperationalError("attempt to write a readonly database"),
    "disk-full": OSError(errno.ENOSPC, "No space left on device"),
    "other-database-error": DatabaseError("no such column: siti@contoh.id"),
}


def fail(request: HttpRequest, how: str) -> HttpResponse:
    raise FAILURES[how]


def read_form(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(len(request.POST)))


@takes_files
def read_files(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(sum(each.size or 0 for each in request.FILES.values())))


urlpatterns = [
    *common.machine_patterns,
    *i18n_patterns(
        path("", include((portal_pages, "portal"))),
        path("", include("kotacerdas.common.urls")),
        path("gagal/<str:how>/", fail, name="fail"),
        path("kirim/", read_form, name="send"),
        path("kirim-berkas/", read_files, name="send-files"),
        prefix_default_language=False,
    ),
]

handler400 = "kotacerdas.common.views.errors.bad_request"
handler403 = "kotacerdas.common.views.errors.forbidden"
handler404 = "kotacerdas.common.views.errors.not_found"
handler500 = "kotacerdas.common.views.errors.server_error"
