"""Brings the state folder and the database to what this checkout needs, then hands over to the supervisor.

Each step leaves a stamp, a hash of what it was made from, only when it is finished: what is up to date is
skipped at the next start, what was interrupted is done again.
"""

import contextlib
import fcntl
import hashlib
import json
import logging
import os
import secrets
import shutil
import signal
import socket
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NoReturn

from kotacerdas.config import env, front_end, options, supervisor, translations
from kotacerdas.config.refusals import Refusal, of_os_error, refuse, require_free_port, require_writable

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
        _write(stamp, step.inputs())
        print(f"{step.title}: {time.monotonic() - started:.1f} s", flush=True)
        done.append(step.name)
    return done


# --- The steps -------------------------------------------------------------------------------------------


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
                _mark_of_database(), *_content([ROOT / "uv.lock", *PACKAGE.glob("*/migrations")])
            ),
            work=_migrate,
        ),
        Step(
            "reference-data",
            "Instruments, territories and results",
            inputs=lambda: _digest(_mark_of_database(), *_loaded(without="demo")),
            work=lambda: _command("load_reference_data"),
        ),
        Step(
            "demo",
            "Demo city and accounts",
            inputs=lambda: _digest(_mark_of_database(), *_loaded(without="")),
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


def _mark_of_database() -> str:
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
        raise _of_database_error(error) from None
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


def _source_of(module: object) -> str:
    return Path(str(module.__file__)).read_text()  # type: ignore[attr-defined]


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


# --- The state folder --------------------------------------------------------------------------------------


def make_state(state: Path) -> None:
    """The folder and its secrets, readable by their owner alone."""
    require_writable(state, otherwise="set KOTACERDAS_DATA to a folder you may write and type ./run again")
    if not state.exists():
        state.mkdir(mode=0o700, parents=True)
    (state / "stamps").mkdir(exist_ok=True)
    if not (state / "secret-key").exists():
        write_secret(state / "secret-key", secrets.token_urlsafe(48))


def write_secret(path: Path, content: str) -> None:
    """Whole or not at all, and for its owner alone."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as opened:
        opened.write(content + "\n")
    unfinished.replace(path)


def _write(path: Path, content: str) -> None:
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    unfinished.write_text(content)
    unfinished.replace(path)


@contextlib.contextmanager
def only_one(state: Path) -> Iterator[None]:
    """Two starts at once: the second waits. The lock goes with the process, however that ends."""
    with (state / "set-up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another ./run is setting up this folder; waiting for it.", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# --- The command -------------------------------------------------------------------------------------------


def take_environment(given: options.Options, file: Path = ROOT / ".env") -> None:
    """What was typed and what .env says become environment variables, the only thing that settings read."""
    env.read_file(file)
    os.environ["DJANGO_SETTINGS_MODULE"] = "kotacerdas.config.settings"
    if given.demo is False:
        os.environ["DEMO"] = "0"
    os.environ.setdefault("DEMO", "1")
    if given.host not in options.LOOPBACK:
        hosts = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
        os.environ["ALLOWED_HOSTS"] = ",".join([*hosts, *names_for(given.host)])


def names_for(host: str) -> list[str]:
    """How people may call a server on this address; one that listens everywhere has the machine's names."""
    found = [host]
    if host in options.ANY_ADDRESS:
        found = [socket.gethostname(), *own_addresses()]
    return list(dict.fromkeys(f"[{name}]" if ":" in name else name.lower() for name in found))


def own_addresses() -> list[str]:
    found = []
    with contextlib.suppress(OSError):
        found += [str(entry[4][0]) for entry in socket.getaddrinfo(socket.gethostname(), None)]
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # sends nothing: it only asks which of our addresses leads out
        found.append(str(probe.getsockname()[0]))
    return found


def main(arguments: list[str]) -> None:
    given = options.parse(arguments)
    os.umask(0o077)
    take_environment(given)
    # Before the settings are read: they take the secret key from this folder.
    make_state(env.folder("KOTACERDAS_DATA", ROOT / "var"))
    from django.conf import settings

    if not given.only_set_up:
        require_free_port(given.host, given.port)
    _mark_of_database()  # a database that does not answer is said before anything is made
    planned = steps(settings.STATE, demo=settings.DEMO)
    # The steps say in words what they change; the log would say it again.
    logging.getLogger().setLevel(logging.WARNING)
    with only_one(settings.STATE):
        bring_up_to_date(planned, settings.STATE / "stamps")
    if given.only_set_up:
        print("Everything is in place; ./run serves it.")
        return
    site = supervisor.Site(
        given.host,
        given.port,
        settings.WORKERS,
        settings.ALLOWED_HOSTS,
        str(settings.STATE / options.SIGN_INS) if settings.DEMO else "",
    )
    sys.stdout.flush()
    command = [sys.executable, "-m", "kotacerdas.config.supervisor", json.dumps(asdict(site))]
    os.execv(sys.executable, command)  # noqa: S606 - no shell is meant


def _of_database_error(error: Exception) -> Refusal:
    said = (str(error).splitlines() or [""])[0].strip()
    if "disk is full" in said or "No space left" in said:
        return Refusal("The disk is full: free some space (`df -h` shows where) and type ./run again.")
    if os.environ.get("DATABASE_URL"):
        return Refusal(
            f"The database that DATABASE_URL names does not answer ({said}): start it, or correct the address."
        )
    if "locked" in said:
        return Refusal("The database is in use by another program: stop that one and type ./run again.")
    return Refusal(f"The database file in KOTACERDAS_DATA cannot be used ({said}): restore it from a backup.")


def _stop(_signal: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt


def guarded(work: Callable[[], None]) -> None:
    """Runs the set-up; what is not a mistake of ours ends in one sentence instead of a traceback."""
    from django.db.utils import DatabaseError, InterfaceError

    signal.signal(signal.SIGTERM, _stop)
    try:
        work()
    except Refusal as refusal:
        refuse(refusal)
    except env.BadSetting as bad:
        refuse(Refusal(bad.message))
    except (DatabaseError, InterfaceError) as error:
        refuse(_of_database_error(error))
    except (OSError, shutil.Error) as error:
        refuse(of_os_error(error, doing="The set-up") if isinstance(error, OSError) else Refusal(str(error)))
    except KeyboardInterrupt:
        print("\nStopped before the set-up was finished: type ./run again and it goes on.", file=sys.stderr)
        raise SystemExit(130) from None


if __name__ == "__main__":
    guarded(lambda: main(sys.argv[1:]))
