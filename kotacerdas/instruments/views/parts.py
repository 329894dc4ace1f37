"""Pages on which the parts of an edition are changed: its head, its questions and components."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kotacerdas.common import submissions
from kotacerdas.instruments import actions
from kotacerdas.instruments.actions.editions import edition_of
from kotacerdas.instruments.domain import editing
from kotacerdas.instruments.domain.edition import Edition, Node
from kotacerdas.instruments.forms import HeadForm, NewNodeForm, NodeForm, head_initial, node_initial
from kotacerdas.instruments.models import EditionDraft
from kotacerdas.instruments.views.finding import beside, carried_out, done_or_told, draft_or_404
from kotacerdas.people import drafts
from kotacerdas.people.access import Permission, requires, signed_in


@requires(Permission.EDIT_EDITIONS)
@never_cache
def head(request: HttpRequest, code: str, edition: str) -> HttpResponse:
    """Name, dates, and how sure it is with the source for that."""
    found = draft_or_404(request, code, edition)
    written = edition_of(found)
    initial = {**head_initial(written), "seen": editing.head_mark(written)}
    context: dict[str, Any] = {"draft": found, "edition": written}
    if request.method != "POST":
        context["form"] = HeadForm(drafts.kept(request), initial=initial)
        return render(request, "instruments/head.html", context)
    form = context["form"] = HeadForm(request.POST)
    if not form.is_valid():
        return render(request, "instruments/head.html", context, status=422)

    def deed() -> str:
        by, now = signed_in(request), timezone.now()
        seen = form.cleaned_data["seen"]
        return actions.write_head(found, form.head(), seen=seen, by=by, now=now).get_absolute_url()

    try:
        answer = carried_out(request, form, action="head", deed=deed, said=_("Saved."))
    except actions.PartChanged as changed:
        newest = edition_of(changed.current)
        context |= beside(changed, form, _as_typed(head_initial(newest)))
        context["form"] = HeadForm(_against(request, editing.head_mark(newest)))
        return render(request, "instruments/head.html", context, status=409)
    return answer or render(request, "instruments/head.html", context, status=422)


@requires(Permission.EDIT_EDITIONS)
@never_cache
def node(request: HttpRequest, code: str, edition: str, node: str) -> HttpResponse:
    """One question or part. Two people may change two of them at once; of the same one both versions are shown."""
    found = draft_or_404(request, code, edition)
    written = edition_of(found)
    asked = _node_or_404(written, node)
    shape = {"weighs": editing.counts_weight(written, node), "is_leaf": asked.is_leaf}
    context = _around(found, written, asked)
    if request.method != "POST":
        initial = {**node_initial(asked), "seen": editing.mark_of(asked)}
        context["form"] = NodeForm(drafts.kept(request), initial=initial, **shape)
        return render(request, "instruments/node.html", context)
    form = context["form"] = NodeForm(request.POST, **shape)
    if not form.is_valid():
        return render(request, "instruments/node.html", context, status=422)

    def deed() -> str:
        by, now = signed_in(request), timezone.now()
        seen = form.cleaned_data["seen"]
        actions.write_node(found, node, form.typed(asked), seen=seen, by=by, now=now)
        return _row_of(found, node)

    said = _("%(code)s is saved.") % {"code": node}
    try:
        answer = carried_out(request, form, action="node", deed=deed, said=said)
    except actions.PartChanged as changed:
        newest = edition_of(changed.current).nodes[node]
        context |= beside(changed, form, node_initial(newest))
        context["form"] = NodeForm(_against(request, editing.mark_of(newest)), **shape)
        return render(request, "instruments/node.html", context, status=409)
    return answer or render(request, "instruments/node.html", context, status=422)


@requires(Permission.EDIT_EDITIONS)
@never_cache
def add(request: HttpRequest, code: str, edition: str, node: str) -> HttpResponse:
    """A new question or part at the end of the one in the address."""
    found = draft_or_404(request, code, edition)
    written = edition_of(found)
    above = _node_or_404(written, node)
    if above.is_leaf:
        raise Http404
    typed = request.POST if request.method == "POST" else drafts.kept(request)
    weighs = above.method in editing.WEIGHTED
    is_leaf = not (above.children and not above.children[-1].is_leaf)
    form = NewNodeForm(typed, weighs=weighs, is_leaf=is_leaf)
    if request.method == "POST" and form.is_valid():

        def deed() -> str:
            by, now = signed_in(request), timezone.now()
            made = form.cleaned_data["code"]
            actions.add_node(found, node, made, form.typed(), by=by, now=now)
            return _row_of(found, made)

        if answer := carried_out(request, form, action="add", deed=deed, said=_("Added.")):
            return answer
    context = {**_around(found, written, above), "form": form, "is_leaf": is_leaf}
    status = 422 if request.method == "POST" else 200
    return render(request, "instruments/add.html", context, status=status)


@requires(Permission.EDIT_EDITIONS)
@require_POST
def move(request: HttpRequest, code: str, edition: str, node: str) -> HttpResponse:
    """One place up (`ke=naik`) or down among its neighbours; sent twice, it moves once."""
    found = draft_or_404(request, code, edition)
    _node_or_404(edition_of(found), node)
    step = editing.UP if request.POST.get("ke") == "naik" else editing.DOWN

    def deed() -> str:
        actions.move_node(found, node, step=step, by=signed_in(request), now=timezone.now())
        return reverse("instruments:draft-node", kwargs={**found.address, "node": node})

    return redirect(submissions.once_for(request, action="instruments.move", deed=deed).address)


@requires(Permission.EDIT_EDITIONS)
@never_cache
def remove(request: HttpRequest, code: str, edition: str, node: str) -> HttpResponse:
    """First what would go with it, then, confirmed, it goes."""
    if request.method == "POST":
        address = {"code": code, "edition": edition}
        back = reverse("instruments:draft", kwargs=address)

        def deed() -> str:
            found = draft_or_404(request, **address)
            actions.remove_node(found, node, by=signed_in(request), now=timezone.now())
            return back

        said = _("%(code)s is removed.") % {"code": node}
        return done_or_told(request, action="remove", deed=deed, said=said, back=back)
    found = draft_or_404(request, code, edition)
    written = edition_of(found)
    asked = _node_or_404(written, node)
    if asked is written.root:
        raise Http404
    context = _around(found, written, asked) | {"below": list(asked.walk())[1:]}
    return render(request, "instruments/remove.html", context)


def _node_or_404(edition: Edition, code: str) -> Node:
    if code not in edition.nodes:
        raise Http404
    return edition.nodes[code]


def _around(draft: EditionDraft, edition: Edition, node: Node) -> dict[str, Any]:
    above = edition.parents.get(node.code)
    return {
        "draft": draft,
        "edition": edition,
        "node": node,
        "above": above,
        "position": above.children.index(node) + 1 if above else 0,
    }


def _row_of(draft: EditionDraft, code: str) -> str:
    """The editor, at the row of the node."""
    return f"{draft.get_absolute_url()}#butir-{code}"


def _against(request: HttpRequest, mark: str) -> Any:
    """What was typed, in a form whose next save is meant against what is there now."""
    typed = request.POST.copy()
    typed["seen"] = mark
    return typed


def _as_typed(initial: dict[str, Any]) -> dict[str, Any]:
    """Days as the browser sends them."""
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in initial.items()
    }
