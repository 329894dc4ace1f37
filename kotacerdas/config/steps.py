"""The steps that bring the state folder and the database to what this checkout needs.

Each step leaves a stamp, a hash of what it was made from, only when it is finished: what is up to date is
skipped at the next start, what was interrupted is done again.
"""

import contextlib
import hashlib
import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from kotacerdas.config import front_end, options, translations
from kotacerdas.config.refusals import of_database_error
from kotacerdas.config.state import write, write_secret

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "kotacerdas"
MODULES = ROOT / "node_modules"


@dataclass(frozen=True)
class Step:
    """One piece of the set-up: what it is made from, how it is made, and whether it is still there."""

    name: str
    title: str
    inputs: Callable[[], str]
    work: Callable[[], None]
    intact: Callable[[], bool] = lambda: True


def bring_up_to_date(steps: Iterable[Step], stamps: Path) -> list[str]:
    """Does what is not done yet and answers the names of those steps."""
    done = []
    for step in steps:
        stamp = stamps / step.name
        if stamp.exists() and stamp.read_text() == step.inputs() and step.intact():
            continue
        stamp.unlink(missing_ok=True)
        print(f"{step.title} …", flush=True)
        started = time.monotonic()
        step.work()
        write(stamp, step.inputs())
        print(f"{step.title}: {time.monotonic() - started:.1f} s", flush=True)
        done.append(step.name)
    return done


def steps(state: Path, *, demo: bool) -> list[Step]:
    """In order: each may lean on those before it."""
    chosen = [*static_steps(state), *_database_steps(state)]
    return chosen if demo else [step for step in chosen if step.name != "demo"]


def static_steps(state: Path) -> list[Step]:
    """What needs no database."""
    collected, manifest = state / "front-end", state / "static" / "staticfiles.json"
    return [
        Step(
            "front-end",
            "Icons, typeface and scripts",
            inputs=lambda: _digest(
                _source_of(front_end), "\n".join(_icons()), *_content([ROOT / "package-lock.json"])
            ),
            work=lambda: _gather(collected),
            intact=lambda: (collected / "icons.svg").exists(),
        ),
        Step("translations", "Translations", inputs=lambda: "by file", work=_compile, intact=_are_compiled),
        Step(
            "static",
            "Files that pages use",
            inputs=lambda: _digest(*_content([ROOT / "uv.lock", PACKAGE / "static", collected])),
            work=lambda: _command("collectstatic", interactive=False, clear=True, verbosity=0),
            intact=manifest.exists,
        ),
    ]


def _database_steps(state: Path) -> list[Step]:
    return [
        Step(
            "database",
            "Database",
            inputs=lambda: _digest(
                mark_of_database(), *_content([ROOT / "uv.lock", *PACKAGE.glob("*/migrations")])
            ),
            work=_migrate,
        ),
        Step(
            "reference-data",
            "Instruments, territories and results",
            inputs=lambda: _digest(mark_of_database(), *_loaded(without="demo")),
            work=lambda: _command("load_reference_data"),
        ),
        Step(
            "demo",
            "Demo city and accounts",
            inputs=lambda: _digest(mark_of_database(), *_loaded(without="")),
            work=lambda: _load_demo(state),
            intact=(state / options.SIGN_INS).exists,
        ),
    ]


def _icons() -> list[str]:
    return front_end.icons_used(PACKAGE, MODULES)


def _gather(target: Path) -> None:
    front_end.gather(PACKAGE, MODULES, target)


def _compile() -> None:
    translations.compile_all()


def _are_compiled() -> bool:
    return not translations.stale()


def _migrate() -> None:
    _command("migrate", interactive=False, verbosity=0)
    _command("createcachetable", verbosity=0)


def _load_demo(state: Path) -> None:
    """Also writes down who may sign in, because the supervisor tells it and loads no app for that."""
    _command("load_demo")
    from django.utils.translation import override

    from kotacerdas.people import demo

    with override("en"):
        told = [[str(word) for word in entry] for entry in demo.sign_ins()]
    write_secret(state / options.SIGN_INS, json.dumps(told))


def _command(name: str, **given: object) -> None:
    import django
    from django.apps import apps
    from django.core.management import call_command, get_commands

    if not apps.ready:
        django.setup()
    if name in get_commands():
        call_command(name, **given)


# --- What steps are made from ------------------------------------------------------------------------------


def mark_of_database() -> str:
    """Names this database and its migrations: another database, or a restored one, has another mark.

    Asked without Django, whose loading would take the second start a second.
    """
    from django.conf import settings

    described: dict[str, Any] = dict(settings.DATABASES["default"])
    asked = "SELECT MIN(applied), COUNT(*) FROM django_migrations"
    try:
        if described["ENGINE"].endswith("sqlite3"):
            with contextlib.closing(sqlite3.connect(described["NAME"])) as file:
                found = file.execute(asked).fetchone()
        else:
            found = _ask_postgres(described, asked)
    except (sqlite3.Error, ConnectionError) as error:
        if "django_migrations" in str(error):
            return "empty"
        raise of_database_error(error) from None
    return " ".join(map(str, found))


def _ask_postgres(described: dict[str, Any], asked: str) -> tuple[Any, ...] | None:
    import psycopg

    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    given = {name: described[key] for key, name in names.items() if described[key]}
    try:
        with psycopg.connect(**given, connect_timeout=10) as server:
            return server.execute(asked).fetchone()
    except psycopg.Error as error:
        raise ConnectionError(str(error)) from None


def _loaded(*, without: str) -> Iterator[str]:
    """The data files, and the code that reads them."""
    yield from _content(
        [ROOT / "package-lock.json", *(path for path in (ROOT / "data").glob("*") if path.name != without)]
    )
    yield from _content(
        path
        for path in PACKAGE.rglob("*.py")
        if not {"tests", "views", "templatetags", "config", "portal"} & set(path.relative_to(PACKAGE).parts)
    )


def _content(paths: Iterable[Path]) -> Iterator[str]:
    for path in sorted(paths):
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and file.suffix != ".pyc":
                yield file.name
                yield hashlib.sha256(file.read_bytes()).hexdigest()


def _source_of(module: ModuleType) -> str:
    return Path(str(module.__file__)).read_text(encoding="utf-8")


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
