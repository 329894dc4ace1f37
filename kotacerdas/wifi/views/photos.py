"""Photos of a point: the picture itself, adding, publishing, taking away."""

import contextlib
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import submissions
from kotacerdas.files import blobs
from kotacerdas.people.access import public, requires, signed_in
from kotacerdas.people.desks import answer
from kotacerdas.people.permissions import Permission
from kotacerdas.wifi import actions
from kotacerdas.wifi.forms.deeds import PHOTO_FIELD_OF, PhotoForm
from kotacerdas.wifi.models import Photo, Point
from kotacerdas.wifi.pictures import MEDIA_TYPE
from kotacerdas.wifi.views.finding import city_at, kept_at, point_of
from kotacerdas.wifi.views.writing import one_form, shown


@public
def photo(request: HttpRequest, city: str, code: str, key: str) -> HttpResponse:
    """The picture, which was drawn by ourselves and so may be shown on a page."""
    found = _photo(request, point_of(request, code, city_at(request, city)), key)
    if found.file is None:
        raise Http404
    try:
        with contextlib.closing(found.file.open()) as content:
            answered = HttpResponse(content.read(), content_type=MEDIA_TYPE)
    except (blobs.Missing, blobs.Damaged):
        raise Http404 from None
    answered["Cache-Control"] = "private, max-age=3600"
    return answered


@requires(Permission.KEEP_WIFI)
@never_cache
def add(request: HttpRequest, city: str, code: str) -> HttpResponse:
    found = point_of(request, code, kept_at(request, city))

    def bind(typed: Any) -> PhotoForm:
        return PhotoForm(typed, request.FILES or None)

    def do(sent: Any) -> str:
        given = sent[0].cleaned_data
        actions.add_photo(
            found, given["photo"], caption=given["caption"], is_published=given["is_published"],
            by=signed_in(request), now=timezone.now(),
        )  # fmt: skip
        return found.get_absolute_url()

    desk = one_form(
        "wifi.add-photo",
        bind=bind,
        do=do,
        done=_("The photo is added."),
        context=shown(found, _("Add a photo"), has_files=True),
        field_of=PHOTO_FIELD_OF,
    )
    return answer(request, desk)


@requires(Permission.KEEP_WIFI)
def publish(request: HttpRequest, city: str, code: str, key: str) -> HttpResponse:
    found = point_of(request, code, kept_at(request, city))
    kept = _photo(request, found, key)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    wanted = request.POST.get("terbit") == "ya"

    def deed() -> str:
        actions.publish_photo(kept, is_published=wanted, by=signed_in(request), now=timezone.now())
        return found.get_absolute_url()

    words = _("The photo is published.") if wanted else _("The photo is for the offices only.")
    return _once(request, "wifi.publish-photo", deed, words)


@requires(Permission.KEEP_WIFI)
def drop(request: HttpRequest, city: str, code: str, key: str) -> HttpResponse:
    found = point_of(request, code, kept_at(request, city))
    kept = _photo(request, found, key)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])

    def deed() -> str:
        actions.drop_photo(kept, by=signed_in(request), now=timezone.now())
        return found.get_absolute_url()

    return _once(request, "wifi.drop-photo", deed, _("The photo is taken away."))


def _photo(request: HttpRequest, point: Point, key: str) -> Photo:
    rows = Photo.objects.visible_to(request.user).select_related("file", "point__city")
    found = rows.filter(point=point, code=key).first()
    if found is None:
        raise Http404
    return found


def _once(request: HttpRequest, action: str, deed: Callable[[], str], done: "str | Promise") -> HttpResponse:
    outcome = submissions.once_for(request, action=action, deed=deed)
    if not outcome.repeated:
        messages.success(request, str(done))
    return redirect(outcome.address)
