"""What the demonstration's assessors ask the city, and an interview that is held on the day of loading: invented, and
marked as samples."""

from datetime import datetime, timedelta

from django.utils import timezone

from kotacerdas.common.quiet import quietly
from kotacerdas.common.reference import Report, demo_loader
from kotacerdas.evaluation.demo import AUTHOR
from kotacerdas.evaluation.demo_round import CODE as OWN_ROUND
from kotacerdas.panel import actions
from kotacerdas.panel.actions import Named
from kotacerdas.panel.demo import CODE, OPERATOR
from kotacerdas.panel.models import Clarification, Interview, Panel, Seat
from kotacerdas.people.models import Organisation, User
from kotacerdas.selfassessment.models import Answer

HOUR = timedelta(hours=1)
# Question, what is asked, how many hours ago, due in how many hours from now, and what the city said.
_ASKED = (
    ("Contoh: siapa saja anggota Dewan dari luar pemerintah, dan kapan terakhir bertemu?", 30, 18, ""),
    ("Contoh: mohon daftar layanan yang sudah memakai aplikasi ini.", 40, -3, ""),
    (
        "Contoh: apakah peraturan ini masih berlaku?",
        44,
        24,
        "Contoh: masih berlaku; perubahan terakhir terlampir di bukti.",
    ),
)
# Kind, who, what was said, and how many minutes ago.
_SAID = (
    ("question", "Asesor 1", "Contoh: seberapa sering Dewan bertemu?", 38),
    ("answer", "Kepala Diskominfo", "Contoh: setiap tiga bulan.", 36),
    ("question", "Asesor 2", "Contoh: apakah ada notulen pertemuan terakhir?", 31),
    ("promise", "Kepala Diskominfo", "Contoh: notulen pertemuan terakhir dikirim.", 29),
    ("note", "", "Contoh: gambar paparan sempat terputus.", 12),
)


@demo_loader("panel.talking", after=["panel.scoring"])
def load_talk(report: Report) -> None:
    """Once: a panel that somebody has asked from stays as it is."""
    panel = Panel.objects.for_rows().filter(round__code=CODE, is_sample=True).first()
    people = {user.email: user for user in User.objects.filter(is_demo=True)}
    if (
        panel is None
        or Clarification.objects.filter(panel=panel).exists()
        or not {OPERATOR, AUTHOR} <= people.keys()
    ):
        report.unchanged("sample questions", Clarification.objects.filter(panel__is_sample=True).count())
        return
    now = timezone.now()
    with quietly():
        for row in _ask(panel, people[AUTHOR], now):
            report.added("sample questions", row)
        report.added("sample interviews", _hold(panel, people[OPERATOR], people[AUTHOR], now))


def _ask(panel: Panel, office: User, now: datetime) -> list[Clarification]:
    seats = list(panel.seats.select_related("user").order_by("number"))
    found = []
    for (words, ago, due, reply), answer, seat in zip(_ASKED, _answers(panel), seats, strict=False):
        at = now - ago * HOUR
        due_at = (now + due * HOUR).replace(minute=0, second=0, microsecond=0)
        row = actions.ask(seat, answer.code, words, due_at=due_at, by=seat.user, now=at)
        if reply:
            row = actions.reply(row, reply, expected=row.version, by=office, now=at + 5 * HOUR)
        found.append(row)
    return found


def _answers(panel: Panel) -> list[Answer]:
    rows = Answer.objects.filter(assessment__round=panel.round, assessment__city=panel.city)
    return list(rows.exclude(level=None).order_by("position")[: len(_ASKED)])


def _desks(panel: Panel) -> dict[str, Organisation]:
    """By question, who answers it in the round that the city keeps for itself."""
    rows = Answer.objects.filter(assessment__round__code=OWN_ROUND, assessment__city=panel.city)
    return {row.code: row.organisation for row in rows.select_related("organisation") if row.organisation}


def _hold(panel: Panel, operator: User, office: User, now: datetime) -> Interview:
    hour = now.replace(minute=0, second=0, microsecond=0)
    made = actions.schedule(
        panel.round,
        panel.city,
        Interview.Stage.SECOND,
        starts_at=hour - HOUR,
        ends_at=hour + 2 * HOUR,
        place="Contoh: ruang rapat Bappeda Litbang",
        by=operator,
        now=now - 24 * HOUR,
        is_sample=True,
    )
    codes = [answer.code for answer in _answers(panel)]
    desks = _desks(panel)
    rows = [Named(code, desks[code], f"Contoh: kepala {desks[code]}") for code in codes if code in desks]
    actions.set_speakers(made, rows, expected=made.version, by=office, now=now - 20 * HOUR)
    by_name: dict[str, Seat] = {f"Asesor {seat.number}": seat for seat in panel.seats.select_related("user")}
    code = next(iter(codes), "")
    for number, (kind, who, words, ago) in enumerate(_SAID):
        by = by_name[who].user if who in by_name else office
        at = now - timedelta(minutes=ago)
        actions.log(made, f"contoh-{number}", kind, words, code=code, who=who, by=by, now=at)
    return made
