"""What is done about recommendations as a workbook: what goes out comes back in, a row for each recommendation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evaluation.models import Recommendation
from kotacerdas.imports import intakes
from kotacerdas.imports.intakes import Choice, Column, Current, Entry, Index, Intake, Store, Target, Wanted
from kotacerdas.people import access
from kotacerdas.people.intakes.places import cities, day
from kotacerdas.people.models import City, Organisation
from kotacerdas.people.permissions import Permission
from kotacerdas.recommendations import actions, planning, rights
from kotacerdas.recommendations.domain.caring import Claim, Proof, Verdict
from kotacerdas.recommendations.domain.tags import Tag
from kotacerdas.recommendations.models import Care, Via
from kotacerdas.recommendations.models.cares import MOST_LETTERS
from kotacerdas.recommendations.planning import CLAIMED, PLANNED, Judge, Values
from kotacerdas.recommendations.queries import proofs
from kotacerdas.recommendations.queries.workbook import cares_of
from kotacerdas.recommendations.templatetags.recommendations import advice_text
from kotacerdas.recommendations.words import CLAIMS, PROOFS, TAGS, VERDICTS

SLUG = "rekomendasi"
"""In addresses."""
_FOR_READING = _("For reading only; what is typed here is not taken in.")
_BY_OFFICE = _("Only the programme office changes it.")


class Subjects(Column):
    """Several words of the fixed list in one cell; they are kept as codes and shown in the reader's language."""

    def shown(self, value: str) -> str:
        return ", ".join(str(TAGS[Tag(each)]) for each in value.split(",") if each)


class Cares(Intake):
    name: ClassVar = "recommendations.cares"
    slug: ClassVar = SLUG
    title: ClassVar = _("Follow-up of recommendations")
    description: ClassVar = _(
        "Download the recommendations, fill in organisation, day, plan and claim in Excel, and bring them back: an agency "
        "its own claims, the programme office all of it."
    )
    permission: ClassVar = Permission.KEEP_ROUNDS.value
    """Whoever keeps the rounds sees the files of all; an agency sees its own."""
    icon: ClassVar = "checklist"
    identifying: ClassVar = ("code",)
    is_private: ClassVar = True

    def targets(self, user: Any) -> list[Target]:
        """Cities that were advised something, for their office and for agencies that answer there."""
        advised = set(Recommendation.objects.told().order_by().values_list("city", flat=True).distinct())
        return [
            each
            for each in cities(user, Permission.ANSWER_QUESTIONS)
            if each.city.pk in advised and _writes_in(each.city, user)
        ]

    def columns(self, target: Target) -> list[Column]:
        choices = tuple(Choice(each.value, words) for each, words in CLAIMS.items())
        return [
            Column("code", _("Number"), "code", ("nomor", "no", "kode", "rekomendasi ke"), is_required=True,
                   most_letters=20, help=_("Year, stage and number of the recommendation. Leave it as it is."), width=10),
            Column("text", _("Recommendation"), aliases=("rekomendasi", "saran", "uraian rekomendasi"),
                   most_letters=MOST_LETTERS, many_lines=True, help=_FOR_READING, width=60),
            Column("owner", _("Organisation"), "reference", (
                "opd", "organisasi", "perangkat daerah", "opd penanggung jawab", "penanggung jawab",
            ), help=_BY_OFFICE, most_letters=200, width=24),
            Column("due_on", _("Due on"), "date", ("batas waktu", "tenggat", "deadline"), help=_BY_OFFICE, width=12),
            Column("plan", _("Plan"), aliases=("rencana", "rencana tindak lanjut", "rencana aksi"),
                   most_letters=MOST_LETTERS, many_lines=True, help=_BY_OFFICE, width=50),
            Subjects("tags", _("Subjects"), aliases=("tema", "tag", "topik"), help=_(
                "Only the programme office changes it. Words of the fixed list, with commas between them."
            ), width=30),
            Column("claim", _("Claim of the city"), "choice", ("klaim", "status", "status tindak lanjut"),
                   choices=choices, help=_("A new claim is judged again."), width=16),
            Column("claim_words", _("What was done"), aliases=("tindak lanjut", "yang dilakukan", "keterangan"),
                   most_letters=MOST_LETTERS, many_lines=True, help=_("Needed where it is done."), width=50),
            Column("proof", _("Whether the proof suffices"), aliases=("penilaian bukti",), help=_FOR_READING, width=16),
            Column("proofs", _("Confirmed citations"), "integer", ("kutipan terkonfirmasi", "bukti"),
                   help=_FOR_READING, width=10),
            Column("verdict", _("Verdict of the assessors"), aliases=("putusan asesor", "penilaian asesor"),
                   help=_FOR_READING, width=16),
        ]  # fmt: skip

    def store(self, target: Target, *, by: Any, clears: bool = False) -> CareStore:
        return CareStore(target.city, by, clears)


def _writes_in(city: City, user: Any) -> bool:
    if user is None or access.may(user, Permission.KEEP_ROUNDS, city):
        return True
    return bool(rights.desks(user, city))


class CareStore(Store):
    def __init__(self, city: City, by: Any, clears: bool) -> None:
        self._city, self._by, self._clears = city, by, clears
        self._kept: dict[str, Care] = {}

    def begin(self, index: Index) -> None:
        self._judge = Judge(self._city, self._by, clears=self._clears, now=timezone.now())

    def settle(self, entries: list[Entry]) -> None:
        for entry in entries:
            self._judge.settle(entry)

    def lock(self) -> None:
        City.objects.select_for_update().get(pk=self._city.pk)

    def current(self, keys: Sequence[str], *, lock: bool = False) -> dict[str, Current]:
        if lock:
            list(Care.objects.select_for_update(of=("self",)).filter(city=self._city).order_by("pk"))
        wanted = set(keys)
        self._kept = {
            care.recommendation.slug: care
            for care in cares_of(self._city)
            if care.recommendation.slug in wanted
        }
        return {code: _current(care) for code, care in self._kept.items()}

    def everything(self) -> Iterator[Current]:
        """The office gets all recommendations, an agency those that were given to it."""
        some = cares_of(self._city)
        if self._by is not None and not access.may(self._by, Permission.KEEP_ROUNDS, self._city):
            mine = rights.desks(self._by, self._city)
            some = [care for care in some if care.owner_id in mine]
        present = proofs.counting(care.recommendation for care in some)
        for care in some:
            uses = present.get(care.recommendation_id, frozenset())
            yield _current(
                care,
                text=advice_text(care.recommendation),
                proof=str(PROOFS[Proof(care.standing(uses).proof)]),
                proofs=str(len(uses)),
                verdict=str(VERDICTS[Verdict(care.verdict)]),
            )

    def write(self, rows: Sequence[Wanted], *, by: Any, now: datetime) -> dict[str, str]:
        """The rows were locked and compared by `current`, so these are still the versions that people saw."""
        for row in rows:
            self._keep(self._kept[row.key], row.after, by=by, now=now)
        return {}

    def put_back(self, rows: Sequence[Current], *, by: Any, now: datetime) -> None:
        for row in rows:
            typed = {**row.values, "plan": row.rest["plan"], "claim_words": row.rest["claim_words"]}
            self._keep(self._kept[row.key], typed, by=by, now=now)

    def _keep(self, care: Care, after: Values, *, by: Any, now: datetime) -> None:
        before, version, advice = planning.values_of(care), care.version, care.recommendation
        how: dict[str, Any] = {"by": by, "now": now, "via": Via.WORKBOOK}
        if planning.changed(before, after, PLANNED):
            plan = actions.Plan(
                self._organisation(after["owner"]),
                day(after["due_on"]),
                planning.kept_or_typed(care.plan, after["plan"]),
                after["tags"].split(","),
            )
            version = actions.plan(advice, plan, expected=version, **how).version
        if planning.changed(before, after, CLAIMED):
            words = planning.kept_or_typed(care.claim_words, after["claim_words"])
            actions.claim(advice, Claim(after["claim"] or Claim.NONE), words=words, expected=version, **how)

    def _organisation(self, code: str) -> Organisation | None:
        found = Organisation.objects.of_city(self._city).filter(code=code).first() if code else None
        if code and found is None:
            raise Refused(Fault("care-owner-elsewhere", {"text": code}))
        return found

    def remove(self, keys: Sequence[str], *, by: Any, now: datetime) -> dict[str, Fault]:
        """A workbook adds no recommendations, so there are none to take out."""
        return {}


def _current(care: Care, **beside: str) -> Current:
    # Judged or closed by somebody since: then it is not what was seen, even where the words are the same.
    rest = {"version": care.version, "plan": care.plan, "claim_words": care.claim_words}
    label = care.recommendation.label
    return Current(care.recommendation.slug, planning.values_of(care), label, rest, beside)


intakes.register(Cares())
