"""The search box over 100 000 mixed rows, as several readers, beside what plain `icontains` would take."""

import argparse
import random
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import django

django.setup()

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.utils import timezone

from benchmarks.measure import Line, Times, hand_over
from kotacerdas.followup.models import Task
from kotacerdas.people.models import City, Organisation, RoleAssignment, TerritorialUnit, User
from kotacerdas.people.roles import Role
from kotacerdas.search import actions, queries

HOME, NEXT_DOOR = "64.71", "64.72"
NOW = timezone.now()
ROWS, QUERIES, GOAL_MS = 100_000, 200, 50
VERBS = [
    "Siapkan",
    "Perbaiki",
    "Kirim",
    "Periksa",
    "Lengkapi",
    "Susun",
    "Perbarui",
    "Unggah",
    "Koordinasikan",
    "Laporkan",
]
THINGS = [
    "data dukung",
    "laporan",
    "rencana aksi",
    "jaringan wifi publik",
    "indeks layanan",
    "peta jalan",
    "notulen rapat",
    "aduan warga",
    "sertifikat elektronik",
    "anggaran",
    "survei kepuasan",
    "kamera lalu lintas",
    "satu data",
    "pelatihan UMKM",
    "bank sampah",
]
PLACES = [
    "Balikpapan",
    "Tengah",
    "Selatan",
    "Utara",
    "Timur",
    "Barat",
    "Kota",
    "Sepinggan",
    "Damai",
    "Gunung",
    "Bahagia",
    "Manggar",
    "Klandasan",
]
FIELDS = [
    "Komunikasi",
    "Informatika",
    "Perhubungan",
    "Kesehatan",
    "Pendidikan",
    "Sosial",
    "Lingkungan",
    "Perumahan",
    "Pariwisata",
]
NAMES = [
    "Budi",
    "Siti",
    "Joko",
    "Rina",
    "Dewi",
    "Agus",
    "Wayan",
    "Made",
    "Ahmad",
    "Maria",
    "Yohanes",
    "Ratna",
    "Putri",
    "Bayu",
    "Fitri",
    "Hendra",
]


def fill(rows: int) -> User:
    """Tasks of two cities, organisations, areas, people; answers an officer who has some tasks of his own."""
    chance = random.Random(6471)
    cities = {code: City.objects.get(code=code) for code in (HOME, NEXT_DOOR)}
    tasks, offices, units = rows * 60 // 100, rows * 24 // 100, rows * 15 // 100
    people = rows - tasks - offices - units
    TerritorialUnit.objects.bulk_create(
        TerritorialUnit(
            code=f"99.{number:06d}", name=_words(chance, PLACES, 2), kind="kelurahan", city=cities[HOME]
        )
        for number in range(units)
    )
    Organisation.objects.bulk_create(
        Organisation(
            code=f"ukur-{number}", kind="community", city=chance.choice(list(cities.values())),
            name=f"{chance.choice(['Dinas', 'Forum', 'Yayasan'])} {_words(chance, FIELDS, 2)} {number}",
        )
        for number in range(offices)
    )  # fmt: skip
    User.objects.bulk_create(
        User(email=f"orang{number}@contoh.id", display_name=f"{_words(chance, NAMES, 2)} {number}")
        for number in range(people)
    )
    crew = list(User.objects.filter(email__startswith="orang")[: min(people, 200)])
    since = NOW.date() - timedelta(days=30)
    RoleAssignment.objects.bulk_create(
        RoleAssignment(user=user, role=Role.AGENCY_OFFICER, city=cities[HOME], from_on=since) for user in crew
    )
    Task.objects.bulk_create(
        (_task(chance, number, cities, crew) for number in range(tasks)), batch_size=2000
    )
    return crew[0]


def _task(chance: random.Random, number: int, cities: dict[str, City], crew: list[User]) -> Task:
    title = f"{chance.choice(VERBS)} {chance.choice(THINGS)} {_words(chance, FIELDS, 1)} {_words(chance, PLACES, 1)}"
    city = cities[HOME if number % 3 else NEXT_DOOR]
    return Task(
        code=f"u{number:05d}", city=city, title=title, description=f"{chance.choice(THINGS)} {number}",
        owner=chance.choice(crew),
        due_on=NOW.date(), assigned_at=NOW, state_at=NOW,
    )  # fmt: skip


def _words(chance: random.Random, among: list[str], count: int) -> str:
    return " ".join(chance.sample(among, count))


def asked() -> list[str]:
    """What people type: beginnings, names, several words, codes, and words that nothing has."""
    chance = random.Random(7164)
    kinds: list[Callable[[], str]] = [
        lambda: chance.choice(FIELDS)[: chance.randint(2, 8)],
        lambda: f"dinas {chance.choice(FIELDS)[:4]}",
        lambda: f"{chance.choice(VERBS)} {chance.choice(THINGS)}",
        lambda: f"{chance.choice(THINGS)} {chance.choice(PLACES)[:3]}",
        lambda: f"{chance.choice(NAMES)} {chance.choice(NAMES)[:2]}",
        lambda: chance.choice(PLACES),
        lambda: chance.choice(["64.71", "A1", "35.07", "99.000123", "u04711", "A1.2"]),
        lambda: f"{chance.choice(THINGS)} {chance.randint(1, 60_000)}",
        lambda: chance.choice(["tidak ada begini", "xyz", "ko", "se", "a", "kota"]),
    ]
    return [kinds[number % len(kinds)]() for number in range(QUERIES)]


def plain(typed: str, user: Any) -> int:
    """What a site without an index does: the same rows, each word looked for in their texts."""
    sources = (
        (Organisation, ("name", "name_en", "short_name", "code")), (TerritorialUnit, ("name", "code")),
        (Task, ("title", "description", "code")), (User, ("display_name", "email")),
        (City, ("name", "code")),
    )  # fmt: skip
    found = 0
    for model, names in sources:
        rows = model.objects.visible_to(user)
        for word in typed.split():
            rows = rows.filter(Q(*((f"{name}__icontains", word) for name in names), _connector=Q.OR))
        found += len(rows.values_list("pk", flat=True)[:6])
    return found


def percentiles(work: Callable[[str], object], typed: list[str]) -> tuple[Times, Times]:
    """Median and 95th percentile, each query once after a warm round."""
    for each in typed[:20]:
        work(each)
    cpu, wall = [], []
    for each in typed:
        began, started = time.process_time(), time.perf_counter()
        work(each)
        cpu.append((time.process_time() - began) * 1000)
        wall.append((time.perf_counter() - started) * 1000)
    middle = Times(statistics.median(cpu), statistics.median(wall))
    return middle, Times(statistics.quantiles(cpu, n=20)[-1], statistics.quantiles(wall, n=20)[-1])


def lines(rows: int = ROWS) -> list[Line]:
    officer = fill(rows)
    started = time.perf_counter()
    entries = sum(count.entries for count in actions.refresh_all())
    found = [Line(f"index of {entries} entries made", wall=(time.perf_counter() - started) * 1000)]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    typed = asked()
    for who, user in readers(officer).items():
        found += _two(f"search as {who}", partial(_searched, user), typed, GOAL_MS)
        found += _two(f"`icontains` as {who}", partial(_plain, user), typed, None)
    client = Client(SERVER_NAME="localhost")
    found += _two(
        "page of results, nobody signed in", lambda each: client.get("/cari/", {"q": each}), typed, None
    )
    return found


def readers(officer: User) -> dict[str, Any]:
    """Nobody; an officer with some hundred tasks; the programme offices of two cities, who see all of theirs."""
    found: dict[str, Any] = {"nobody": AnonymousUser(), "officer": officer}
    since = NOW.date() - timedelta(days=30)
    for who, code in (("programme office", HOME), ("neighbour", NEXT_DOOR)):
        user = User.objects.create_user(f"{who.replace(' ', '-')}@contoh.id", display_name=who)
        city = City.objects.get(code=code)
        RoleAssignment.objects.create(user=user, role=Role.PROGRAMME_OFFICE, city=city, from_on=since)
        found[who] = user
    return found


def _searched(user: Any, typed: str) -> object:
    return queries.search(typed, user=_fresh(user))


def _plain(user: Any, typed: str) -> object:
    return plain(typed, _fresh(user))


def _fresh(user: Any) -> Any:
    """As each request has it: roles are read anew."""
    if not user.is_authenticated:
        return user
    return User.objects.get(pk=user.pk)


def _two(what: str, work: Callable[[str], object], typed: list[str], goal: int | None) -> list[Line]:
    middle, high = percentiles(work, typed)
    return [
        Line(f"{what}, p50 of {len(typed)}", middle.cpu, middle.wall),
        Line(
            f"{what}, p95",
            high.cpu,
            high.wall,
            goal=f"< {goal} ms" if goal else "",
            met=high.wall < goal if goal else None,
        ),
    ]


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=ROWS)
    hand_over(lines(options.parse_args().rows))
