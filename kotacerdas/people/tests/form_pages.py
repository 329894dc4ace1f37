"""A site with one guarded form, to test what happens around a form when the session is gone."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from kotacerdas.config import urls
from kotacerdas.people import drafts
from kotacerdas.people.access import requires
from kotacerdas.people.permissions import Permission


class Letter(forms.Form):
    subject = forms.CharField()
    text = forms.CharField(widget=forms.Textarea)


@requires(Permission.SEE_CITY_DRAFTS)
def write(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return redirect("portal:home")
    return HttpResponse(Letter(drafts.kept(request)).as_p())


handler403, handler404 = urls.handler403, urls.handler404
urlpatterns = [path("tulis/", write, name="write"), *urls.urlpatterns]
