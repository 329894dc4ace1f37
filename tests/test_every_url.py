"""Every address, as every role, as nobody and as a neighbour, in both languages: each answers as its mark says.

Both languages lead to the same view, so everybody asks in Indonesian, and in English one reader for each answer that there
is. On PostgreSQL these few ask, too: who may open a page is no matter of the database, but what the page reads is.

An address with parameters needs sample arguments. An app gives those of its own addresses in a function
`samples(city)` of its `tests/factories.py`, which makes what they need for `city` and returns
`{"app:name": {"parameter": value}}`. A name followed by `@permission` (`"privacy:breach@handle_personal_data"`) is the
page of something that only those see who hold this permission in that city, or one of several: `@one|other`. For
everybody else it must not exist. `@draft` is short for those who see what is not published.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kotacerdas.people import access
from kotacerdas.people.addresses import Address, description, every_address
from kotacerdas.people.permissions import Permission
from kotacerdas.people.roles import ROLES, Role, Scope
from kotacerdas.people.tests import factories

if TYPE_CHECKING:
    from kotacerdas.people.models import City, User

ADDRESSES = {each.name: each for each in every_address()}
PAGE = Path(__file__).parents[1] / "docs" / "reference" / "roles-and-permissions.md"
DRAFT = "see_city_drafts|see_all_drafts"
# Without the demonstration, or without a sign-in service, there is no such address.
ASLEEP = {"accounts:demo-sign-in", "accounts:provider", "accounts:provider-return"}
REFUSED_METHOD = 405
SERVER_FAILED = 500

Samples = dict[str, dict[str, Any]]


class Reader:
    """Somebody with a browser that signs in once for all tests. What a page does to the session is undone after each test, so
    the browser forgets it, too."""

    def __init__(self, user: User | AnonymousUser) -> None:
        self.user = user
        self._browser = Client(raise_request_exception=False)
        if user.is_authenticated:
            self._browser.force_login(user)
        self._cookies = copy.deepcopy(self._browser.cookies)

    def answer(self, url: str, *, send: bool = False) -> str:
        self._browser.cookies = copy.deepcopy(self._cookies)
        response = self._browser.post(url) if send else self._browser.get(url)
        status = response.status_code
        if status in {301, 302} and "/masuk/?next=" in response["Location"]:
            return "sign in"
        if status < 400 or status == REFUSED_METHOD:
            return "open"
        return {403: "refused", 404: "not found"}.get(status, str(status))


@pytest.fixture(scope="module")
def everyone(sampled_city: City) -> dict[str, Reader]:
    """One reader for each role in Balikpapan, a citizen, a stranger, and the neighbour's programme office."""
    places = {
        Scope.CITY: {"city": sampled_city},
        Scope.PROVINCE: {"province": sampled_city.province},
        Scope.COUNTRY: {},
    }
    neighbour = factories.city("64.72", "Kota Samarinda", is_member=True)
    holders = {
        role.value: factories.officeholder(f"{role}@contoh.id", role, **places[ROLES[role].scope])
        for role in Role
    }
    people = {
        "stranger": AnonymousUser(),
        "citizen": factories.user("warga@contoh.id"),
        "neighbour": factories.officeholder("tetangga@contoh.go.id", Role.PROGRAMME_OFFICE, city=neighbour),
        **holders,
    }
    return {who: Reader(user) for who, user in people.items()}


def test_every_page_says_who_may_open_it():
    unmarked = [each.name for each in ADDRESSES.values() if not each.is_marked]

    assert not unmarked, (
        f"{', '.join(unmarked)}: put @requires(Permission.X) or @public above the view, as the first decorator."
    )


def test_every_address_has_its_own_name():
    assert len(ADDRESSES) == len(every_address())


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_page_answers_each_reader_as_its_mark_says(db, name, samples, everyone, sampled_city):
    address = ADDRESSES[name]

    wrong = [
        f"{who} got {got} at {url}, expected {expected}"
        for key in keys_of(address, samples)
        for url, who, expected in questions(address, key, samples, everyone, sampled_city)
        if (got := everyone[who].answer(url)) != expected
    ]

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", sorted(name for name, each in ADDRESSES.items() if each.permission))
def test_whoever_may_not_open_a_page_may_not_send_to_it(db, name, samples, everyone, sampled_city):
    address = ADDRESSES[name]

    wrong = [
        f"{who} got {got} at {url}, expected {expected}"
        for key in keys_of(address, samples)
        for url, who, expected in questions(address, key, samples, everyone, sampled_city)
        if expected in {"sign in", "refused"} and (got := everyone[who].answer(url, send=True)) != expected
    ]

    assert not wrong, "\n".join(wrong)


def test_reference_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == description(), (
        "Run: python manage.py describe_roles > docs/reference/roles-and-permissions.md"
    )


def test_samples_name_addresses_that_exist(samples):
    assert {key.partition("@")[0] for key in samples} <= set(ADDRESSES)


def keys_of(address: Address, samples: Samples) -> list[str]:
    """The samples of a page; one without parameters needs none."""
    keys = [key for key in samples if key.partition("@")[0] == address.name]
    if not keys and address.parameters:
        pytest.fail(
            f"{address.name} needs {', '.join(address.parameters)}: add a line for it to samples() in "
            f"kotacerdas/{address.name.partition(':')[0]}/tests/factories.py."
        )
    return keys or [address.name]


def questions(
    address: Address, key: str, samples: Samples, everyone: dict[str, Reader], city: City
) -> Iterator[tuple[str, str, str]]:
    """Who asks at which address, and what the answer is to be."""
    answers = {who: wanted(address, key, reader.user, city) for who, reader in everyone.items()}
    one_for_each = {who: answer for answer, who in {answer: who for who, answer in answers.items()}.items()}
    indonesian, *english = urls_of(address, key, samples)
    for who, answer in (one_for_each if connection.vendor == "postgresql" else answers).items():
        yield indonesian, who, answer
    for url in english:
        for who, answer in one_for_each.items():
            yield url, who, answer


def urls_of(address: Address, key: str, samples: Samples) -> list[str]:
    """The page in each language that it has."""
    found = []
    for language in ("id", "en"):
        with translation.override(language):
            found.append(reverse(address.name, kwargs=samples.get(key, {})))
    return list(dict.fromkeys(found))


def wanted(address: Address, key: str, reader: User | AnonymousUser, city: City) -> str:
    if address.permission and not access.may(reader, address.permission):
        return "refused" if reader.is_authenticated else "sign in"
    if address.name in ASLEEP:
        return "not found"
    _name, at, verbs = key.partition("@")
    return "open" if not at or holds_one(reader, verbs, city) else "not found"


def holds_one(reader: User | AnonymousUser, verbs: str, city: City) -> bool:
    wanted_verbs = DRAFT if verbs == "draft" else verbs
    return any(access.may(reader, Permission(verb), city) for verb in wanted_verbs.split("|"))
