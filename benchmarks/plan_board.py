"""The board of an edition with 2,000 programmes, and the page of one, for who keeps the plan: the most that is shown."""

import argparse
import random
from datetime import date
from functools import partial

import django

django.setup()

from django.conf import settings
from django.test import Client
from django.utils import timezone

from benchmarks.evidence_board import visit_of
from benchmarks.measure import Line, hand_over, medians_of
from benchmarks.pages import queries_of
from kotacerdas.accounts import second_factor
from kotacerdas.common.quiet import quietly
from kotacerdas.masterplan.actions import programmes as deeds
from kotacerdas.masterplan.domain.record import Money, Record
from kotacerdas.masterplan.models import Edition, Report, Spent
from kotacerdas.masterplan.models.choices import Dimension
from kotacerdas.people.models import City, Organisation, User
from kotacerdas.people.roles import Role

YEARS = range(2022, 2027)
SOURCES = ("apbd", "apbn", "csr")
MOST_QUERIES, MOST_CPU = 12, 80
SEED = 2022


def fill(count: int) -> tuple[Edition, User]:
    """Five years of money from one to three sources, and reports of eleven months of the last year."""
    city, now, drawn = City.objects.get(code=settings.DEFAULT_CITY), timezone.now(), random.Random(SEED)
    user = User.objects.create_user("rencana@contoh.id", None, display_name="Rencana")
    user.assignments.create(role=Role.PROGRAMME_OFFICE, city=city, from_on=timezone.localdate())
    edition = Edition.objects.create(
        city=city,
        code="ukur",
        kind="masterplan",
        title_id="Masterplan ukur",
        first_year=YEARS[0],
        last_year=YEARS[-1],
    )
    agencies = [*Organisation.objects.of_city(city).values_list("pk", flat=True)[:36]]
    rows = [_row(at, agencies, drawn) for at in range(count)]
    deeds.write_all(edition, rows, by=None, now=now)
    Edition.objects.filter(pk=edition.pk).update(status=Edition.Status.ADOPTED)
    keys = [*edition.programmes.values_list("pk", flat=True)]
    months = [(key, month) for key in keys for month in range(1, 12)]
    Report.objects.bulk_create(
        [
            Report(programme_id=key, year=2026, month=month, physical=month * 8, at=now)
            for key, month in months
        ],
        batch_size=2000,
    )
    Spent.objects.bulk_create(
        [
            Spent(programme_id=key, year=2026, month=month, source="apbd", amount=1_000_000)
            for key, month in months
        ],
        batch_size=2000,
    )
    edition.refresh_from_db()
    return edition, user


def _row(at: int, agencies: list[int], drawn: random.Random) -> deeds.Row:
    fields = {
        "title": f"Program ukur {at} untuk layanan warga di enam kecamatan",
        "kind": "dimension",
        "dimension": drawn.choice(Dimension.values),
        "lead_id": drawn.choice(agencies),
        "state": "running",
        "starts_on": date(YEARS[0], 1, 1),
        "ends_on": date(YEARS[-1], 12, 31),
    }
    sources = SOURCES[: drawn.randrange(1, len(SOURCES) + 1)]
    budgets = {(year, source): Money(drawn.randrange(10**10)) for year in YEARS for source in sources}
    return deeds.Row(f"P-{at:04}", Record(fields, budgets=budgets))


def lines(count: int, repeats: int) -> list[Line]:
    with quietly():
        edition, user = fill(count)
        client = Client(SERVER_NAME="localhost")
        client.force_login(user)
        session = client.session
        second_factor.mark_passed(session, user)
        session.save()
        board = f"/rencana/{edition.city.code}/{edition.code}/program/"
        asked = {
            f"Board of {count:_} programmes, first page".replace("_", " "): board,
            "the same, narrowed by words and ordered by money": f"{board}?cari=layanan+warga&urut=dana&dimensi=gov",
            "the same, its last page": f"{board}?halaman=40",
        }
        works = [partial(visit_of, client, address) for address in asked.values()]
        taken = medians_of(works, repeats, warm=2)
        queries = [queries_of(work) for work in works]
    return [
        Line(
            what, each.cpu, each.wall, asked_for, goal=f"<= {MOST_QUERIES} queries, <= {MOST_CPU} ms CPU",
            met=asked_for <= MOST_QUERIES and each.cpu <= MOST_CPU,
        )
        for what, each, asked_for in zip(asked, taken, queries, strict=True)
    ]  # fmt: skip


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--programmes", type=int, default=2_000)
    options.add_argument("--repeats", type=int, default=15)
    given = options.parse_args()
    hand_over(lines(given.programmes, given.repeats))
