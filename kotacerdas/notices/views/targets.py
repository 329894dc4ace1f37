"""Channels of groups: which there are, what they hear of; those who look after the installation add them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from kotacerdas.common import submissions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentence
from kotacerdas.notices import actions, kinds
from kotacerdas.notices.forms import TargetForm
from kotacerdas.notices.models import Target
from kotacerdas.people.access import Permission, may, requires, signed_in
from kotacerdas.people.models import City


@requires(Permission.SEE_DELIVERIES)
@sensitive_post_parameters("address")
@never_cache
def targets(request: HttpRequest) -> HttpResponse:
    """Only support adds one: whoever may, makes this server call an address of his or her choice."""
    if not may(request.user, Permission.SUPPORT):
        return _page(request, None)
    form = TargetForm(request.POST or None, cities=City.objects.members())
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, status=422 if form.is_bound else 200)

    def deed() -> str:
        given = form.cleaned_data
        actions.add_target(
            name=given["name"],
            address=given["address"],
            wants=given["kinds"],
            language=given["language"],
            city=given["city"],
            by=signed_in(request),
            now=timezone.now(),
        )
        return reverse("notices:targets")

    try:
        outcome = submissions.once_for(request, action="notices.target", deed=deed)
    except Refused as refused:
        form.add_error(None, sentence(refused.faults[0]))
        return _page(request, form, status=422)
    if not outcome.repeated:
        messages.success(request, _("The channel is added. It hears of what happens from now on."))
    return redirect(outcome.address)


@requires(Permission.SUPPORT)
@require_POST
def switch(request: HttpRequest, key: int) -> HttpResponse:
    target = get_object_or_404(Target.objects.visible_to(request.user).select_related("city"), pk=key)
    is_on = request.POST.get("hidup") == "ya"
    actions.switch_target(target, is_on=is_on, by=signed_in(request), now=timezone.now())
    return redirect("notices:targets")


def _page(request: HttpRequest, form: TargetForm | None, *, status: int = 200) -> HttpResponse:
    known = kinds.registered()
    rows = [
        (each, [known[name].title for name in each.kinds if name in known])
        for each in Target.objects.visible_to(request.user).select_related("city")
    ]
    context = {
        "rows": rows,
        "form": form,
        "way": [(_("Office"), reverse("office:hub")), (_("Channels of groups"), "")],
    }
    return render(request, "notices/targets.html", context, status=status)
