"""How pages write letters: rows of the list, states, names in the reader's language."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kotacerdas.common import formats
from kotacerdas.common.language import pick
from kotacerdas.common.templatetags import components
from kotacerdas.letters.models import Book, Letter, Letterhead, Signatory, Template
from kotacerdas.letters.models.desk import Kind

register = template.Library()

TONES = {"draft": "", "issued": "awas", "signed": "ok", "void": "telat"}
ICONS = {
    Kind.LETTER: "mail",
    Kind.INVITATION: "calendar-event",
    Kind.ASSIGNMENT: "user-check",
    Kind.DATA_REQUEST: "database",
    Kind.NOTICE: "speakerphone",
    Kind.COVER: "send",
    Kind.MINUTES: "file-text",
    Kind.STATEMENT: "certificate",
}


@register.simple_tag
def letter_status(letter: Letter) -> SafeString:
    return components.status(str(letter.get_state_display()), TONES[letter.state])


@register.simple_tag
def letter_row(letter: Letter) -> SafeString:
    """A row of the list; written here because a template for each costs far more."""
    marks = components.sample() if letter.is_sample else ""
    if letter.is_confidential:
        marks += components.status(_("Confidential"), "awas")
    day = (
        formats.day(letter.dated_on) if letter.dated_on else formats.day(letter.updated_at, letter.city.zone)
    )
    return format_html(
        '<tr><th scope="row"><a href="{}">{}</a> {}<small>{}</small></th><td class="sembunyi-hp">{}</td>'
        '<td class="sembunyi-hp n">{}</td><td>{}</td></tr>',
        letter.get_absolute_url(),
        letter.subject or _("without a subject"),
        marks,
        _line(letter),
        letter.number_text or "–",
        day,
        letter_status(letter),
    )


def _line(letter: Letter) -> str:
    count: int = getattr(letter, "n_recipients", None) or 0
    recipients = ngettext("%(count)d recipient", "%(count)d recipients", count) % {"count": count}
    return f"{letter.get_kind_display()} · {recipients}"


@register.filter
def template_icon(row: Template) -> str:
    return ICONS[Kind(row.kind)]


@register.filter
def named(row: Any) -> str:
    return pick(row, "name") if isinstance(row, Template) else str(row)


@register.filter
def described(row: Any) -> str:
    """A line below the name on the desk."""
    match row:
        case Template():
            return str(row.get_kind_display())
        case Book():
            return f"{row.pattern} · {_so_far(row)}"
        case Letterhead():
            return ", ".join(part for part in (row.address, row.contact) if part) or row.place
        case Signatory():
            return row.rank
        case _:
            return ""


def _so_far(book: Book) -> str:
    """How far the book has come in its newest year."""
    years = list(book.years.all())
    if not years:
        return _("no number given yet")
    return _("last number %(number)s in %(year)s") % {
        "number": years[0].last_number,
        "year": years[0].year,
    }
