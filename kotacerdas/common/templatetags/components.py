"""The parts that pages are made of, in two kinds.

What frames or fills a page is a template: `{% component "name" argument=... %}` renders `templates/components/name.html`,
whose leading comment declares its arguments, one a line: `name: what it is`, or `name?: what it is` if it may be left out.
Naming an argument that is not declared, or leaving out one that is needed, is an error at once and not a gap on the page.

What stands in every row of a long table is written here in Python, because a template costs three to nine times as much: `{% icon %}`,
`{% status %}`, `{% sample %}`, `{% fact %}`, `{% change %}`, `{% dimension %}`, `{% letter %}`, `{% stacked_bar %}`, `{% share_bar %}`, `{% meter %}`.

All of them are on the page /_components/.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.common import formats
from kotacerdas.common.charts import bars

register = template.Library()

HEAD = re.compile(r"\s*{% comment %}(.*?){% endcomment %}", re.DOTALL)
ARGUMENT = re.compile(r"^\s*(\w+)(\??):", re.MULTILINE)


# --- Components that are templates -------------------------------------------------------------------------


class WrongArguments(template.TemplateSyntaxError):
    """A component was called with arguments that it does not declare, or without one that it needs."""


@dataclass(frozen=True)
class Declared:
    needed: frozenset[str]
    allowed: frozenset[str]


@cache
def declared(source: str) -> Declared:
    head = HEAD.match(source)
    if not head:
        raise WrongArguments("The component has no leading comment that declares its arguments")
    arguments = ARGUMENT.findall(head[1])
    return Declared(
        needed=frozenset(name for name, optional in arguments if not optional),
        allowed=frozenset(name for name, _optional in arguments),
    )


@register.simple_tag(takes_context=True)
def component(context: Context, component_name: str, **arguments: Any) -> SafeString:
    """The component's template with these arguments; of the page it sees the request only."""
    assert context.template is not None  # Django sets it before it renders anything
    found = context.template.engine.get_template(f"components/{component_name}.html")
    wants = declared(found.source)
    if unknown := arguments.keys() - wants.allowed:
        raise WrongArguments(f"{component_name} knows no {', '.join(sorted(unknown))}")
    if missing := wants.needed - arguments.keys():
        raise WrongArguments(f"{component_name} needs {', '.join(sorted(missing))}")
    inner = context.new(arguments)
    for shared in ("request", "csrf_token"):
        if shared in context:
            inner[shared] = context[shared]
    return found.render(inner)


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """This page's query with some values changed; None takes one out. The page number never survives a change."""
    asked = context["request"].GET.copy()
    asked.pop("halaman", None)
    for name, value in changes.items():
        if value is None:
            asked.pop(name, None)
        else:
            asked[name] = value
    return f"?{asked.urlencode()}"


@register.simple_tag(takes_context=True)
def sorting(
    context: Context, key: str, *, first: str = "descending", default: bool = False
) -> dict[str, str]:
    """Where the head of a column leads, and how the table is sorted by it now.

    The order is the query `urut=key`, or `urut=-key` for the other direction than `first`; a table with no such
    query is sorted by its `default` column.
    """
    asked = context["request"].GET.get("urut") or (key if default else "")
    other = {"descending": "ascending", "ascending": "descending"}[first]
    direction = {key: first, f"-{key}": other}.get(asked, "")
    return {"href": query(context, urut=f"-{key}" if asked == key else key), "direction": direction}


@register.simple_tag
def widget(field: BoundField) -> SafeString:
    """The control of a form field in our clothes."""
    control = field.field.widget
    if isinstance(control, forms.CheckboxInput):
        dress = "form-check"
    elif isinstance(control, forms.RadioSelect | forms.CheckboxSelectMultiple):
        dress = ""
    elif isinstance(control, forms.Select):
        dress = "form-select"
    else:
        dress = "form-control"
    worn = str(control.attrs.get("class", ""))
    return field.as_widget(attrs={"class": f"{worn} {dress}".strip()} if worn or dress else None)


# --- Components that stand in rows -------------------------------------------------------------------------


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A drawing beside a word; it says nothing by itself, so a screen reader skips it."""
    return format_html(
        '<svg class="ik" aria-hidden="true"><use href="{}#{}"/></svg>', static("icons.svg"), name
    )


STATUS_ICONS = {
    "ok": "circle-check",
    "jalan": "progress",
    "awas": "clock-exclamation",
    "telat": "alert-triangle",
    "": "circle-dashed",
}


@register.simple_tag
def status(word: str, tone: str = "") -> SafeString:
    """`ok` done, `jalan` running, `awas` due soon, `telat` late or missing, or plain."""
    drawing = icon(STATUS_ICONS[tone])
    return format_html('<span class="st{}">{}{}</span>', f" st--{tone}" if tone else "", drawing, word)


@register.simple_tag
def sample(word: str = "") -> SafeString:
    """Marks what is invented; dashed here and in every chart."""
    return format_html('<span class="contoh">{}</span>', word or _("Sample"))


@register.simple_tag
def fact(word: str = "") -> SafeString:
    """Marks what is official and has a source."""
    return format_html('<span class="fakta">{}</span>', word or _("Fact"))


@register.simple_tag
def change(difference: Decimal | None, places: int = 2) -> SafeString:
    """A difference to an earlier figure: arrow, a word for those who do not see it, colour."""
    if difference is None:
        return format_html(
            '<span class="sunyi">–<span class="hanya-baca"> {}</span></span>', _("not comparable")
        )
    shown = formats.number(abs(difference), places)
    if shown == formats.number(0, places):
        return format_html('<span class="beda">{}</span>', pgettext("score", "unchanged"))
    up = difference > 0
    return format_html(
        '<span class="beda {}">{}<span class="hanya-baca">{} </span>{}</span>',
        "naik" if up else "turun",
        icon("arrow-up" if up else "arrow-down"),
        pgettext("score", "up") if up else pgettext("score", "down"),
        shown,
    )


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
    """The letter of a component A to F in its step of the ramp; the component's name stands beside it."""
    return format_html(
        '<span class="huruf huruf--{}" aria-hidden="true">{}</span>', code[:1].lower(), code[:1]
    )


@register.simple_tag
def stacked_bar(parts: Sequence[tuple[str, Decimal]]) -> SafeString:
    """What each component adds, as shares of the whole width: `[("A", 0.0825), ...]`. The figures stand in the same row."""
    return bars.stacked_bar(parts, 1)


@register.simple_tag
def share_bar(code: str, reached: Decimal, possible: Decimal) -> SafeString:
    """What a component adds (filled) of what it could add (outlined), both as shares of the whole width."""
    return bars.share_bar(reached, possible, 1, code)


@register.simple_tag
def meter(share: Decimal, label: str, target: Decimal | None = None) -> SafeString:
    """A bar with an ink tick where it should be; `label` says both in words."""
    tick = ""
    if target is not None:
        at = f"{float(target) * 100:.2f}"
        tick = format_html('<line class="target" x1="{0}%" x2="{0}%" y1="-4" y2="100%"/>', at)
    return format_html(
        '<svg class="meter" role="img" aria-label="{}"><rect class="dasar" width="100%" height="100%"/>'
        '<rect class="isi" width="{}%" height="100%"/>{}</svg>',
        label,
        f"{min(max(float(share), 0), 1) * 100:.2f}",
        tick,
    )
