"""Decisions about what was said, and the remarks on one goal or programme for its page."""

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from kotacerdas.common.templatetags.components import status
from kotacerdas.masterplan import rights
from kotacerdas.masterplan.models import Node, Programme
from kotacerdas.masterplan.queries import reviewing
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

register = template.Library()

_TONES = {"open": "awas", "accepted": "ok", "partly": "ok"}


@register.simple_tag
def outcome(code: str, words: str) -> SafeString:
    """What was decided about a word, or that nothing was."""
    return status(str(words), _TONES.get(code, ""))


@register.simple_tag(takes_context=True)
def remarks_on(context: Context, thing: Node | Programme) -> SafeString:
    """`{% remarks_on programme %}`: nothing for whoever takes no part in the city's programme."""
    request, edition = context["request"], thing.edition
    if not access.may(request.user, Permission.DISCUSS, edition.city):
        return SafeString("")
    add = ""
    if rights.keeps(request.user, edition.city) and not edition.is_frozen:
        kind = "simpul" if isinstance(thing, Node) else "program"
        form = reverse("masterplan:write-remark", args=[edition.city.code, edition.code])
        add = f"{form}?tentang={kind}-{thing.code}"
    told = {"remarks": reviewing.remarks_on(thing), "add": add}
    if not told["remarks"] and not add:
        return SafeString("")
    return SafeString(render_to_string("masterplan/_remarks.html", told, request=request))
