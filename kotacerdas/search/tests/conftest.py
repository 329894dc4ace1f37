"""Each test registers what it looks for itself, and it is gone afterwards."""

import pytest

from kotacerdas.people.models import City, Organisation, User
from kotacerdas.search import registry
from kotacerdas.search.registry import Searchable, Shown, Text

HTMX = {"HX-Request": "true"}


@pytest.fixture
def official_searchables(_own_registry):
    return _own_registry


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch):
    official = registry.searchables()
    monkeypatch.setattr(registry, "_searchables", {})
    return official


@pytest.fixture
def organisations():
    """Everybody sees them."""
    searchable = Searchable(
        kind="people.organisation",
        noun="Organisation",
        nouns="Organisations",
        rows=lambda user: Organisation.objects.visible_to(user),
        text=lambda row: Text(row.name, words=row.name_en, code=row.short_name),
        shown=lambda row: Shown(row.name, f"/organisasi/{row.pk}"),
        is_public=True,
        order=10,
    )
    registry.register(searchable)
    return searchable


@pytest.fixture
def people():
    """Each reader sees others."""
    searchable = Searchable(
        kind="people.user",
        noun="Person",
        nouns="People",
        rows=lambda user: User.objects.visible_to(user),
        text=lambda row: Text(row.display_name, words=row.email) if row.is_active else None,
        shown=lambda row: Shown(row.display_name, f"/orang/{row.pk}"),
        order=20,
    )
    registry.register(searchable)
    return searchable


@pytest.fixture
def cities():
    searchable = Searchable(
        kind="people.city",
        noun="City",
        nouns="Cities",
        rows=lambda user: City.objects.visible_to(user),
        text=lambda row: Text(row.name, code=row.code),
        shown=lambda row: Shown(row.name, f"/k/{row.code}/"),
        is_public=True,
    )
    registry.register(searchable)
    return searchable
