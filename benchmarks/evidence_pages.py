"""Pages of evidence with a city's worth of documents in the database, through every middleware, as an officer reads them."""

import argparse
from datetime import timedelta
from functools import partial

import django

django.setup()

from django.test import Client
from django.utils import timezone

from benchmarks.measure import Line, hand_over, medians_of
from benchmarks.pages import queries_of
from kotacerdas.evidence.domain.states import State
from kotacerdas.evidence.models import Citation, Content, Document, Reading, Revision, Unit
from kotacerdas.files.models import File
from kotacerdas.people.models import City, Organisation, RoleAssignment, User
from kotacerdas.people.roles import Role

CITY = "64.71"
MOST_QUERIES, MOST_CPU = 10, 15
ROWS = 20


def fill(count: int) -> User:
    """Documents of every agency with three citations each, and an officer who reads them."""
    city = City.objects.get(code=CITY)
    desks = list(Organisation.objects.filter(city=city))
    people = User.objects.bulk_create([User(email=f"ukur{number}@contoh.example") for number in range(2)])
    since = timezone.now().date() - timedelta(days=30)
    RoleAssignment.objects.create(
        user=people[0], role=Role.AGENCY_OFFICER, city=city, organisation=desks[0], from_on=since
    )
    for first in range(0, count, 1000):
        _fill(range(first, min(first + 1000, count)), city, desks, people[1])
    return people[0]


def _fill(numbers: range, city: City, desks: list[Organisation], by: User) -> None:
    now, day = timezone.now(), timezone.now().date()
    contents = Content.objects.bulk_create(
        Content(
            sha256=f"{number:064x}",
            size=1000 + number,
            kind="pdf",
            media_type="application/pdf",
            reading=Reading.READ,
            facts={"dates": [{"unit": 1, "start": 0, "end": 4, "text": "2025", "count": 1}] * 50},
        )
        for number in numbers
    )
    Unit.objects.bulk_create(
        Unit(content=each, number=1, kind=Unit.Kind.PAGE, label="1", text="Rapat dewan. " * 40)
        for each in contents
    )
    documents = Document.objects.bulk_create(
        Document(
            city=city,
            agency=desks[number % len(desks)],
            title=f"Laporan nomor {number} tentang layanan kota",
            nature="report",
            observed_from=day,
            observed_until=day,
            by=by,
            at=now - timedelta(minutes=number),
        )
        for number in numbers
    )
    files = File.objects.bulk_create(
        File(
            subject_kind="evidence.document",
            subject_key=str(document.pk),
            name="laporan.pdf",
            media_type="application/pdf",
            size=content.size,
            sha256=content.sha256,
            city=city,
            by=by,
            at=now,
        )
        for document, content in zip(documents, contents, strict=True)
    )
    revisions = Revision.objects.bulk_create(
        Revision(document=document, number=1, content=content, file=file, name=file.name, by=by, at=now)
        for document, content, file in zip(documents, contents, files, strict=True)
    )
    for document, revision in zip(documents, revisions, strict=True):
        document.latest = revision
    Document.objects.bulk_update(documents, ["latest"], batch_size=500)
    Citation.objects.bulk_create(
        Citation(
            city=city,
            document=revision.document,
            revision=revision,
            sha256=revision.content.sha256,
            unit=1,
            unit_kind="page",
            unit_label="1",
            start=start,
            end=start + 12,
            quote="Rapat dewan.",
            state=State.WAITING,
            by=by,
            at=now,
        )
        for revision in revisions
        for start in (0, 13, 26)
    )


def documents(client: Client, count: int, repeats: int) -> list[Line]:
    """The list: a page of it, the last page, one that is narrowed, one sorted by citations; and what its rows cost
    beyond the same page without any."""
    pages = [
        (f"list of {count} documents, {ROWS} rows", "/bukti/"),
        ("its last page", f"/bukti/?halaman={-(-count // ROWS)}"),
        ("narrowed to a year and to words", "/bukti/?tahun=2026&waktu=fits&cari=layanan"),
        ("sorted by citations", "/bukti/?urut=kutipan"),
        ("without any row", "/bukti/?kerahasiaan=secret"),
    ]
    visits = [partial(_visit, client, address) for _what, address in pages]
    times = medians_of(visits, repeats, warm=2)
    found = []
    for (what, _address), visit, taken in zip(pages, visits, times, strict=True):
        queries = queries_of(visit)
        goal = f"<= {MOST_QUERIES} queries"
        size = visit() / 1000
        found.append(
            Line(
                f"{what} ({size:.0f} kB)",
                taken.cpu,
                taken.wall,
                queries,
                goal=goal,
                met=queries <= MOST_QUERIES,
            )
        )
    rows = times[0].cpu - times[-1].cpu
    return [
        *found,
        Line(
            f"{ROWS} rows: list less page without rows",
            rows,
            goal=f"<= {MOST_CPU} ms CPU",
            met=rows <= MOST_CPU,
        ),
    ]


def _visit(client: Client, address: str) -> int:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return len(response.content)


def lines(count: int = 10_000, repeats: int = 25) -> list[Line]:
    client = Client(SERVER_NAME="localhost")
    client.force_login(fill(count))
    return documents(client, count, repeats)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, default=10_000)
    options.add_argument("--repeats", type=int, default=25)
    given = options.parse_args()
    hand_over(lines(given.documents, given.repeats))
