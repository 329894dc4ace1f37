"""Goals are written, moved and removed, and somebody says what a goal or a programme serves; while the edition is open."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import submissions, versions
from kotacerdas.masterplan.actions import documents as deeds
from kotacerdas.masterplan.forms.documents import FIELD_OF, NodeForm, ServesForm
from kotacerdas.masterplan.forms.remarks import EmptyForm
from kotacerdas.masterplan.models import Edition, Node, Programme
from kotacerdas.masterplan.queries import documents
from kotacerdas.masterplan.views.finding import kept_edition, programme_of
from kotacerdas.people.access import may, requires, signed_in
from kotacerdas.people.desks import Desk, answer
from kotacerdas.people.permissions import Permission

FORM = "masterplan/edition_form.html"


@requires(Permission.KEEP_PLANS)
@never_cache
def new(request: HttpRequest, city: str, edition: str) -> HttpResponse:
    """`?bawah=M1` says below which goal it shall stand."""
    found = kept_edition(request, city, edition)
    below = found.nodes.filter(code=request.GET.get("bawah", "")).first()
    next_kind = {None: "vision", "vision": "mission", "mission": "goal", "goal": "target"}
    kind = (
        next_kind.get(below.kind if below else None, "target")
        if below or not found.nodes.exists()
        else "goal"
    )
    initial = {"parent": below.pk if below else "", "kind": kind}

    def do(sent: Any) -> str:
        made = deeds.add_node(found, sent[0].sentence(), by=signed_in(request), now=timezone.now())
        return made.get_absolute_url()

    bind = partial(NodeForm, edition=found, initial=initial)
    desk = _desk(found, "masterplan.add-node", bind, do, _("The goal is written."), _("Add a goal"))
    return answer(request, desk)


@requires(Permission.KEEP_PLANS)
@never_cache
def change(request: HttpRequest, city: str, edition: str, code: str) -> HttpResponse:
    found = kept_edition(request, city, edition)
    node = _node(found, code)

    def do(sent: Any) -> str:
        expected = versions.expected(request)
        sentence, now = sent[0].sentence(), timezone.now()
        deeds.change_node(node, sentence, expected=expected, by=signed_in(request), now=now)
        return node.get_absolute_url()

    bind = partial(NodeForm, edition=found, kept=node)
    desk = _desk(found, "masterplan.change-node", bind, do, _("The goal is changed."), _("Change the goal"))
    return answer(request, desk)


@requires(Permission.KEEP_PLANS)
@never_cache
def remove(request: HttpRequest, city: str, edition: str, code: str) -> HttpResponse:
    found = kept_edition(request, city, edition)
    node = _node(found, code)

    def do(sent: Any) -> str:
        expected = versions.expected(request)
        deeds.remove_node(node, expected=expected, by=signed_in(request), now=timezone.now())
        return found.get_absolute_url()

    bind = partial(EmptyForm, initial={"version": node.version})
    done, heading = _("The goal is removed."), _("Remove the goal")
    desk = _desk(found, "masterplan.drop-node", bind, do, done, heading, words=str(node))
    return answer(request, desk)


@requires(Permission.KEEP_PLANS)
def move(request: HttpRequest, city: str, edition: str, code: str) -> HttpResponse:
    found = kept_edition(request, city, edition)
    node = _node(found, code)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])

    def deed() -> str:
        is_up = request.POST.get("ke") == "atas"
        deeds.move_node(node, up=is_up, by=signed_in(request), now=timezone.now())
        return node.get_absolute_url()

    return redirect(submissions.once_for(request, action="masterplan.move-node", deed=deed).address)


@requires(Permission.KEEP_PLANS)
@never_cache
def serves(request: HttpRequest, city: str, edition: str, code: str) -> HttpResponse:
    found = kept_edition(request, city, edition)
    node = _node(found, code)
    return _serves(request, found, node, node.get_absolute_url)


@requires(Permission.KEEP_PLANS)
@never_cache
def programme_serves(request: HttpRequest, city: str, edition: str, code: str) -> HttpResponse:
    programme = programme_of(request, city, edition, code)
    if not may(request.user, Permission.KEEP_PLANS, programme.edition.city):
        raise Http404
    return _serves(request, programme.edition, programme, programme.get_absolute_url)


def _serves(
    request: HttpRequest, edition: Edition, lower: Node | Programme, back: Callable[[], str]
) -> HttpResponse:
    nodes = Prefetch("nodes", Node.objects.order_by("position", "pk"))
    served = list(lower.serves.values_list("higher", flat=True))
    # A masterplan serves no other masterplan; what was said all the same stays in sight.
    others = Q(pk=edition.pk) | ~Q(kind=edition.kind) | Q(nodes__in=served)
    rows = Edition.objects.visible_to(request.user).filter(others, city=edition.city).distinct()
    editions = rows.prefetch_related(nodes)

    def do(sent: Any) -> str:
        expected, higher = versions.expected(request), sent[0].higher()
        deeds.set_serves(lower, higher, expected=expected, by=signed_in(request), now=timezone.now())
        return back()

    bind = partial(ServesForm, lower=lower, editions=documents.by_length(editions), served=served)
    heading = _("What it serves")
    done = _("What it serves is written.")
    desk = _desk(edition, "masterplan.set-serves", bind, do, done, heading, words=str(lower), back=back())
    return answer(request, desk)


def _node(edition: Edition, code: str) -> Node:
    found = edition.nodes.select_related("parent").filter(code=code).first()
    if found is None:
        raise Http404
    found.edition = edition
    return found


def _desk(
    edition: Edition,
    action: str,
    bind: Any,
    do: Any,
    done: Any,
    heading: Any,
    *,
    words: str = "",
    back: str = "",
) -> Desk:
    context = {
        "edition": edition,
        "city": edition.city,
        "heading": heading,
        "words": words,
        "back": back or edition.get_absolute_url(),
        "submit": _("Save"),
        "has_samples": edition.is_sample,
    }
    return Desk(FORM, action, bind=bind, do=do, done=done, context=context, field_of=FIELD_OF)
