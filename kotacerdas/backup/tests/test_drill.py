"""The restore drill: a real site is copied while somebody writes, put back on a "new machine", and compared.

With the commands that an office types, in processes of their own, on the kind of database that this ring uses.
"""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[3]
ENOUGH = 20

WRITER = """
import django, os
django.setup()
from django.utils import timezone
from kotacerdas.files import actions
from kotacerdas.people.models import City
city = City.objects.get(code="64.71")
while True:
    name = {"name": "bukti.txt", "media_type": "text/plain"}
    actions.keep(os.urandom(5000), about=city, by=None, city=city, now=timezone.now(), **name)
    print("kept", flush=True)
"""
COUNTS = """
import django, hashlib, json
django.setup()
from django.apps import apps
from kotacerdas.files import blobs
from kotacerdas.files.models import File
for file in File.objects.all():
    blobs.store().check(file.sha256)
said = {model._meta.label: model._default_manager.count() for model in apps.get_models()}
print(json.dumps(said))
"""
PAGES = """
import django
django.setup()
from django.test import Client
for address in ("/readyz", "/", "/en/putaran/", "/cari/?q=balikpapan"):
    print(address, Client(headers={"host": "localhost"}).get(address).status_code)
"""


@pytest.fixture
def addresses(django_db_setup):
    """Two databases beside the tests' own; on SQLite each state folder has its file."""
    if connection.vendor == "sqlite":
        yield ["", ""]
        return
    import psycopg

    given = connection.settings_dict
    at = f"{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}"
    names = [f"latihan_{os.getpid()}_{number}" for number in (1, 2)]
    with psycopg.connect(f"postgresql://{at}/postgres", autocommit=True) as server:
        for name in names:
            server.execute(f'CREATE DATABASE "{name}"')
        yield [f"postgresql://{at}/{name}" for name in names]
        for name in names:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def machines(addresses, tmp_path):
    secret = tmp_path / "frasa"
    secret.write_text("empat kata yang panjang\n")
    secret.chmod(0o600)
    return [
        os.environ
        | {
            "KOTACERDAS_DATA": str(tmp_path / name),
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "kotacerdas.config.settings",
            "BACKUP_PASSPHRASE_FILE": str(secret),
            "DEMO": "1",
            "LOG_LEVEL": "ERROR",
            "LANG": "en",
            "SECRET_KEY": "",
        }
        for name, address in zip(("lama", "baru"), addresses, strict=True)
    ]


def run(machine, *words, code=0):
    finished = subprocess.run(  # noqa: S603 - our own commands
        [sys.executable, *map(str, words)], cwd=ROOT, env=machine, capture_output=True, text=True, check=False
    )
    assert finished.returncode == code, finished.stdout + finished.stderr
    return finished.stdout


def command(machine, *words, code=0):
    return run(machine, "-m", "kotacerdas.config.cli", *words, code=code)


def set_up(machine):
    run(machine, "-m", "kotacerdas.config.setup", "--setup")


@contextlib.contextmanager
def writing(machine):
    """Somebody who keeps files all the time, and is killed in the end."""
    writer = subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, "-c", WRITER], cwd=ROOT, env=machine, stdout=subprocess.PIPE
    )
    try:
        for _ in range(ENOUGH):
            assert writer.stdout.readline()
        yield
    finally:
        writer.send_signal(signal.SIGKILL)
        writer.communicate()


def test_a_site_comes_back_as_it_was(machines, tmp_path):
    old, new = machines
    set_up(old)
    with writing(old):
        told = command(old, "backup", "create", "--to", tmp_path / "cadangan")
    after = json.loads(run(old, "-c", COUNTS))
    (archive,) = (tmp_path / "cadangan").iterdir()

    assert "read back" in told
    assert "as it was" in command(old, "backup", "verify", archive)
    command(new, "backup", "restore", archive)
    restored = json.loads(run(new, "-c", COUNTS))  # also reads every file that a row names
    set_up(new)

    growing = {"files.File", "audit.Chain", "audit.Entry", "audit.Values", "backup.Made"}
    assert {key: n for key, n in restored.items() if key not in growing} == {
        key: n for key, n in after.items() if key not in growing
    }
    assert ENOUGH <= restored["files.File"] <= after["files.File"]
    assert re.search(r"\d", command(new, "audit", "verify"))
    assert (tmp_path / "baru" / "secret-key").read_text() == (
        tmp_path / "lama" / "secret-key"
    ).read_text().strip()
    assert re.findall(r" (\d+)$", run(new, "-c", PAGES), re.MULTILINE) == ["200"] * 4

    # Once more over what is there now: only with the word, and the former state is kept aside.
    said = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "kotacerdas.config.cli", "backup", "restore", archive],
        cwd=ROOT, env=new, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (said.returncode, "--replace replace-everything" in said.stderr) == (2, True)
    assert "before-restore-" in command(new, "backup", "restore", archive, "--replace", "replace-everything")
    again = json.loads(run(new, "-c", COUNTS))
    assert {key: n for key, n in again.items() if key not in growing} == {
        key: n for key, n in restored.items() if key not in growing
    }
