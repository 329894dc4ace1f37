"""To whom each question is given. Read by hand: a field of Django's for each of some 350 controls costs too much."""

import json
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.faults import sentence
from kotacerdas.common.widgets import LongSelect
from kotacerdas.followup.forms.fields import DayField
from kotacerdas.selfassessment.actions import Given
from kotacerdas.selfassessment.models import Answer
from kotacerdas.selfassessment.queries.sharing import Sharing

SEEN, CHOSEN, WHOLE_PART = "dilihat", "pilih", "pilih-bagian"
AGENCY, PERSON, DAY = "opd-", "orang-", "hari-"


class Typed(NamedTuple):
    """The three controls of a question, as the browser sends them."""

    organisation: str = ""
    person: str = ""
    day: str = ""


class BulkForm(forms.Form):
    """What is given to all questions that were ticked."""

    untuk = forms.ChoiceField(
        label=_("To the organisation"),
        widget=LongSelect,
        error_messages={"required": _("Choose to whom the ticked questions are given.")},
    )
    sampai = DayField(label=_("Due on"), required=False)

    def __init__(self, *args: Any, desk: Sharing, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        self.desk = desk
        field = self.fields["untuk"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", gettext("choose an organisation")),
            *((str(key), str(each)) for key, each in desk.organisations.items()),
        ]

    def clean_sampai(self) -> date | None:
        day: date | None = self.cleaned_data["sampai"]
        if day is not None and day < self.desk.today:
            raise forms.ValidationError(gettext("The day is over. Choose today or a later one."))
        return day

    def given(self, row: Answer) -> Given:
        """A person in charge stays where the organisation does, and a day where none is typed."""
        organisation = self.desk.organisations[int(self.cleaned_data["untuk"])]
        stays = row.organisation_id == organisation.pk
        return Given(organisation, row.person if stays else None, self.cleaned_data["sampai"] or row.due_on)


class SharingForm:
    """The rows of the page: what was typed, what they showed when the page was opened, and what is wrong, by question."""

    def __init__(self, desk: Sharing, sent: QueryDict | None = None) -> None:
        self.desk, self.sent = desk, sent
        self.stored = {row.answer.code: row.answer for row in desk.rows}
        self.shown = self._shown()
        self.faults: dict[str, list[str]] = {}
        self.problems: list[str] = []
        """What is wrong with no question of its own: the days, a lock."""

    @property
    def seen_field(self) -> str:
        """What is stored now, for the hidden field: the next save is meant against it."""
        told = {code: list(_as_typed(row)) for code, row in self.stored.items()}
        return json.dumps(told, separators=(",", ":"))

    def typed(self, code: str) -> Typed:
        """What the controls of a question show."""
        stored = _as_typed(self.stored[code])
        if self.sent is None or AGENCY + code not in self.sent:
            return stored
        return self._sent(code)

    @property
    def chosen(self) -> list[str]:
        """The questions that were ticked, by themselves or with their whole part, in the order of the form."""
        if self.sent is None:
            return []
        some, parts = set(self.sent.getlist(CHOSEN)), set(self.sent.getlist(WHOLE_PART))
        rows = self.desk.rows
        return [r.answer.code for r in rows if r.answer.code in some or r.question.component.code in parts]

    def is_ticked(self, code: str) -> bool:
        return self.sent is not None and code in self.sent.getlist(CHOSEN)

    def is_part_ticked(self, part: str) -> bool:
        return self.sent is not None and part in self.sent.getlist(WHOLE_PART)

    def wanted(self) -> dict[str, Given]:
        """Only what differs from what the page showed. Raises `Refused` with everything that cannot be read."""
        found: dict[str, Given] = {}
        troubles: list[Fault] = []
        for code in self.stored:
            if self.typed(code) == self.shown.get(code, _as_typed(self.stored[code])):
                continue
            try:
                found[code] = self._given(code)
            except Refused as refused:
                troubles += refused.faults
        if troubles:
            raise Refused(troubles)
        return found

    def seen(self) -> dict[str, Given]:
        """As the page showed it; what cannot be read any more was given to nobody who still exists."""
        found = {}
        people = {str(each.pk): each for some in self.desk.people.values() for each in some}
        people |= {str(row.person_id): row.person for row in self.stored.values() if row.person}
        for code, shown in self.shown.items():
            if code in self.stored:
                found[code] = Given(
                    self._organisation(shown.organisation), people.get(shown.person), _day(shown.day)
                )
        return found

    def blame(self, refused: Refused) -> None:
        """Puts each sentence at its question."""
        for fault in refused.faults:
            code = str(fault.values.get("code", ""))
            there = self.faults.setdefault(code, []) if code in self.stored else self.problems
            there.append(sentence(fault))

    def _sent(self, code: str) -> Typed:
        assert self.sent is not None  # asked only where something was sent
        return Typed(*(self.sent.get(name + code, "").strip() for name in (AGENCY, PERSON, DAY)))

    def _shown(self) -> dict[str, Typed]:
        if self.sent is None:
            return {}
        try:
            told = json.loads(self.sent.get(SEEN, ""))
            return {str(code): Typed(*map(str, values)) for code, values in told.items()}
        except (ValueError, TypeError, AttributeError):
            return {}

    def _given(self, code: str) -> Given:
        typed, shown = self.typed(code), self.shown.get(code, Typed())
        faults: list[Fault] = []
        organisation = self._organisation(typed.organisation)
        if typed.organisation and organisation is None:
            faults.append(Fault("answer-organisation-unknown", {"code": code}))
        person = None
        # Whoever was in charge in one organisation is not taken along into another.
        is_left = typed.organisation != shown.organisation and typed.person == shown.person
        if typed.person and organisation is not None and not is_left:
            there = self.desk.people.get(organisation.pk, [])
            person = next((each for each in there if str(each.pk) == typed.person), None)
            if person is None and not self._stays(code, typed):
                faults.append(Fault("answer-person-not-there", {"code": code}))
            person = person or (self.stored[code].person if self._stays(code, typed) else None)
        due = _day(typed.day)
        if typed.day and due is None:
            faults.append(Fault("answer-day-unreadable", {"code": code, "text": typed.day[:20]}))
        elif due is not None and due < self.desk.today and typed.day != shown.day:
            faults.append(Fault("answer-day-over", {"code": code}))
        elif due is not None and not typed.organisation and typed.organisation == shown.organisation:
            faults.append(Fault("answer-day-of-nobody", {"code": code}))
        if faults:
            raise Refused(faults)
        return Given(organisation, person, due if organisation else None)

    def _stays(self, code: str, typed: Typed) -> bool:
        """The stored person of the stored organisation, who has no role there today."""
        return _as_typed(self.stored[code])[:2] == typed[:2]

    def _organisation(self, key: str) -> Any:
        return self.desk.organisations.get(int(key)) if key.isdigit() and len(key) < 10 else None


def as_before(desk: Sharing) -> dict[str, Given]:
    """Everything that is given to nobody yet, to whoever answered the same question the last time."""
    return {row.answer.code: Given(row.suggested) for row in desk.rows if row.suggested is not None}


def _as_typed(row: Answer) -> Typed:
    return Typed(
        str(row.organisation_id or ""),
        str(row.person_id or ""),
        row.due_on.isoformat() if row.due_on else "",
    )


def _day(text: str) -> date | None:
    try:
        day: date | None = DayField(required=False).clean(text)
    except forms.ValidationError:
        return None
    return day
