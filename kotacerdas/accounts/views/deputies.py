"""Who leads which office of the city, and appointing somebody to act (Plt, Plh)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kotacerdas.accounts import queries
from kotacerdas.accounts.forms.offering import DeputyForm
from kotacerdas.accounts.views.places import city_here
from kotacerdas.accounts.views.told import carried_out
from kotacerdas.common import submissions
from kotacerdas.people import drafts
from kotacerdas.people.access import Permission, requires, signed_in
from kotacerdas.people.actions import roles
from kotacerdas.people.queries import holders


@requires(Permission.MANAGE_PEOPLE)
@never_cache
def posts(request: HttpRequest) -> HttpResponse:
    city, cities = city_here(request)
    found = queries.posts_of(city, now=timezone.now())
    held = [each for post in found for each in (*post.heads, *post.deputies, *post.coming)]
    context = {
        "city": city,
        "cities": cities,
        "posts": found,
        "acting": sum(bool(post.deputies) for post in found),
        "vacant": sum(post.is_vacant for post in found),
        "has_samples": any(each.user.is_demo for each in held),
    }
    return render(request, "accounts/posts.html", context)


@requires(Permission.MANAGE_PEOPLE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: HttpRequest) -> HttpResponse:
    by, now = signed_in(request), timezone.now()
    city, cities = city_here(request)
    form = DeputyForm(
        request.POST or drafts.kept(request) or None,
        city=city,
        offices=[post.organisation for post in queries.posts_of(city, now=now)],
        people=[each for each in queries.people_of(city, now=now) if each.pk != by.pk],
        initial={"organisation": request.GET.get("kantor", "")},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def deed() -> str:
            head = holders.last_head_of(given["organisation"], on=given["from_on"])
            offer = form.offer_for(head)
            roles.appoint_deputy(given["person"], offer, by=by, now=timezone.now(), sure=given["sure"])
            return reverse("accounts:posts")

        address = carried_out(
            form, lambda: submissions.once_for(request, action="people.appoint", deed=deed).address
        )
        if address:
            messages.success(request, _("Appointed. The permissions count during these days only."))
            return redirect(address)
    context = {"form": form, "city": city, "cities": cities}
    return render(request, "accounts/deputy.html", context, status=422 if request.method == "POST" else 200)
