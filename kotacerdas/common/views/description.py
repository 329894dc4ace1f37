"""The description of the addresses for machines, as OpenAPI."""

from functools import cache
from typing import Any

import yaml
from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from kotacerdas.common.marks import public


@public
@require_safe
def description(request: HttpRequest) -> JsonResponse:
    return JsonResponse(_content())


@cache
def _content() -> dict[str, Any]:
    """The same file that people read."""
    path = settings.BASE / "docs" / "reference" / "openapi.yaml"
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content
