"""No test that reaches the database is left out of the ring on PostgreSQL."""

from pathlib import Path

import pytest

from tests import rings


@pytest.fixture
def module(tmp_path):
    def written(text: str) -> Path:
        path = tmp_path / "test_contoh.py"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_a_rule_alone_runs_once(module):
    assert not rings.reaches_database(["tmp_path", "request"], module("assert 1 + 1 == 2"), is_marked=False)


@pytest.mark.parametrize(
    ("fixtures", "text", "is_marked"),
    [
        (["balikpapan", "db"], "", False),
        (["official_results", "django_db_setup"], "", False),
        ([], "", True),
        ([], "from django.db import connection", False),
        ([], "subprocess.run([sys.executable, 'manage.py'])", False),
        ([], "monkeypatch.setenv('DATABASE_URL', '')", False),
    ],
)
def test_whatever_may_reach_the_database_runs_again(module, fixtures, text, is_marked):
    assert rings.reaches_database(fixtures, module(text), is_marked=is_marked)


def test_the_cast_brings_the_database_along(request, balikpapan):
    """As every fixture of ours that makes a row."""
    assert rings.reaches_database(request.fixturenames, Path(__file__).with_name("rings.py"), is_marked=False)
