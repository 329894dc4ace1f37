"""The hidden fields that keep a form from being done twice, or from overwriting what somebody else saved."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kotacerdas.common import submissions, versions

register = template.Library()


@register.simple_tag
def submission_key() -> SafeString:
    """In every form that changes something, beside `{% csrf_token %}`."""
    return format_html('<input type="hidden" name="{}" value="{}">', submissions.FIELD, submissions.new_key())


@register.simple_tag
def version_key(thing: Any) -> SafeString:
    """In a form that edits `thing`: which version of it was on the screen."""
    return format_html('<input type="hidden" name="{}" value="{}">', versions.FIELD, thing.version)
