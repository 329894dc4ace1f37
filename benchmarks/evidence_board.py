"""The question board of one city: 117 questions over 10,000 pages, a third of them cited, a third asked for."""

import argparse
from datetime import timedelta
from functools import partial

import django

django.setup()

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import timezone

from benchmarks.measure import Line, hand_over, medians_of
from benchmarks.pages import queries_of
from kotacerdas.accounts import second_factor
from kotacerdas.common.quiet import quietly
from kotacerdas.evidence import actions, targets
from kotacerdas.evidence.actions import keeping
from kotacerdas.evidence.domain.spans import Span
from kotacerdas.evidence.index import indexing
from kotacerdas.evidence.models import Content, Document, Intake, Unit
from kotacerdas.people.models import City, Organisation, User
from kotacerdas.people.roles import Role

SCOPE = "smartcity-2023-kppn"
PAGES_EACH = 20
MOST_QUERIES, MOST_CPU = 12, 80
WORDS = [
    "rapat",
    "dewan",
    "smart",
    "city",
    "notulen",
    "masterplan",
    "anggaran",
    "evaluasi",
    "perangkat",
    "daerah",
    "forum",
    "risiko",
    "layanan",
    "aplikasi",
    "data",
    "warga",
    "sampah",
    "energi",
    "pendidikan",
    "kesehatan",
    "keamanan",
    "transportasi",
    "program",
    "kegiatan",
    "capaian",
    "laporan",
    "tahun",
]


def fill(documents: int) -> tuple[City, User, list[Document]]:
    """Texts are words of the field in turn: every page is like many questions, which is the costly case."""
    city = City.objects.get(code=settings.DEFAULT_CITY)
    user = User.objects.create_user("papan@contoh.id", None, display_name="Papan")
    user.assignments.create(role=Role.PROGRAMME_OFFICE, city=city, from_on=timezone.localdate())
    like = Intake(city=city, agency=None, confidentiality="internal", has_personal_data=False)
    contents, made = [], []
    with transaction.atomic():
        for number in range(documents):
            content = _content(number)
            contents.append(content.pk)
            path = f"ukur-{number}.pdf"
            made.append(keeping.make_document(content, path=path, like=like, by=user, now=timezone.now()))
    indexing.refresh(contents)
    return city, user, made


def _content(number: int) -> Content:
    """Already read; its bytes are asked for by nobody."""
    content = Content.objects.create(
        sha256=f"{number:064x}", size=1000, kind="pdf", media_type="application/pdf", reading="read"
    )
    Unit.objects.bulk_create(
        Unit(content=content, number=page, kind="page", label=str(page), text=_text(number, page))
        for page in range(1, PAGES_EACH + 1)
    )
    return content


def _text(number: int, page: int) -> str:
    step = number * 7 + page * 3 + 1
    return " ".join(WORDS[(step * place) % len(WORDS)] for place in range(1, 120)) + "."


def lines(documents: int = 500, repeats: int = 25) -> list[Line]:
    city, user, some = fill(documents)
    scope = targets.scope(user, city, SCOPE)
    wanted = targets.of_scope(city, scope)
    now, due = timezone.now(), timezone.localdate() + timedelta(days=10)
    third = len(wanted) // 3
    with quietly():
        for target, document in zip(wanted[:third], some, strict=False):
            assert document.latest
            actions.cite(document.latest, unit=1, span=Span(0, 10), wanted=[target], by=user, now=now)
        for number, agency in enumerate(Organisation.objects.filter(city=city)[:10]):
            asked = wanted[third + number : 2 * third : 10]
            actions.ask(city=city, agency=agency, what="Ukur", due_on=due, wanted=asked, by=user, now=now)
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    session = client.session
    second_factor.mark_passed(session, user)
    session.save()
    visit = partial(visit_of, client, f"/bukti/papan/{SCOPE}/")
    first = medians_of([visit], 1, warm=0)[0]
    taken = medians_of([visit], repeats, warm=2)[0]
    queries = queries_of(visit)
    goal = f"<= {MOST_QUERIES} queries, <= {MOST_CPU} ms CPU"
    what = (
        f"question board, {len(wanted)} questions, {documents * PAGES_EACH} pages ({visit() / 1000:.0f} kB)"
    )
    return [
        Line(f"{what}, first time after new files", first.cpu, first.wall),
        Line(
            what, taken.cpu, taken.wall, queries, goal=goal,
            met=queries <= MOST_QUERIES and taken.cpu <= MOST_CPU,
        ),
    ]  # fmt: skip


def visit_of(client: Client, address: str) -> int:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return len(response.content)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, default=500)
    options.add_argument("--repeats", type=int, default=25)
    given = options.parse_args()
    hand_over(lines(given.documents, given.repeats))
