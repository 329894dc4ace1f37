"""No test in which PostgreSQL has a say is left out of its ring, and long files begin."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from tests import rings
from tools import test as program


@pytest.fixture
def module(tmp_path):
    def written(text: str) -> Path:
        path = tmp_path / "test_contoh.py"
        path.write_text(text, encoding="utf-8")
        return path

    return written


@pytest.mark.parametrize("text", ["assert 1 + 1 == 2", "from django.db import connection"])
def test_a_rule_alone_runs_once(module, text):
    assert not rings.reaches_database(["tmp_path", "request"], module(text), ["parametrize"])


def test_programs_that_speak_to_no_database_run_once(module):
    text = module("subprocess.run(['sleep', '1'])")

    assert rings.reaches_database([], text, [])
    assert not rings.reaches_database([], text, ["no_database"])


@pytest.mark.parametrize(
    ("fixtures", "text", "marks"),
    [
        (["balikpapan", "db"], "", []),
        (["official_results", "django_db_setup"], "", []),
        ([], "", ["django_db"]),
        ([], "assert connection.vendor", []),
        ([], "subprocess.run([sys.executable, 'manage.py'])", []),
        ([], "monkeypatch.setenv('DATABASE_URL', '')", []),
    ],
)
def test_whatever_may_reach_the_database_runs_again(module, fixtures, text, marks):
    assert rings.reaches_database(fixtures, module(text), marks)


def test_the_cast_brings_the_database_along(request, balikpapan):
    """As every fixture of ours that makes a row."""
    assert rings.reaches_database(request.fixturenames, Path(__file__).with_name("rings.py"), [])


@pytest.mark.parametrize(
    ("fixtures", "mark", "is_page"),
    [
        (["rina", "as_user", "db"], pytest.mark.django_db, True),
        (["anonymous", "db"], pytest.mark.parametrize, True),
        (["rina", "db"], pytest.mark.page, True),
        (["rina", "db"], pytest.mark.django_db, False),
        (["rina", "as_user", "db"], pytest.mark.both_databases, False),
        (["rina", "as_user", "db"], pytest.mark.postgres_only, False),
        (["rina", "as_user", "db"], pytest.mark.django_db(transaction=True), False),
    ],
)
def test_a_page_runs_again_only_where_the_database_has_a_say(fixtures, mark, is_page):
    assert rings.looks_at_a_page(fixtures, [mark.mark]) is is_page


def test_a_page_is_known_by_the_browser_that_its_own_fixture_asks_for(request, page_of_rina):
    assert rings.looks_at_a_page(request.fixturenames, [])


@pytest.fixture
def page_of_rina(as_user, rina):
    return as_user(rina)


def test_the_ring_leaves_pages_out_unless_it_is_asked_for_them(module):
    text = module("")
    action, page, rule = (item(text, *fixtures) for fixtures in (["db"], ["db", "as_user"], []))

    assert rings.left_out([action, page, rule], with_pages=False) == [page, rule]
    assert rings.left_out([action, page, rule], with_pages=True) == [rule]


def test_the_program_leaves_pages_out_of_the_ring_on_postgresql_unless_it_is_asked_for_them():
    usual, full = (program.app_on_postgres([], "postgresql://", with_pages=each) for each in (False, True))

    assert set(usual.arguments) - set(full.arguments) == {"--without-pages"}


def test_long_files_begin_and_small_ones_end():
    small, large, long = (Path(f"test_{name}.py") for name in ("small", "large", "long"))
    items = [item(small), item(large), item(long, marks=("long",)), item(large)]

    assert [each.path for each in rings.longest_first(items)] == [long, large, large, small]


def item(path: Path, *fixtures: str, marks: tuple[str, ...] = ()) -> SimpleNamespace:
    """As much of a test as pytest tells of it."""
    found = {name: getattr(pytest.mark, name).mark for name in marks}
    return SimpleNamespace(
        path=path, fixturenames=list(fixtures), iter_markers=found.values, get_closest_marker=found.get
    )
