"""`{% discussion thing %}`: comments, votes and decisions on any page; known everywhere without being loaded."""

from django import template
from django.db import models
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from kotacerdas.discussion import places
from kotacerdas.discussion.views.talk import shown

register = template.Library()


@register.simple_tag(takes_context=True)
def discussion(context: Context, thing: models.Model) -> SafeString:
    """Nothing for whoever takes no part in the object's city; that the object is seen, the page has made sure."""
    request = context["request"]
    if not request.user.is_authenticated or not places.may_read(request.user, thing):
        return SafeString("")
    told = {"is_embedded": True, **shown(thing, request.user)}
    return render_to_string("discussion/talk.html", told, request=request)
