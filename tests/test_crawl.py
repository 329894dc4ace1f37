"""Every page that a reader can reach, as everybody of the demonstration: nothing fails, no link is dead, nothing leaks.

What Balikpapan keeps to itself carries a word that stands nowhere else. Its neighbour looks for it on every page, in
every file and in the search, and sends every form of Balikpapan that it can name.

On PostgreSQL the programme office alone walks, and the neighbour searches: what else is proved here is no matter of the
database.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone, translation

from tests.crawling import Form, Visit, Walk, route

if TYPE_CHECKING:
    from django.db.models import Model

    from kotacerdas.people.models import User

SECRET_WORD = "kuarsazirkon"
NEIGHBOUR = "program@samarinda.example"
OFFICE = "program@balikpapan.example"
OTHER_OFFICES = [OFFICE, "diskominfo@balikpapan.example"]
# What signing in, reading and counting write.
OF_READERS = {"sessions.Session", "usersessions.UserSession"}
FAILED = 500

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world"), pytest.mark.long]


@dataclass
class Offices:
    """What the offices of Balikpapan come across."""

    found: set[str] = field(default_factory=set)
    """Names of the pages on which the programme office finds the secret word."""
    private: set[str] = field(default_factory=set)
    forms: dict[str, Form] = field(default_factory=dict)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demonstration, and in Balikpapan one thing of each kind that bears the secret word."""
    from kotacerdas.common import reference
    from kotacerdas.people import demo

    translation.activate("id")
    with django_db_blocker.unblock(), override_settings(DEMO=True), transaction.atomic():
        reference.run("reference")
        reference.run("demo")
        _plant()
        yield
        demo.password_file().unlink(missing_ok=True)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def offices(world: None) -> Offices:
    found = Offices()
    with transaction.atomic():
        for office in OTHER_OFFICES:
            walk = Walk(person(office))
            told = {
                visit.url for visit in walk.start("/", f"/cari/?q={SECRET_WORD}") if holds_the_word(visit)
            }
            found.private |= told
            if office == OFFICE:
                found.found = {route(url.partition("?")[0]) for url in told}
            found.forms |= {target: form for (_page, target), form in walk.forms.items()}
        transaction.set_rollback(True)
    return found


def _plant() -> None:
    from kotacerdas.accounts.tests import ways_in
    from kotacerdas.discussion import actions as discussion
    from kotacerdas.followup.tests import factories as followup
    from kotacerdas.imports.tests import factories as imports
    from kotacerdas.instruments.tests import factories as instruments
    from kotacerdas.jobs.tests import factories as jobs
    from kotacerdas.letters.tests import factories as letters
    from kotacerdas.notices.tests import factories as notices
    from kotacerdas.people.models import Organisation, User
    from kotacerdas.people.tests import factories as people
    from kotacerdas.privacy import actions as privacy
    from kotacerdas.recommendations import actions as recommendations
    from kotacerdas.recommendations.models import Care

    city = people.city()
    office = User.objects.get(email=OFFICE)
    agency = Organisation.objects.get(code="64.71/diskominfo")
    now = timezone.now()
    task = followup.task(city, title=f"Lengkapi data {SECRET_WORD}", organisation=agency, by=office, now=now)
    comment = discussion.comment(task, text=f"Menurut {SECRET_WORD} belum cukup", by=office, now=now)
    assert comment.code
    letters.draft(city, office, now=now, subject=f"Undangan {SECRET_WORD}")
    care = Care.objects.filter(city=city, claim="under_way").select_related("recommendation").earliest("pk")
    plan = recommendations.Plan(care.owner, care.due_on, f"Susun {SECRET_WORD}", care.tags)
    recommendations.plan(care.recommendation, plan, by=office, now=now)
    privacy.ask(kind="access", words=f"Mohon salinan {SECRET_WORD}", by=office, now=now)
    privacy.note_breach(city=city, by=office, now=now, title=f"Surel {SECRET_WORD}", known_at=now)
    imports.run(city, name=f"daftar {SECRET_WORD}.xlsx")
    jobs.failed(f"Fault{SECRET_WORD}", city=city)
    notices.tell(office)
    ways_in.invitation(city, f"undangan-{SECRET_WORD}@contoh.go.id")
    instruments.level_text(level=3, text_id=f"Naskah {SECRET_WORD}", by=office, city=city)
    hidden = people.user(f"{SECRET_WORD}@contoh.go.id", display_name=f"Petugas {SECRET_WORD}")
    people.assignment(hidden, "agency_officer", city=city, organisation=agency)


def readers() -> list[User | None]:
    """A stranger, a citizen, the neighbour, and one of each role: two of a role are offered the same pages."""
    from kotacerdas.people.models import RoleAssignment, User

    if connection.vendor == "postgresql":
        return [person(OFFICE)]
    roles: dict[int, set[tuple[str, str]]] = {}
    for each in RoleAssignment.objects.select_related("city"):
        roles.setdefault(each.user_id, set()).add((each.role, each.city.code if each.city else ""))
    people = User.objects.filter(is_demo=True).order_by("pk")
    by_roles = {frozenset(roles.get(each.pk, ())): each for each in reversed(people)}
    return [None, *sorted(by_roles.values(), key=lambda each: each.pk)]


def person(email: str) -> User:
    from kotacerdas.people.models import User

    return User.objects.get(email=email)


def faults_of(visit: Visit, who: object) -> list[str]:
    if visit.status >= 400:
        return [f"{who}: {visit.status} at {visit.url}, linked from {visit.seen_on}"]
    return []


def test_no_page_fails_and_no_link_is_dead_for_anybody():
    """Each keeps to one language, in turn: that every page exists in both is proved by `test_every_url`."""
    wrong, seen = [], Counter[str]()
    for number, reader in enumerate(readers()):
        language = ("id", "en")[number % 2]
        for visit in Walk(reader, most=1, language=language).start("/en/" if language == "en" else "/"):
            seen[route(visit.url.partition("?")[0])] += 1
            wrong += faults_of(visit, reader.email if reader else "a stranger")

    assert not wrong, "\n".join(wrong)
    assert len(seen) > 200


@pytest.mark.page
def test_the_office_finds_the_word_on_its_own_pages(offices):
    """Otherwise the next test would prove nothing."""
    assert {
        "accounts:invitations", "followup:board", "letters:letters", "office:imports", "office:jobs", "office:trail",
        "people:people", "privacy:desk", "search:results",
    } <= offices.found  # fmt: skip


def test_nothing_of_a_city_reaches_its_neighbour():
    walk = Walk(person(NEIGHBOUR), most=3)
    addresses = [f"/cari/?q={SECRET_WORD}", f"/en/cari/?q={SECRET_WORD}", f"/cari/saran/?q={SECRET_WORD}"]
    leaks = [
        visit.url
        for visit in walk.start("/", "/en/", *addresses)
        if holds_the_word(visit) and "/cari/" not in visit.url
    ]

    assert not leaks
    assert not found_in_search(walk)


def holds_the_word(visit: Visit) -> bool:
    return any(SECRET_WORD.encode() in text.lower() for text in visit.texts())


def found_in_search(walk: Walk) -> list[str]:
    """The page repeats what was typed; a beginning of the word would find it without being it."""
    begun = SECRET_WORD[:7]
    answers = [
        walk.client.get(f"/cari/?{urlencode({'q': begun})}"),
        walk.client.get(f"/cari/saran/?{urlencode({'q': begun})}", HTTP_HX_REQUEST="true"),
    ]
    return [
        answer.request["PATH_INFO"] for answer in answers if SECRET_WORD in answer.content.decode().lower()
    ]


@pytest.mark.page
def test_a_neighbour_opens_no_page_of_a_thing_that_a_city_keeps_to_itself(offices):
    neighbour = Walk(person(NEIGHBOUR)).client
    private = [url for url in offices.private if "/cari/" not in url]
    opened = [url for url in private if SECRET_WORD.encode() in content_of(neighbour.get(url)).lower()]

    assert not opened
    assert len(private) > 10


@pytest.mark.page
def test_a_form_of_a_city_does_nothing_when_its_neighbour_sends_it(offices):
    """Filled as the page fills it. What belongs to the city stays as it is, and so does every row that was there."""
    neighbour = Walk(person(NEIGHBOUR)).client
    before, statuses = rows_by_table(), Counter[int]()
    for target, form in offices.forms.items():
        if route(target.partition("?")[0]) not in {"people:sign-out", "people:sign-in"}:
            statuses[neighbour.post(target, dict(form.values)).status_code] += 1
    changed = [label for label, rows in rows_by_table().items() if is_touched(label, before[label], rows)]

    assert not changed
    assert not [status for status in statuses if status >= FAILED]
    assert statuses[404] > 20


def content_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def rows_by_table() -> dict[str, dict[object, str]]:
    """Of each table that knows cities what belongs to Balikpapan, and of the others everything."""
    found = {}
    for model in apps.get_models():
        rows = model._base_manager.order_by("pk")
        if knows_cities(model):
            rows = rows.filter(city__code="64.71")
        if model._meta.label not in OF_READERS:
            found[model._meta.label] = {row[0]: repr(row[1]) for row in zip_rows(rows)}
    return found


def zip_rows(rows: Any) -> Iterator[tuple[object, tuple[object, ...]]]:
    return ((row.pk, tuple(getattr(row, each.attname) for each in row._meta.concrete_fields)) for row in rows)


def knows_cities(model: type[Model]) -> bool:
    return any(field.name == "city" and field.is_relation for field in model._meta.get_fields())


def is_touched(label: str, before: dict[object, str], after: dict[object, str]) -> bool:
    """A city gets no row more; elsewhere the neighbour may have written something of its own."""
    if knows_cities(apps.get_model(label)):
        return before != after
    return any(after.get(key) != row for key, row in before.items())
