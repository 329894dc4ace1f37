"""The hidden field that keeps a form from being done twice."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kotacerdas.common import submissions

register = template.Library()


@register.simple_tag
def submission_key() -> SafeString:
    """In every form that changes something, beside `{% csrf_token %}`."""
    return format_html('<input type="hidden" name="{}" value="{}">', submissions.FIELD, submissions.new_key())
