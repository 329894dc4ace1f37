"""Makes the officers of the load test and their sessions; and reads afterwards what was kept. Needs Django."""

import json
import sys
import time
from typing import Any

import django

OFFICERS = 40
EDITION = ("smartcity", "2023-kppn")
LEVELS = range(5)


def prepare() -> dict[str, object]:
    """One city, so that all saves meet in one chain of deeds: the worst case."""
    from django.conf import settings

    from kotacerdas.instruments import catalogue
    from kotacerdas.people.models import City
    from kotacerdas.people.roles import Role

    city = City.objects.get(code=settings.DEFAULT_CITY)
    sessions = [session_of(f"petugas{number}", Role.PROGRAMME_OFFICE, city) for number in range(OFFICERS)]
    edition = catalogue.edition("/".join(EDITION))
    return {"sessions": sessions, "questions": [leaf.code for leaf in edition.leaves]}


def session_of(name: str, role: Any, city: Any) -> str:
    """The key of a session in which somebody new is signed in, with the second factor passed."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from kotacerdas.accounts import lifetime, second_factor
    from kotacerdas.people.models import RoleAssignment, User

    user = User.objects.create_user(f"{name}@beban.example", "x", display_name=name.capitalize())
    RoleAssignment.objects.create(user=user, role=role, city=city, from_on="2025-01-01")
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[lifetime.SIGNED_IN_AT] = int(time.time())
    second_factor.mark_passed(session, user)
    session.create()
    key: str = session.session_key
    return key


def kept() -> dict[str, object]:
    """Version and text of each row, and how many deeds the chain holds, if it is whole."""
    from kotacerdas.audit import queries
    from kotacerdas.audit.models import Entry
    from kotacerdas.instruments.models import RubricText

    rows = RubricText.objects.values_list("code", "level", "version", "text_id")
    return {
        "rows": {f"{code}/{level}": [version, text] for code, level, version, text in rows},
        "entries": Entry.objects.filter(kind="instruments.level_written").count(),
        "broken": [verdict.code for verdict in queries.verify() if verdict.finding],
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps({"prepare": prepare, "kept": kept}[sys.argv[1]]()))
