"""`./run`: every way in which it refuses is one sentence that says what to do."""

import errno
import os
import re
import shutil
import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kotacerdas.config import options, refusals, setup, state
from kotacerdas.config.refusals import Refusal

pytestmark = pytest.mark.no_database

ROOT = Path(__file__).resolve().parents[1]


def command(*words: str | Path, variables: dict[str, str] | None = None, cwd: Path | None = None):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "DEMO"))}
    return subprocess.run(
        words,
        env=kept | (variables or {}),
        cwd=cwd or ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def is_one_sentence(said: str) -> bool:
    return said.count("\n") == 1 and said.endswith(".\n") and "Traceback" not in said


@pytest.fixture
def find_python(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess]:
    """Answers what find-python.sh says when the machine has just these: folder -> what each Python says of itself."""

    def run(**pythons: str) -> subprocess.CompletedProcess:
        folders = [tmp_path / folder.replace("_", "/") for folder in pythons] or [tmp_path / "empty"]
        for folder, says in zip(folders, pythons.values(), strict=False):
            folder.mkdir(parents=True)
            (folder / "python3").write_text(f'#!/bin/sh\necho "{says}" >&2\nexit 1\n')
            (folder / "python3").chmod(0o755)
        tools = tmp_path / "tools"
        tools.mkdir()
        (tools / "id").symlink_to(shutil.which("id") or "/usr/bin/id")
        script = f'root={tmp_path}; . "{ROOT}/tools/find-python.sh"; echo "$python"'
        path = os.pathsep.join(map(str, [*folders, tools]))
        return subprocess.run(
            ["/bin/sh", "-euc", script], env={"PATH": path}, capture_output=True, text=True, check=False
        )

    return run


def test_missing_python_is_said_in_one_sentence(find_python):
    answer = find_python()

    assert answer.returncode == 2
    assert "needs Python 3.11 or newer and found none" in answer.stderr
    assert is_one_sentence(answer.stderr)


def test_old_python_is_said_in_one_sentence(find_python):
    answer = find_python(usr="3.9 old")

    assert answer.returncode == 2
    assert "this machine has 3.9" in answer.stderr
    assert is_one_sentence(answer.stderr)


def test_missing_venv_module_names_what_to_install(find_python):
    answer = find_python(usr="3.12 bare")

    assert answer.returncode == 2
    assert "Python 3.12 is here but its venv module is missing" in answer.stderr
    assert is_one_sentence(answer.stderr)


def test_a_real_python_goes_before_a_shim(find_python):
    answer = find_python(home_shims="3.13 good", usr="3.11 good")

    assert answer.stdout.strip().endswith("/usr/python3")


def test_a_shim_will_do_where_there_is_nothing_else(find_python):
    answer = find_python(home_shims="3.13 good", usr="3.9 old")

    assert answer.stdout.strip().endswith("/home/shims/python3")


def test_help_lists_the_options_from_any_folder_and_under_a_name_with_a_space(tmp_path):
    copy = tmp_path / "a folder"
    (copy / "kotacerdas").mkdir(parents=True)
    shutil.copy(ROOT / "run", copy)
    shutil.copytree(ROOT / "tools", copy / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "kotacerdas/__init__.py", copy / "kotacerdas")
    shutil.copytree(ROOT / "kotacerdas/config", copy / "kotacerdas/config")

    answer = command(copy / "run", "--help", cwd=tmp_path)

    assert answer.returncode == 0
    for option in ("--host", "--port", "--no-demo", "--setup"):
        assert option in answer.stdout


@pytest.mark.parametrize(
    "typed", [["--colour"], ["--port", "http"], ["--port", "0"], ["--port", "65536"], ["serve"], ["--host"]]
)
def test_what_cannot_be_understood_is_refused(typed):
    with pytest.raises(Refusal, match=r"type \./run --help"):
        options.parse(typed)


def test_a_port_in_use_is_said_before_anything_is_done():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        answer = command(ROOT / "run", "--port", str(port))

    assert answer.returncode == 2
    assert f"Port {port} is in use" in answer.stderr
    assert f"./run --port {port + 1}" in answer.stderr
    assert is_one_sentence(answer.stderr)


def test_an_address_of_another_machine_is_refused():
    with pytest.raises(Refusal, match="no address of this machine"):
        refusals.require_free_port("192.0.2.1", 8000)


def test_a_read_only_disk_is_said(tmp_path, monkeypatch):
    class ReadOnly:
        f_flag = os.ST_RDONLY

    monkeypatch.setattr(os, "statvfs", lambda _path: ReadOnly())

    with pytest.raises(Refusal, match=r"is read-only: set KOTACERDAS_DATA"):
        state.make(tmp_path / "var")


def test_a_folder_of_root_is_said_with_the_command_that_helps(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)

    with pytest.raises(Refusal, match=r"belongs to .*sudo chown -R .*KOTACERDAS_DATA"):
        state.make(tmp_path / "var")


def test_a_file_in_the_place_of_the_state_folder_is_said(tmp_path):
    (tmp_path / "var").write_text("")

    with pytest.raises(Refusal, match="is a file where a folder is needed"):
        state.make(tmp_path / "var")


def test_the_state_folder_and_its_key_are_for_their_owner_alone(tmp_path):
    folder = tmp_path / "deep" / "var"

    state.make(folder)
    key = (folder / "secret-key").read_text()
    state.make(folder)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "secret-key").stat().st_mode) == 0o600
    assert len(key) > 60
    assert (folder / "secret-key").read_text() == key


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EADDRINUSE, r"Port 80 is in use by another program: type \./run --port 81\."),
        (errno.EACCES, r"Only root may serve on port 80: type \./run --port 8000\."),
        (errno.EADDRNOTAVAIL, r"no address of this machine: type \./run --host 127"),
    ],
)
def test_what_keeps_a_port_from_being_used_is_said(number, words):
    assert re.search(words, refusals._about_port("127.0.0.1", 80, OSError(number, "")))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EROFS, "read-only disk"),
        (errno.EACCES, "may not write"),
        (5, "broken"),
    ],
)
def test_a_disk_that_fails_half_way_is_said(number, words):
    refusal = str(refusals.of_os_error(OSError(number, "broken", "/state/file"), doing="The set-up"))

    assert words in refusal
    assert is_one_sentence(refusal + "\n")


@pytest.fixture
def bare_variables(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    ours = {"DEMO", "ALLOWED_HOSTS", "WORKERS", "SITE_URL"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    monkeypatch.setattr(os, "environ", kept)
    return monkeypatch


def test_the_demo_is_the_default_of_run(bare_variables, tmp_path):
    setup.take_environment(options.parse([]), tmp_path / ".env")

    assert os.environ["DEMO"] == "1"


@pytest.mark.parametrize(("typed", "in_file"), [(["--no-demo"], "DEMO=1"), ([], "DEMO=0")])
def test_the_demo_can_be_declined(bare_variables, tmp_path, typed, in_file):
    (tmp_path / ".env").write_text(in_file)

    setup.take_environment(options.parse(typed), tmp_path / ".env")

    assert os.environ["DEMO"] == "0"


def test_the_shell_wins_over_the_file(bare_variables, tmp_path):
    (tmp_path / ".env").write_text('# ours\nexport WORKERS=3\n\nALLOWED_HOSTS="kota.example"\n')
    os.environ["WORKERS"] = "5"

    setup.take_environment(options.parse([]), tmp_path / ".env")

    assert os.environ["WORKERS"] == "5"
    assert os.environ["ALLOWED_HOSTS"] == "kota.example"


@pytest.mark.parametrize(
    ("in_file", "site"),
    [("", "http://localhost:8077"), ("SITE_URL=https://kota.example", "https://kota.example")],
)
def test_links_in_notices_lead_to_the_chosen_port(bare_variables, tmp_path, in_file, site):
    (tmp_path / ".env").write_text(in_file)

    setup.take_environment(options.parse(["--port", "8077"]), tmp_path / ".env")

    assert os.environ["SITE_URL"] == site


def test_a_host_that_others_reach_is_allowed(bare_variables, tmp_path):
    setup.take_environment(options.parse(["--host", "192.0.2.7"]), tmp_path / ".env")

    assert os.environ["ALLOWED_HOSTS"].split(",") == ["localhost", "127.0.0.1", "[::1]", "192.0.2.7"]


def test_serving_everywhere_allows_the_names_of_this_machine_and_no_others(bare_variables, tmp_path):
    bare_variables.setattr(socket, "gethostname", lambda: "Balai-Kota")
    bare_variables.setattr(setup, "own_addresses", lambda: ["192.0.2.7", "2001:db8::7"])

    setup.take_environment(options.parse(["--host", "0.0.0.0"]), tmp_path / ".env")  # noqa: S104 - the point of it

    allowed = os.environ["ALLOWED_HOSTS"].split(",")
    assert allowed == ["localhost", "127.0.0.1", "[::1]", "balai-kota", "192.0.2.7", "[2001:db8::7]"]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("mysql://localhost/kota", "Setting DATABASE_URL must look like postgresql://"),
        ("postgresql://localhost:port/kota", "Setting DATABASE_URL is not an address"),
        ("postgresql://kota@127.0.0.1:1/kota", "database that DATABASE_URL names does not answer"),
    ],
)
def test_a_database_that_cannot_be_used_is_said(tmp_path, address, words):
    variables = {"KOTACERDAS_DATA": str(tmp_path / "var"), "DATABASE_URL": address}

    answer = command(sys.executable, "-m", "kotacerdas.config.setup", "--setup", variables=variables)

    assert answer.returncode == 2
    assert words in answer.stderr
    assert is_one_sentence(answer.stderr)
