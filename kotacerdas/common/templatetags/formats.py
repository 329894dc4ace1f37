"""How figures, dates and money are written in templates."""

from django import template

register = template.Library()
