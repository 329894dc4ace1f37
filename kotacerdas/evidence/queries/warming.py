"""Finds beforehand what the question board will ask for, so that nobody waits for it after new files.

What is found for a question is remembered for all who see the same; whoever sees less of a city finds it anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kotacerdas.evidence import targets
from kotacerdas.evidence.models import Document
from kotacerdas.evidence.queries import proposing
from kotacerdas.people.models import City

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST = 20
"""Cities; each takes about a second."""


def warm_after_reading(content_ids: Iterable[int]) -> int:
    """The boards of the cities that keep these contents; answers how many."""
    return _warm(Document.objects.current().filter(latest__content__in=list(content_ids)))


def warm_all() -> int:
    return _warm(Document.objects.current())


def _warm(documents: QuerySet[Document]) -> int:
    """The newest round, as the programme office sees it: all of the city, like the command line."""
    cities = City.objects.filter(pk__in=documents.order_by().values("city"))[:MOST]
    for city in cities:
        scope = targets.newest(targets.scopes(None, city))
        if scope is not None:
            proposing.count_all(targets.of_scope(city, scope), user=None, city=city)
    return len(cities)
