"""Every environment variable is explained, listed in `.env.example`, and refused by name when it makes no sense."""

import importlib
import re
import runpy
from pathlib import Path

import pytest

from kotacerdas.config import env

pytestmark = pytest.mark.no_database

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/reference/settings.md"
EXAMPLE = ROOT / ".env.example"
ROW = re.compile(
    r"^\| `(?P<name>[A-Z_]+)` \| (?P<kind>[^|]+) \| (?P<default>[^|]+) \| (?P<meaning>[^|]+) \|$",
    re.MULTILINE,
)
# Where the default depends on the folder or is nothing, the page says it in words.
IN_WORDS = {
    "KOTACERDAS_DATA": "`var` beside `./run`",
    "DATABASE_URL": "the SQLite file in `KOTACERDAS_DATA`",
    "SECRET_KEY": "the file `secret-key` in `KOTACERDAS_DATA`",
    "TRUSTED_ORIGINS": "none",
    "MAIL_URL": "none",
    "MAIL_FROM": "none",
    "BLOBS_URL": "none",
    "CLAMD": "none",
    "TRUST_ROOTS": "none",
    "OIDC_ISSUER": "none",
    "OIDC_CLIENT_ID": "none",
    "OIDC_CLIENT_SECRET": "none",
    "BACKUP_TO": "none",
    "BACKUP_PASSPHRASE_FILE": "none",
    "BACKUP_PASSPHRASE": "none",
}


@pytest.fixture
def declared() -> dict[str, env.Declared]:
    importlib.import_module("kotacerdas.config.settings")
    return env.DECLARED


def test_the_page_explains_each_setting_with_its_kind_and_default(declared):
    rows = {
        row["name"]: (row["kind"].strip(), row["default"].strip()) for row in ROW.finditer(PAGE.read_text())
    }

    assert rows == {
        name: (each.kind, IN_WORDS.get(name, f"`{each.default}`")) for name, each in declared.items()
    }


def test_the_example_lists_each_setting_and_changes_nothing_when_copied(declared):
    lines = [line for line in EXAMPLE.read_text().splitlines() if line]
    listed = [match[1] for line in lines if (match := re.match(r"#([A-Z_]+)=", line))]

    assert sorted(listed) == sorted(declared)
    assert all(line.startswith("#") for line in lines)


def test_the_example_shows_the_defaults(declared):
    shown = dict(re.findall(r"^#([A-Z_]+)=(.*)$", EXAMPLE.read_text(), re.MULTILINE))
    differing = {name for name, each in declared.items() if shown[name] != each.default}

    assert differing <= {"KOTACERDAS_DATA", "DATABASE_URL", "DEMO"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "maybe"),
        ("DEMO", "2"),
        ("HTTPS", "https"),
        ("PROXIES", "-1"),
        ("PROXIES", "6"),
        ("WORKERS", "0"),
        ("WORKERS", "two"),
        ("WORKERS", "2.5"),
        ("WORKERS", "²"),
        ("LOG_LEVEL", "LOUD"),
        ("SECRET_KEY", "short"),
        ("SITE_URL", "cerdas.example.go.id"),
        ("SITE_URL", "https://cerdas.example.go.id/kota/"),
        ("MAIL_URL", "mail.example.go.id"),
        ("MAIL_URL", "smtp://mail.example.go.id:post"),
        ("MAIL_URL", "smtp://cerdas:hunter2@mail.example.go.id"),
        ("MAIL_FROM", "Kota Cerdas"),
        ("OIDC_ISSUER", "sso.example.go.id"),
        ("OIDC_ISSUER", "http://sso.example.go.id"),
        ("OIDC_ISSUER", "https://[::1"),
        ("EVIDENCE_MOST_MB", "0"),
        ("EVIDENCE_NEEDS_SCAN", "1"),
        ("CLAMD", "127.0.0.1:3310"),
        ("CLAMD", "tcp://127.0.0.1"),
        ("CLAMD", "tcp://127.0.0.1:clam"),
        ("CLAMD", "unix://clamd.ctl"),
        ("DATABASE_URL", "sqlite:///kota.db"),
        ("DATABASE_URL", "postgresql://localhost"),
        ("DATABASE_URL", "postgresql://localhost:port/kota"),
        ("DATABASE_URL", "postgresql://[::1/kota"),
    ],
)
def test_a_bad_value_stops_the_start_and_is_named(monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    with pytest.raises(env.BadSetting, match=f"^Setting {name} "):
        runpy.run_path(str(ROOT / "kotacerdas/config/settings.py"))


def test_a_secret_is_never_quoted(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hunter2")

    with pytest.raises(env.BadSetting) as refused:
        env.secret("SECRET_KEY", kept_in=Path("/nonexistent"))

    assert "hunter2" not in refused.value.message


def test_the_password_of_a_database_is_never_quoted(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "mysql://kota:hunter2@localhost/kota")

    with pytest.raises(env.BadSetting) as refused:
        env.database("DATABASE_URL", sqlite_file=Path("kota.sqlite3"))

    assert "hunter2" not in refused.value.message


def test_the_password_of_a_mail_server_is_never_quoted(monkeypatch):
    monkeypatch.setenv("MAIL_URL", "smtp://cerdas:hunter2@mail.example.go.id")
    with pytest.raises(env.BadSetting) as refused:
        env.mail("MAIL_URL")
    assert "hunter2" not in refused.value.message

    monkeypatch.setenv("MAIL_URL", "smtps://cerdas:hunter%202@mail.example.go.id")
    server = env.mail("MAIL_URL")
    assert (server.port, server.password) == (465, "hunter 2")
    assert "hunter" not in repr(server)


def test_a_sign_in_service_must_know_who_asks(monkeypatch):
    monkeypatch.setenv("OIDC_ISSUER", "https://sso.example.go.id")
    monkeypatch.delenv("OIDC_CLIENT_ID", raising=False)

    with pytest.raises(env.BadSetting, match=r"^Setting OIDC_CLIENT_ID "):
        runpy.run_path(str(ROOT / "kotacerdas/config/settings.py"))


def test_mails_need_a_sender(monkeypatch):
    monkeypatch.setenv("MAIL_URL", "smtp://localhost")
    monkeypatch.delenv("MAIL_FROM", raising=False)

    with pytest.raises(env.BadSetting, match=r"^Setting MAIL_FROM "):
        runpy.run_path(str(ROOT / "kotacerdas/config/settings.py"))


def test_an_address_of_postgresql_may_hold_encoded_characters(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://kota:p%40ss%2Fword@[::1]:5433/kota%20cerdas")

    read = env.database("DATABASE_URL", sqlite_file=Path("kota.sqlite3"))

    expected = {"USER": "kota", "PASSWORD": "p@ss/word", "HOST": "::1", "PORT": "5433", "NAME": "kota cerdas"}
    assert {key: read[key] for key in expected} == expected


def test_a_faulty_line_of_the_file_is_named(tmp_path):
    (tmp_path / ".env").write_text("# ours\nWORKERS 3\n")

    with pytest.raises(env.BadSetting, match=r"in line 2 of .*\.env is not NAME=VALUE"):
        env.read_file(tmp_path / ".env")
