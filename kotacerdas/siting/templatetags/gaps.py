"""How far an answer may be from the best, in a cell of a table."""

from django import template

from kotacerdas.siting import findings

register = template.Library()
register.filter("gap", findings.gap)
