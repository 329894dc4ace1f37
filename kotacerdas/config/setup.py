"""Sets an installation up, where needed, and hands over to the supervisor."""

import contextlib
import json
import logging
import os
import shutil
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import NoReturn

from kotacerdas.config import env, options, state, steps, supervisor
from kotacerdas.config.refusals import Refusal, of_database_error, of_os_error, refuse, require_free_port
from kotacerdas.evidence.reading import programs

ROOT = Path(__file__).resolve().parents[2]


def take_environment(given: options.Options, file: Path = ROOT / ".env") -> None:
    """What was typed and what .env says become environment variables, the only thing that settings read."""
    env.read_file(file)
    os.environ["DJANGO_SETTINGS_MODULE"] = "kotacerdas.config.settings"
    if given.demo is False:
        os.environ["DEMO"] = "0"
    os.environ.setdefault("DEMO", "1")
    # Links in notices lead to where this server listens, unless somebody has said how people reach it. An empty value
    # is how `.env.example` leaves a setting to its default.
    os.environ["SITE_URL"] = os.environ.get("SITE_URL") or f"http://localhost:{given.port}"
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
    state.make(env.folder("KOTACERDAS_DATA", ROOT / "var"))
    from django.conf import settings

    if not given.only_set_up:
        require_free_port(given.host, given.port)
    steps.mark_of_database()  # a database that does not answer is said before anything is made
    planned = steps.steps(settings.STATE, demo=settings.DEMO)
    # The steps say in words what they change; the log would say it again.
    logging.getLogger().setLevel(logging.WARNING)
    with state.only_one(settings.STATE):
        steps.bring_up_to_date(planned, settings.STATE / "stamps")
    tell_what_is_missing()
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


def tell_what_is_missing() -> None:
    """Programs of the system that would add something; all else works without them."""
    lacking = programs.lacking()
    if lacking:
        adds = ", ".join(f"{each.package} ({each.adds})" for each in lacking)
        packages = " ".join(each.package for each in lacking)
        print(f"Not installed: {adds}. On Debian: sudo apt install {packages}", flush=True)


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
        refuse(of_database_error(error))
    except (OSError, shutil.Error) as error:
        refuse(of_os_error(error, doing="The set-up") if isinstance(error, OSError) else Refusal(str(error)))
    except KeyboardInterrupt:
        print("\nStopped before the set-up was finished: type ./run again and it goes on.", file=sys.stderr)
        raise SystemExit(130) from None


if __name__ == "__main__":
    guarded(lambda: main(sys.argv[1:]))
