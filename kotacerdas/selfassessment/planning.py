"""What a row of a workbook would change of an answer, and why it may not be changed; reads, writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evaluation import guarding
from kotacerdas.evaluation.domain import workflow
from kotacerdas.imports.domain.fields import Field, fold
from kotacerdas.imports.domain.typed import Wrong, read, written
from kotacerdas.imports.intakes import Entry
from kotacerdas.instruments.words import text
from kotacerdas.people.intakes.places import Finder, iso
from kotacerdas.people.models import Organisation
from kotacerdas.selfassessment import questionnaire, rights
from kotacerdas.selfassessment.domain import answering, content
from kotacerdas.selfassessment.domain.answering import Deed, Side
from kotacerdas.selfassessment.domain.content import Content, Survey
from kotacerdas.selfassessment.models import Answer, Assessment
from kotacerdas.selfassessment.models.answers import MOST_LETTERS
from kotacerdas.selfassessment.queries.workbook import Writer, writers

if TYPE_CHECKING:
    from kotacerdas.people.models import User

SURVEY = ("survey_mean", "survey_respondents", "survey_method")
WORDS = ("level", "statement", "figures", *SURVEY)
"""Columns that whoever answers writes."""
SHARED = ("organisation", "person", "due_on")
"""Columns that only the programme office writes."""
TOLD = ("question", "component", "dimension", "state", "proofs")
"""Columns for reading; what is typed there is not taken in."""
MOST_FIGURES, MOST_METHOD = 4000, 500

_TEXTS = {
    "statement": Field("", "", (), most_letters=MOST_LETTERS, many_lines=True),
    "figures": Field("", "", (), most_letters=MOST_FIGURES, many_lines=True),
    "survey_method": Field("", "", (), most_letters=MOST_METHOD),
}

Values = Mapping[str, str]


# --- an answer as the cells of a row -----------------------------------------------------------------------


def values_of(answer: Answer) -> dict[str, str]:
    """As a file would give them back: blanks and line ends that a spreadsheet changes make no difference."""
    survey = answer.content.survey
    return {
        "code": answer.code,
        "organisation": answer.organisation.code if answer.organisation else "",
        "person": answer.person.email.casefold() if answer.person else "",
        "due_on": iso(answer.due_on),
        "level": "" if answer.level is None else str(answer.level),
        **{name: _as_read(name, words) for name, words in typed_in(answer).items()},
        "survey_mean": written(survey.mean) if survey else "",
        "survey_respondents": str(survey.respondents) if survey else "",
    }


def typed_in(answer: Answer) -> dict[str, str]:
    """Its texts to the letter."""
    survey = answer.content.survey
    return {
        "statement": answer.statement,
        "figures": answer.figures,
        "survey_method": survey.method if survey else "",
    }


def content_of(values: Values, typed: Values) -> Content:
    """What the cells say. A text that no cell has changed stays as it was `typed`, with its own blanks and lines."""
    words = {
        name: typed[name] if _as_read(name, typed[name]) == values[name] else values[name] for name in _TEXTS
    }
    survey = None
    if any(values[name] for name in SURVEY):
        mean, respondents = values["survey_mean"], values["survey_respondents"]
        survey = Survey(Decimal(mean or 0), int(respondents or 0), words["survey_method"])
    level = values["level"]
    return Content(int(level) if level else None, words["statement"], words["figures"], survey)


def changed(before: Values, after: Values, names: Sequence[str]) -> list[str]:
    return [name for name in names if after.get(name, "") != before.get(name, "")]


def _as_read(name: str, words: str) -> str:
    try:
        return read(words, _TEXTS[name])
    except Wrong:
        return words


# --- a row and its faults ----------------------------------------------------------------------------------


class Judge:
    """Knows an assessment and what one person may do in it; asks the database at the beginning, not for each row."""

    def __init__(self, assessment: Assessment, by: User | None, *, clears: bool, now: datetime) -> None:
        self._assessment, self._by, self._clears, self._now = assessment, by, clears, now
        self._form = questionnaire.questions(assessment.round)
        self._answers = {row.code.casefold(): row for row in assessment.answers.for_rows()}
        self._meant = self._words_of_all()
        self._refused: dict[workflow.Deed, list[Fault]] = {}
        today = now.astimezone(assessment.city.timezone).date()
        self._writers = writers(assessment.city, today)
        self._organisations, self._keys = Finder(), {}
        for each in Organisation.objects.of_city(assessment.city).in_force(today):
            self._organisations.add(each.code, (each.name, each.short_name))
            self._keys[each.code] = each.pk

    def _words_of_all(self) -> dict[str, set[str]]:
        """By the words of a question in either language, the codes under which they stand."""
        found: dict[str, set[str]] = {}
        for each in self._form.values():
            # A form that nobody has translated yet has no English words.
            for words in filter(None, map(fold, (each.words.id, each.words.en))):
                found.setdefault(words, set()).add(each.code)
        return found

    def settle(self, entry: Entry) -> None:
        """Gives the entry its key, brings what its cells mean to one form, and blames what cannot be."""
        question = self._only_told(entry)
        answer = self._find(entry)
        if answer is None:
            return
        entry.key = entry.values["code"] = answer.code
        entry.name = f"{answer.code} {text(self._form[answer.code].words)}"
        self._check_question(entry, question)
        before = values_of(answer)
        self._resolve(entry, before)
        said = {name: value for name, value in entry.values.items() if value or self._clears}
        after = {**before, **said}
        if shared := changed(before, after, SHARED):
            self._judge_sharing(entry, answer, shared, after)
        if words := changed(before, after, WORDS):
            self._judge_words(entry, answer, words, after)

    def _only_told(self, entry: Entry) -> str:
        """Takes the columns for reading out, with whatever is wrong in them; answers the words of the question."""
        cells = {entry.cells[name] for name in TOLD if name in entry.cells}
        entry.faults = [fault for fault in entry.faults if fault.values.get("cell") not in cells]
        told = {name: entry.values.pop(name, "") for name in TOLD}
        return told["question"]

    def _find(self, entry: Entry) -> Answer | None:
        code = entry.values.get("code", "")
        found = self._answers.get(code.casefold())
        if not code and not any(
            fault.values.get("cell") == entry.cells.get("code") for fault in entry.faults
        ):
            entry.blame("cell-empty", "code")
        elif code and found is None:
            entry.name = code
            entry.blame("question-unknown", "code", code=code[:20])
        return found

    def _check_question(self, entry: Entry, words: str) -> None:
        """A row under whose code another question stands was shifted or sorted by mistake."""
        meant = self._meant.get(fold(words), set())
        if meant and entry.key not in meant:
            entry.blame("workbook-other-question", "question", code=entry.key, other=", ".join(sorted(meant)))

    def _resolve(self, entry: Entry, before: Values) -> None:
        name = entry.values.get("organisation", "")
        if name and name.casefold() == before["organisation"].casefold():
            # It may have been closed since it was given the question; that is not for the workbook to say.
            entry.values["organisation"] = before["organisation"]
        elif name:
            entry.values["organisation"] = self._organisations.resolve(entry, "organisation") or ""
        if "person" in entry.values:
            entry.values["person"] = entry.values["person"].casefold()

    def _judge_sharing(self, entry: Entry, answer: Answer, names: list[str], after: Values) -> None:
        if Side.OFFICE not in rights.sides(answer, self._by):
            self._blame(entry, names[0], [Fault("answer-shared-by-office")])
            return
        self._blame(entry, names[0], self._refusals(workflow.Deed.SHARE_OUT))
        person = entry.values.get("person", "")
        key = answer.organisation_id if "organisation" not in names else self._keys.get(after["organisation"])
        if person and {"person", "organisation"} & {*names} and not works_at(self._writers.get(person), key):
            place = after["organisation"] or "–"
            entry.blame("workbook-person-elsewhere", "person", text=person[:60], organisation=place)

    def _judge_words(self, entry: Entry, answer: Answer, names: list[str], after: Values) -> None:
        self._blame(entry, names[0], self._why_not(answer))
        if entry.faults:
            return
        question = self._form[answer.code]
        wanted = content_of(after, typed_in(answer))
        for fault in content.faults(wanted, least=question.least, most=question.most):
            self._blame(entry, _column_of(fault, after), [fault])

    def _why_not(self, answer: Answer) -> Iterable[Fault]:
        try:
            answering.require(answer.stands, Deed.SAVE, sides=rights.sides(answer, self._by))
        except Refused as refused:
            if not self._assessment.is_submitted:
                return refused.faults
        return self._refusals(workflow.Deed.ANSWER)

    def _refusals(self, deed: workflow.Deed) -> list[Fault]:
        """Asked once for all rows."""
        if self._assessment.is_submitted:
            return [Fault("assessment-locked")]
        if deed not in self._refused:
            round_, city = self._assessment.round, self._assessment.city
            self._refused[deed] = guarding.refusals(deed, round_, city, by=self._by, now=self._now)
        return self._refused[deed]

    def _blame(self, entry: Entry, column: str, faults: Iterable[Fault]) -> None:
        for fault in faults:
            entry.blame(fault.kind, column, **fault.values)


def works_at(writer: Writer | None, organisation: int | None) -> bool:
    return writer is not None and organisation in writer.organisations


def _column_of(fault: Fault, values: Values) -> str:
    """The cell that is wrong, or the one that is missing."""
    match fault.kind:
        case "answer-level-off-scale":
            return "level"
        case "survey-off-scale":
            return "survey_mean"
        case "survey-incomplete":
            return next((name for name in SURVEY if not values[name]), "survey_respondents")
    return "figures"
