"""The cast, the cities and a quiet, private installation for every test.

Rules are tested without Django (`-p no:django`), so nothing here imports Django before it is known to be there.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from kotacerdas.people.models import City, User

_state: Path | None = None


def _has_django(config: pytest.Config) -> bool:
    return config.pluginmanager.hasplugin("django")


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Without Django's plugin its line in pyproject.toml would be an unknown setting, which is an error."""
    parser.addoption(
        "--only-with-database", action="store_true", help="leave out tests that do not reach the database"
    )
    parser.addoption("--without-pages", action="store_true", help="leave out tests that look at a page, too")
    if not pluginmanager.hasplugin("django"):
        parser.addini("DJANGO_SETTINGS_MODULE", "not used without Django")


def pytest_configure(config: pytest.Config) -> None:
    """Takes the installation away from the developer's own folder and makes it fast and predictable."""
    import hypothesis

    # A busy machine is slow now and then; that is no fault of the rule under test.
    hypothesis.settings.register_profile("steady", deadline=None)
    hypothesis.settings.load_profile("steady")
    if not _has_django(config):
        return
    from django.conf import settings

    from kotacerdas.config import translations

    if not hasattr(config, "workerinput"):
        translations.compile_all()

    global _state
    _state = Path(tempfile.mkdtemp(prefix="kotacerdas-test-"))
    for folder in ("front-end", "static", "media"):
        (_state / folder).mkdir()
    settings.STATE = _state
    settings.STATIC_ROOT = _state / "static"
    settings.MEDIA_ROOT = _state / "media"
    settings.STATICFILES_DIRS = [settings.PACKAGE / "static", _state / "front-end"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.SECRET_KEY = "for-tests-only-" + "0123456789abcdef" * 3
    settings.DEBUG = settings.DEMO = settings.HTTPS = False
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.DEFAULT_CITY = "64.71"
    settings.ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    _let_force_login_pass_the_second_factor()
    if hasattr(config, "cache"):
        from tests import schema

        schema.begin_with_kept(config.cache.mkdir("schema"))


def _let_force_login_pass_the_second_factor() -> None:
    """`force_login` stands for a whole sign-in. What happens without the factor is tested through the real door."""
    from django.contrib.auth.signals import user_logged_in

    def passed(sender: object, request: Any, user: Any, **rest: Any) -> None:
        if not request.path:  # the request that Django's test client makes up for force_login
            from kotacerdas.accounts import second_factor

            second_factor.mark_passed(request.session, user)

    user_logged_in.connect(passed, weak=False, dispatch_uid="tests.second_factor")


def pytest_unconfigure(config: pytest.Config) -> None:
    if _state is not None:
        shutil.rmtree(_state, ignore_errors=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """`./test` leaves them out of its SQLite ring; a plain `pytest` says why they do not run."""
    if not _has_django(config):
        return
    from django.db import connection

    from tests import rings

    if config.getoption("--only-with-database"):
        out = rings.left_out(items, with_pages=not config.getoption("--without-pages"))
        config.hook.pytest_deselected(items=out)
        gone = set(out)
        items[:] = [item for item in items if item not in gone]
    if hasattr(config, "workerinput"):
        items[:] = rings.longest_first(items)
    if connection.vendor != "postgresql":
        reason = pytest.mark.skip(reason="a promise that only PostgreSQL makes; DATABASE_URL names none")
        for item in items:
            if item.get_closest_marker("postgres_only"):
                item.add_marker(reason)


@pytest.fixture(autouse=True)
def _fresh_cache(request: pytest.FixtureRequest) -> Iterator[None]:
    """Rate limits of one test must not reach the next."""
    yield
    if _has_django(request.config):
        from django.core.cache import cache

        cache.clear()


@pytest.fixture(autouse=True)
def _default_language(request: pytest.FixtureRequest) -> None:
    """The language of the last page of one test must not decide the addresses of the next."""
    if _has_django(request.config):
        from django.conf import settings
        from django.utils import translation

        translation.activate(settings.LANGUAGE_CODE)


# --- Cities ------------------------------------------------------------------------------------------------


@pytest.fixture
def balikpapan(db: None) -> City:
    from kotacerdas.people.tests import factories

    return factories.city(is_member=True)


@pytest.fixture
def samarinda(db: None) -> City:
    """The neighbour: same province, its own programme in the same installation."""
    from kotacerdas.people.tests import factories

    return factories.city("64.72", "Kota Samarinda", is_member=True)


@pytest.fixture
def malang_kab(db: None) -> City:
    from kotacerdas.people.tests import factories

    java = factories.province("35", "Jawa Timur")
    return factories.city("35.07", "Kab. Malang", of=java, zone="Asia/Jakarta")


@pytest.fixture
def malang_kota(db: None) -> City:
    from kotacerdas.people.tests import factories

    java = factories.province("35", "Jawa Timur")
    return factories.city("35.73", "Kota Malang", of=java, zone="Asia/Jakarta")


# --- The cast ----------------------------------------------------------------------------------------------


@pytest.fixture
def siti(db: None) -> User:
    """A citizen: an account, no office."""
    from kotacerdas.people.tests import factories

    return factories.user("siti@contoh.id", display_name="Siti")


@pytest.fixture
def budi(balikpapan: City) -> User:
    """Officer of the agency for communication and informatics."""
    from kotacerdas.people.roles import Role
    from kotacerdas.people.tests import factories

    diskominfo = factories.organisation(city=balikpapan, short_name="Diskominfo")
    return factories.officeholder(
        "budi@contoh.go.id", Role.AGENCY_OFFICER, city=balikpapan, organisation=diskominfo
    )


@pytest.fixture
def joko(balikpapan: City) -> User:
    """Officer of another agency, who must not see what is Budi's."""
    from kotacerdas.people.roles import Role
    from kotacerdas.people.tests import factories

    dishub = factories.organisation("Dinas Perhubungan", city=balikpapan, short_name="Dishub")
    return factories.officeholder(
        "joko@contoh.go.id", Role.AGENCY_OFFICER, city=balikpapan, organisation=dishub
    )


@pytest.fixture
def rina(balikpapan: City) -> User:
    """The programme office."""
    from kotacerdas.people.roles import Role
    from kotacerdas.people.tests import factories

    return factories.officeholder("rina@contoh.go.id", Role.PROGRAMME_OFFICE, city=balikpapan)


@pytest.fixture
def lestari(balikpapan: City) -> User:
    """A leader of the city."""
    from kotacerdas.people.roles import Role
    from kotacerdas.people.tests import factories

    return factories.officeholder("lestari@contoh.go.id", Role.LEADER, city=balikpapan)


@pytest.fixture
def hadi(db: None) -> User:
    """An assessor, who belongs to no city."""
    from kotacerdas.people.roles import Role
    from kotacerdas.people.tests import factories

    return factories.officeholder("hadi@contoh.ac.id", Role.ASSESSOR)


@pytest.fixture
def nadia(db: None) -> User:
    """The national operator."""
    from kotacerdas.people.roles import Role
    from kotacerdas.people.tests import factories

    return factories.officeholder("nadia@contoh.go.id", Role.NATIONAL_OPERATOR)


@pytest.fixture
def tetangga(samarinda: City) -> User:
    """The programme office of the neighbouring city."""
    from kotacerdas.people.roles import Role
    from kotacerdas.people.tests import factories

    return factories.officeholder("tetangga@contoh.go.id", Role.PROGRAMME_OFFICE, city=samarinda)


# --- Browsers ----------------------------------------------------------------------------------------------


@pytest.fixture
def as_user(db: None) -> Callable[[User], Client]:
    """`as_user(rina).get(...)`: a browser of her own, signed in."""
    from django.test import Client

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def anonymous(db: None) -> Client:
    from django.test import Client

    return Client()


# --- A bucket ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """A real S3 server on a free port of loopback: "127.0.0.1:12345"."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def in_a_bucket(s3_server: str, settings: Any, tmp_path: Path) -> str:
    """The installation keeps its files in a bucket of its own."""
    from kotacerdas.files import blobs

    settings.BLOBS_URL = f"s3+http://kunci:rahasia@{s3_server}/bukti/{tmp_path.name}"
    blobs.store()._s3.create_bucket(Bucket="bukti")  # type: ignore[attr-defined]  # the store is a bucket now
    return str(settings.BLOBS_URL)


# --- The command line and the official figures -------------------------------------------------------------


class Said(NamedTuple):
    """What a command answered: its exit code, and the two channels."""

    code: int
    out: str
    err: str


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    """`command("score", ...)` runs `kotacerdas` in this process, in Indonesian unless it is asked otherwise."""
    from django.utils import translation

    from kotacerdas.config import cli

    monkeypatch.setenv("LOG_LEVEL", "WARNING")

    def run(*words: object, lang: str = "id") -> Said:
        capsys.readouterr()
        with translation.override(translation.get_language()):
            try:
                code = cli.main([*map(str, words), "--lang", lang])
            except SystemExit as refused:
                code = int(refused.code or 0)
        return Said(code, *capsys.readouterr())

    return run


@pytest.fixture(scope="module")
def official_results(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The shipped cities, rounds and results, loaded once for all tests of a module and gone after them."""
    from django.db import transaction

    from kotacerdas.common.reference import REGISTRIES, Report

    with django_db_blocker.unblock(), transaction.atomic():
        REGISTRIES["reference"].run(Report())
        yield
        transaction.set_rollback(True)
