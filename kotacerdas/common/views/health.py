"""Pages for machines: alive, ready, robots."""

import tempfile
from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kotacerdas.common.marks import public


@public
@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers; asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain")


@public
@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Says only the name of what is not in order: the reason may hold an address or a password."""
    failing = [
        name
        for name, works in (
            ("database", database_answers),
            ("migrations", migrations_are_applied),
            ("state", state_is_writable),
        )
        if not _safely(works)
    ]
    return JsonResponse({"ready": not failing, "failing": failing}, status=503 if failing else 200)


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /masuk/", "Disallow: /en/masuk/", "Disallow: /_components/", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


def database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def migrations_are_applied() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def state_is_writable() -> bool:
    with tempfile.TemporaryFile(dir=settings.STATE) as file:
        return file.write(b"ok") == len(b"ok")


def _safely(works: Callable[[], bool]) -> bool:
    try:
        return works()
    except Exception:  # noqa: BLE001 - whatever fails, the answer is "not ready"
        return False
