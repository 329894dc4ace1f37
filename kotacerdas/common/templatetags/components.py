"""`{% component "name" argument=... %}` and `{% icon "name" %}`.

A component is a template in `templates/components/` whose leading comment declares its arguments,
one a line: `name: what it is`, or `name?: what it is` if it may be left out. Naming an argument that is not declared, or
leaving out one that is needed, is an error at once and not an empty place on the page.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import template
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

HEAD = re.compile(r"\s*{% comment %}(.*?){% endcomment %}", re.DOTALL)
ARGUMENT = re.compile(r"^\s*(\w+)(\??):", re.MULTILINE)


class WrongArguments(template.TemplateSyntaxError):
    """A component was called with arguments that it does not declare, or without one that it needs."""


@dataclass(frozen=True)
class Declared:
    needed: frozenset[str]
    allowed: frozenset[str]


@lru_cache
def declared(source: str) -> Declared:
    head = HEAD.match(source)
    if not head:
        raise WrongArguments("The component has no leading comment that declares its arguments")
    arguments = ARGUMENT.findall(head[1])
    return Declared(
        needed=frozenset(name for name, optional in arguments if not optional),
        allowed=frozenset(name for name, _ in arguments),
    )


@register.simple_tag(takes_context=True)
def component(context: Context, name: str, **arguments: Any) -> SafeString:
    """The component's template with these arguments and nothing else of the page's context."""
    found = context.template.engine.get_template(f"components/{name}.html")
    wants = declared(found.source)
    if unknown := arguments.keys() - wants.allowed:
        raise WrongArguments(f"{name} knows no {', '.join(sorted(unknown))}")
    if missing := wants.needed - arguments.keys():
        raise WrongArguments(f"{name} needs {', '.join(sorted(missing))}")
    inner = context.new(arguments)
    if "csrf_token" in context:
        inner["csrf_token"] = context["csrf_token"]
    return found.render(inner)


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """A drawing beside a word; it says nothing by itself, so readers of the screen skip it."""
    return format_html(
        '<svg class="ik{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        f" {extra}" if extra else "",
        static("icons.svg"),
        name,
    )


@register.simple_tag(takes_context=True)
def sorted_by(context: Context, key: str, *, first: str = "descending") -> dict[str, str]:
    """What a table head links to: sorts by `key`, and turns round if the table is sorted by it already.

    The state is the query `urut=key` or `urut=-key`; a leading minus is the other direction than `first`.
    """
    request = context["request"]
    asked = request.GET.get("urut", "")
    query = request.GET.copy()
    query.pop("halaman", None)
    query["urut"] = f"-{key}" if asked == key else key
    turned = asked == f"-{key}"
    direction = {"descending": "ascending", "ascending": "descending"}[first] if turned else first
    return {
        "href": f"?{query.urlencode()}",
        "direction": direction if asked.removeprefix("-") == key else "",
    }


DIMENSIONS: dict[str, tuple[str, str]] = {
    "governance": ("gov", "building-bank"),
    "branding": ("brand", "speakerphone"),
    "economy": ("eco", "coins"),
    "living": ("liv", "home-heart"),
    "society": ("soc", "users-group"),
    "environment": ("env", "leaf"),
}


@register.simple_tag
def dimension(code: str, label: str) -> SafeString:
    """One of the six dimensions: icon in its hue, name in ink."""
    hue, drawing = DIMENSIONS[code]
    return format_html('<span class="dim dim--{}">{}{}</span>', hue, icon(drawing), label)


@register.simple_tag
def letter(code: str) -> SafeString:
    """The letter of a component A to F in its place of the ramp; its name stands beside it."""
    return format_html(
        '<span class="huruf huruf--{}" aria-hidden="true">{}</span>', code[:1].lower(), code[:1]
    )
