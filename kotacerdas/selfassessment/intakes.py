"""The answers of a self-assessment as a workbook: what goes out comes back in, a row for each question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evidence.findings.standings import DIMENSION_NAMES
from kotacerdas.imports import intakes
from kotacerdas.imports.intakes import Column, Current, Entry, Index, Intake, Store, Target, Wanted
from kotacerdas.instruments.words import text
from kotacerdas.people import access
from kotacerdas.people.intakes.places import day
from kotacerdas.people.models import Organisation, User
from kotacerdas.people.permissions import Permission
from kotacerdas.selfassessment import actions, planning, questionnaire, rights
from kotacerdas.selfassessment.actions import Given, Written
from kotacerdas.selfassessment.models import Answer, Assessment, Via
from kotacerdas.selfassessment.models.answers import MOST_LETTERS
from kotacerdas.selfassessment.planning import SHARED, WORDS, Judge, Values
from kotacerdas.selfassessment.queries.workbook import SLUG, Writer, confirmed, key_of, writers

_MOST_RESPONDENTS = 10_000_000
_FOR_READING = _("For reading only; what is typed here is not taken in.")
_BY_OFFICE = _("Only the programme office changes it.")


class Answers(Intake):
    name: ClassVar = "selfassessment.answers"
    slug: ClassVar = SLUG
    title: ClassVar = _("Answers of a self-assessment")
    description: ClassVar = _(
        "Download the questions, fill in level, statement and figures in Excel, and bring them back: an agency its own "
        "questions, the programme office all of them."
    )
    permission: ClassVar = Permission.KEEP_ROUNDS.value
    """Whoever keeps the round sees the files of all; an agency sees its own."""
    icon: ClassVar = "forms"
    identifying: ClassVar = ("code",)
    is_private: ClassVar = True

    def targets(self, user: Any) -> list[Target]:
        """Over and locked rounds as well: they are downloaded, and their rows say why nothing can be written."""
        rows: QuerySet[Assessment] = Assessment.objects.exclude(round__instrument="")
        if user is not None:
            if access.reach(user, Permission.ANSWER_QUESTIONS).is_nowhere:
                return []
            rows = rows.filter(pk__in=Assessment.objects.visible_to(user))
        rows = rows.select_related("round", "city").order_by("-round__year", "round__code", "city__code")
        return [
            Target(key_of(row), f"{row.round.title}, {row.city.name}", row.city)
            for row in rows
            if _writes_in(row, user)
        ]

    def columns(self, target: Target) -> list[Column]:
        form = questionnaire.questions(_assessment(target).round).values()
        least, most = min(each.least for each in form), max(each.most for each in form)
        return [
            Column("code", _("Code"), "code", ("kode", "kode soal", "kode pertanyaan", "nomor soal", "no soal"),
                   is_required=True, most_letters=20, help=_("The question of the form. Leave it as it is."), width=8),
            Column("question", _("Question"), aliases=("pertanyaan", "soal", "indikator", "question"),
                   most_letters=MOST_LETTERS, help=_FOR_READING, width=60),
            Column("component", _("Part"), aliases=("komponen", "bagian", "component"), help=_FOR_READING, width=24),
            Column("dimension", _("Dimension"), aliases=("dimensi", "dimension"), help=_FOR_READING, width=14),
            Column("organisation", _("Organisation"), "reference", (
                "opd", "organisasi", "perangkat daerah", "instansi", "opd penanggung jawab", "penanggung jawab",
            ), help=_BY_OFFICE, most_letters=200, width=24),
            Column("person", _("Person (e-mail)"), "reference", ("e-mail", "email", "petugas", "pic"),
                   help=_("Only the programme office changes it. A question given to another organisation loses its "
                          "person, unless another one is written here."), width=28),
            Column("due_on", _("Due on"), "date", ("batas waktu", "tenggat", "deadline"), help=_BY_OFFICE, width=12),
            Column("level", _("Claimed level"), "integer", ("level", "tingkat", "nilai", "level klaim", "skor"),
                   least=Decimal(least), most=Decimal(most), help=_("A whole number on the scale of the question."),
                   width=9),
            Column("statement", _("Statement"), aliases=("jawaban", "uraian", "penjelasan", "keterangan", "statement"),
                   most_letters=MOST_LETTERS, many_lines=True, width=60,
                   help=_("In a few sentences: what was done this year, by whom, with which result.")),
            Column("figures", _("Figures"), aliases=("angka", "data", "capaian", "figures"),
                   most_letters=planning.MOST_FIGURES, many_lines=True, width=36,
                   help=_("One a line, with a name, a colon, a number and a unit. Example: Coverage: 87,5 %")),
            Column("survey_mean", _("Mean of the survey"), "decimal", ("rerata survei", "rata-rata survei"),
                   least=Decimal(least), most=Decimal(most), places=2, width=10,
                   help=_("With the number of respondents and how it was asked, or not at all.")),
            Column("survey_respondents", _("Respondents"), "integer", ("responden", "jumlah responden"),
                   least=Decimal(1), most=Decimal(_MOST_RESPONDENTS), width=11),
            Column("survey_method", _("How it was asked"), aliases=("cara survei", "metode survei", "metode"),
                   most_letters=planning.MOST_METHOD, width=36,
                   help=_("Who was asked, when, and how they were chosen.")),
            Column("state", pgettext_lazy("answer", "State"), aliases=("status", "keadaan"), help=_FOR_READING, width=16),
            Column("proofs", _("Confirmed citations"), "integer", ("kutipan terkonfirmasi", "bukti"),
                   help=_FOR_READING, width=10),
        ]  # fmt: skip

    def store(self, target: Target, *, by: Any, clears: bool = False) -> AnswerStore:
        return AnswerStore(_assessment(target), by, clears)


def _assessment(target: Target) -> Assessment:
    rows = Assessment.objects.select_related("round", "city")
    return rows.get(round__code=target.key.partition("/")[0], city=target.city)


def _writes_in(assessment: Assessment, user: Any) -> bool:
    if user is None or access.may(user, Permission.KEEP_ROUNDS, assessment.city):
        return True
    return bool(rights.desks(user, assessment.city))


class AnswerStore(Store):
    def __init__(self, assessment: Assessment, by: Any, clears: bool) -> None:
        self._assessment, self._by, self._clears = assessment, by, clears
        self._kept: dict[str, Answer] = {}

    def begin(self, index: Index) -> None:
        self._judge = Judge(self._assessment, self._by, clears=self._clears, now=timezone.now())

    def settle(self, entries: list[Entry]) -> None:
        for entry in entries:
            self._judge.settle(entry)

    def lock(self) -> None:
        Assessment.objects.select_for_update().get(pk=self._assessment.pk)

    def current(self, keys: Sequence[str], *, lock: bool = False) -> dict[str, Current]:
        rows = self._answers().filter(code__in=keys)
        if lock:
            rows = rows.select_for_update(of=("self",))
        self._kept = {row.code: row for row in rows}
        return {code: _current(row) for code, row in self._kept.items()}

    def everything(self) -> Iterator[Current]:
        """The office gets all questions, an agency those that were given to it."""
        rows = self._answers()
        city = self._assessment.city
        if self._by is not None and not access.may(self._by, Permission.KEEP_ROUNDS, city):
            rows = rows.filter(organisation__in=rights.desks(self._by, city))
        form = questionnaire.questions(self._assessment.round)
        proofs = confirmed(self._assessment, self._by)
        for row in rows:
            question = form[row.code]
            yield _current(
                row,
                question=text(question.words),
                component=f"{question.component.code}. {text(question.component.title)}",
                dimension=str(DIMENSION_NAMES.get(question.dimension, "")),
                state=row.get_state_display(),
                proofs=str(proofs[row.code]),
            )

    def _answers(self) -> QuerySet[Answer]:
        return self._assessment.answers.for_rows().order_by("position")

    def write(self, rows: Sequence[Wanted], *, by: Any, now: datetime) -> dict[str, str]:
        """The rows were locked and compared by `current`, so these are still the versions that people saw."""
        given: dict[str, Given] = {}
        words: dict[str, Written] = {}
        names = _Names(self._assessment, now)
        for row in rows:
            answer = self._kept[row.key]
            before = planning.values_of(answer)
            if planning.changed(before, row.after, SHARED):
                given[row.key] = names.given(answer, before, row.after)
            if planning.changed(before, row.after, WORDS):
                content = planning.content_of(row.after, planning.typed_in(answer))
                words[row.key] = Written(content, answer.version)
        self._keep(given, words, by=by, now=now)
        return {}

    def put_back(self, rows: Sequence[Current], *, by: Any, now: datetime) -> None:
        given: dict[str, Given] = {}
        words: dict[str, Written] = {}
        organisations = Organisation.objects.in_bulk({row.rest["organisation"] for row in rows} - {None})
        people = User.objects.get_queryset().in_bulk({row.rest["person"] for row in rows} - {None})
        for row in rows:
            answer = self._kept[row.key]
            before = planning.values_of(answer)
            if planning.changed(before, row.values, SHARED):
                given[row.key] = Given(
                    organisations.get(row.rest["organisation"]),
                    people.get(row.rest["person"]),
                    day(row.values["due_on"]),
                )
            if planning.changed(before, row.values, WORDS):
                content = planning.content_of(row.values, row.rest["typed"])
                words[row.key] = Written(content, answer.version)
        self._keep(given, words, by=by, now=now)

    def _keep(
        self, given: Mapping[str, Given], words: Mapping[str, Written], *, by: Any, now: datetime
    ) -> None:
        if given:
            actions.share(self._assessment, given, by=by, now=now, via=Via.WORKBOOK)
        if words:
            actions.write_all(self._assessment, words, by=by, now=now, via=Via.WORKBOOK)

    def remove(self, keys: Sequence[str], *, by: Any, now: datetime) -> dict[str, Fault]:
        """A workbook adds no questions, so there are none to take out."""
        return {}


class _Names:
    """Organisations by their code and people by their e-mail, read when the first row needs them."""

    def __init__(self, assessment: Assessment, now: datetime) -> None:
        self._city = assessment.city
        self._today: date = now.astimezone(assessment.city.timezone).date()
        self._read: tuple[dict[str, Organisation], dict[str, Writer]] | None = None

    def given(self, answer: Answer, before: Values, after: Values) -> Given:
        """A person who does not work for the new organisation stays behind."""
        organisation, person = answer.organisation, answer.person
        if is_moved := before["organisation"] != after["organisation"]:
            organisation = self._organisation(after["organisation"])
        if after["person"] != before["person"]:
            person = self._person(after["person"], after["organisation"])
        elif is_moved and not self._works_at(after["person"], organisation):
            person = None
        return Given(organisation, person, day(after["due_on"]))

    def _works_at(self, email: str, organisation: Organisation | None) -> bool:
        writer = self._all()[1].get(email)
        return planning.works_at(writer, organisation.pk if organisation else None)

    def _organisation(self, code: str) -> Organisation | None:
        found = self._all()[0].get(code)
        if code and found is None:
            raise Refused(Fault("answer-organisation-gone", {"text": code}))
        return found

    def _person(self, email: str, organisation: str) -> User | None:
        found = self._all()[1].get(email)
        if email and found is None:
            raise Refused(
                Fault("workbook-person-elsewhere", {"text": email[:60], "organisation": organisation})
            )
        return found.user if found else None

    def _all(self) -> tuple[dict[str, Organisation], dict[str, Writer]]:
        if self._read is None:
            organisations = {each.code: each for each in Organisation.objects.of_city(self._city)}
            self._read = organisations, writers(self._city, self._today)
        return self._read


def _current(answer: Answer, **beside: str) -> Current:
    # Handed in, returned or saved by somebody since: then it is not what was seen, even where the words are the same.
    rest = {
        "version": answer.version,
        "state": answer.state,
        "typed": planning.typed_in(answer),
        "organisation": answer.organisation_id,
        "person": answer.person_id,
    }
    return Current(answer.code, planning.values_of(answer), answer.code, rest, beside)


intakes.register(Answers())
