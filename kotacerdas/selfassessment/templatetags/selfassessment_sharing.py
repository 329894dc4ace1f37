"""The lines of the page that shares questions out; written here since each has three controls and there are over a
hundred of them."""

from functools import lru_cache
from typing import TYPE_CHECKING

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from kotacerdas.common.templatetags import components
from kotacerdas.selfassessment.forms.sharing import AGENCY, CHOSEN, DAY, PERSON, SharingForm
from kotacerdas.selfassessment.queries.sharing import Row, Sharing

if TYPE_CHECKING:
    from kotacerdas.people.models import User

register = template.Library()


@register.simple_tag
def share_line(row: Row, form: SharingForm) -> SafeString:
    """A tick, the question, and to whom it is given; what is wrong stands below."""
    code = row.answer.code
    typed = form.typed(code)
    faults = form.faults.get(code, [])
    return format_html(
        '<li id="soal-{code}" class="bagi-soal{wrong}">'
        '<label class="bagi-judul"><input type="checkbox" class="form-check" name="{tick}" value="{code}"{ticked}>'
        '<span><b class="kode">{code}</b> {title}</span></label>'
        '<div class="bagi-isian">{agency}{person}{day}</div>'
        '<p class="bagi-kaki">{state}{hint}<a href="{address}">{link}</a></p>{faults}</li>',
        code=code,
        wrong=SafeString(" bagi-soal--galat" if faults else ""),
        tick=CHOSEN,
        ticked=_if("checked", form.is_ticked(code)),
        title=row.title,
        agency=_agencies(form.desk, code, typed.organisation),
        person=_people(form.desk, code, typed.organisation, typed.person, row),
        day=_day(code, typed.day),
        state=components.status(row.answer.get_state_display(), "") if row.answer.is_written else "",
        hint=_hint(row),
        address=reverse("selfassessment:answer", args=[form.desk.assessment.round.code, code]),
        link=gettext("Open the answer"),
        faults=format_html_join("", '<p class="galat" role="alert">{}</p>', ((each,) for each in faults)),
    )


def _agencies(desk: Sharing, code: str, chosen: str) -> SafeString:
    """The same options in every line, written once; the chosen one is marked in the text."""
    options = _options(tuple((key, str(each)) for key, each in desk.organisations.items()))
    value = f'<option value="{int(chosen)}"' if chosen.isdigit() else ""
    if value:
        options = SafeString(options.replace(f"{value}>", f"{value} selected>", 1))
    return format_html(
        '<label><span>{}</span><select class="form-select" name="{}{}" aria-label="{}">'
        '<option value="">{}</option>{}</select></label>',
        pgettext("field", "Organisation"),
        AGENCY,
        code,
        gettext("Organisation for question %(code)s") % {"code": code},
        gettext("nobody yet"),
        options,
    )


@lru_cache(maxsize=8)
def _options(some: tuple[tuple[int, str], ...]) -> SafeString:
    return format_html_join("", '<option value="{}">{}</option>', some)


def _people(desk: Sharing, code: str, organisation: str, chosen: str, row: Row) -> SafeString:
    """Those of the organisation that has the question now; of another one once it has been saved."""
    people: list[User] = desk.people.get(int(organisation), []) if organisation.isdigit() else []
    stored = row.answer.person
    if stored is not None and stored not in people and str(row.answer.organisation_id or "") == organisation:
        people = [*people, stored]
    if not people:
        empty = (
            gettext("nobody has an account there yet") if organisation else gettext("after the organisation")
        )
        return format_html(
            '<span class="bagi-kosong"><span>{}</span>{}</span>', pgettext("field", "Person in charge"), empty
        )
    options = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((each.pk, _if("selected", str(each.pk) == chosen), str(each)) for each in people),
    )
    return format_html(
        '<label><span>{}</span><select class="form-select" name="{}{}" aria-label="{}">'
        '<option value="">{}</option>{}</select></label>',
        pgettext("field", "Person in charge"),
        PERSON,
        code,
        gettext("Person in charge of question %(code)s") % {"code": code},
        gettext("whoever is free there"),
        options,
    )


def _day(code: str, value: str) -> SafeString:
    return format_html(
        '<label><span>{}</span><input type="date" class="form-control" name="{}{}" value="{}" aria-label="{}"></label>',
        pgettext("field", "Due on"),
        DAY,
        code,
        value,
        gettext("Day on which question %(code)s is due") % {"code": code},
    )


def _hint(row: Row) -> SafeString | str:
    if row.suggested is None:
        return ""
    words = gettext("the last time: %(organisation)s") % {"organisation": row.suggested}
    return format_html('<span class="sunyi">{}</span> ', words)


def _if(attribute: str, is_set: bool) -> SafeString:
    return SafeString(f" {attribute}") if is_set else SafeString("")
