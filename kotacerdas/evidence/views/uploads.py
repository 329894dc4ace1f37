"""Files on their way in: begun, asked for, continued, given up, as `uploads` says; only by who opened the delivery."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.evidence.actions import uploading
from kotacerdas.evidence.models import Intake, Upload
from kotacerdas.evidence.sending import parts, tus
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.permissions import Permission

View = Callable[..., HttpResponse]
OK, CREATED, NO_CONTENT = 200, 201, 204


def _told(view: View) -> View:
    """What is refused or not understood is answered as the protocol says, with sentences for people."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except tus.NotUnderstood as unknown:
            return tus.answer(unknown.status, words=[unknown.why])
        except Refused as refused:
            kinds = {fault.kind for fault in refused.faults}
            status = tus.GONE if "evidence-intake-closed" in kinds else tus.TOO_LARGE
            return tus.answer(status, words=sentences(refused))
        except parts.Busy:
            return tus.answer(tus.LOCKED)
        except uploading.WrongOffset:
            return tus.answer(tus.CONFLICT)
        except uploading.WrongChecksum:
            return tus.answer(tus.WRONG_CHECKSUM)

    return answered


@requires(Permission.ADD_EVIDENCE)
@require_http_methods(["OPTIONS", "POST"])
@_told
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """OPTIONS: what the server can. POST: a file begins, or the one under way is found again."""
    if request.method == "OPTIONS":
        return tus.options()
    user, now = signed_in(request), timezone.now()
    intake = get_object_or_404(Intake.objects.visible_to(user).filter(by=user.pk), code=code)
    tus.require_version(request)
    wanted = tus.wanted(request)
    upload = uploading.begin(intake, path=wanted.path, size=wanted.size, mark=wanted.mark, by=user, now=now)
    response = tus.answer(CREATED, uploading.standing(upload, by=user, now=now))
    response["Location"] = reverse("evidence:upload", args=[intake.code, upload.code])
    return response


@requires(Permission.ADD_EVIDENCE)
@require_http_methods(["HEAD", "PATCH", "DELETE"])
@_told
def upload(request: HttpRequest, code: str, key: str) -> HttpResponse:
    user, now = signed_in(request), timezone.now()
    rows = Upload.objects.visible_to(user).select_related("intake", "item")
    found = get_object_or_404(rows, intake__code=code, code=key)
    tus.require_version(request)
    if request.method == "HEAD":
        return tus.answer(OK, uploading.standing(found, by=user, now=now))
    if request.method == "DELETE":
        uploading.give_up(found, by=user, now=now)
        return tus.answer(NO_CONTENT)
    piece = tus.piece(request)
    found = uploading.append(
        found, request, at=piece.offset, length=piece.length, sha256=piece.sha256, now=now
    )
    uploading.complete(found, by=user, now=now)
    return tus.answer(NO_CONTENT, found)
