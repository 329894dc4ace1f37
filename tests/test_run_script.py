"""`./run`: every way in which it refuses is one sentence, and what is interrupted is done again."""

import errno
import json
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kotacerdas.config import front_end, options, refusals, setup, supervisor
from kotacerdas.config.refusals import Refusal
from tools import environment

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


# --- Finding Python ----------------------------------------------------------------------------------------


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


# --- What was typed ----------------------------------------------------------------------------------------


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


# --- Disks -------------------------------------------------------------------------------------------------


def test_a_read_only_disk_is_said(tmp_path, monkeypatch):
    class ReadOnly:
        f_flag = os.ST_RDONLY

    monkeypatch.setattr(os, "statvfs", lambda _path: ReadOnly())

    with pytest.raises(Refusal, match=r"is read-only: set KOTACERDAS_DATA"):
        setup.make_state(tmp_path / "var")


def test_a_folder_of_root_is_said_with_the_command_that_helps(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)

    with pytest.raises(Refusal, match=r"belongs to .*sudo chown -R .*KOTACERDAS_DATA"):
        setup.make_state(tmp_path / "var")


def test_a_file_in_the_place_of_the_state_folder_is_said(tmp_path):
    (tmp_path / "var").write_text("")

    with pytest.raises(Refusal, match="is a file where a folder is needed"):
        setup.make_state(tmp_path / "var")


@pytest.mark.parametrize("said", ["No space left on device (os error 28)", "npm error ENOSPC: write"])
def test_a_full_disk_is_said(said):
    assert "disk is full" in str(environment._explained("uv sync", said))


def test_the_state_folder_and_its_key_are_for_their_owner_alone(tmp_path):
    state = tmp_path / "deep" / "var"

    setup.make_state(state)
    key = (state / "secret-key").read_text()
    setup.make_state(state)

    assert stat.S_IMODE(state.stat().st_mode) == 0o700
    assert stat.S_IMODE((state / "secret-key").stat().st_mode) == 0o600
    assert len(key) > 60
    assert (state / "secret-key").read_text() == key


# --- The first download ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "error: Failed to fetch: `https://pypi.org/simple/django/`\n  Caused by: dns error: failed to lookup address",
        "WARNING: Retrying after connection broken by 'NewConnectionError: [Errno -3] Temporary failure'",
        "npm error code EAI_AGAIN",
    ],
)
def test_a_missing_network_is_said(said):
    refusal = str(environment._explained("uv sync", said))

    assert "connect it to the internet" in refusal
    assert is_one_sentence(refusal + "\n")


def test_a_certificate_that_is_not_trusted_is_said():
    refusal = str(
        environment._explained(
            "uv sync", "error sending request\n  cause: invalid peer certificate: UnknownIssuer"
        )
    )

    assert "update-ca-certificates" in refusal
    assert is_one_sentence(refusal + "\n")


def test_another_failure_names_the_command_and_its_reason():
    refusal = str(environment._explained("uv sync", "resolving\nerror: hash mismatch for django\nbye"))

    assert "`uv sync` failed (error: hash mismatch for django)" in refusal


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> environment.Environment:
    """A folder with lock files, where no program is really called."""
    for name in ("pyproject.toml", "uv.lock", "package.json", "package-lock.json", ".npmrc"):
        shutil.copy(ROOT / name, tmp_path / name)
    made = environment.Environment(tmp_path)
    calls: list[str] = []

    def call(*words: str) -> None:
        calls.append(" ".join(words))
        if "venv" in words:
            made.python.parent.mkdir(parents=True)
            made.python.touch()
        if words[1:2] == ("ci",):
            (tmp_path / "node_modules").mkdir(exist_ok=True)

    monkeypatch.setattr(made, "_call", call)
    monkeypatch.setattr(environment, "_system_npm", lambda: "npm")
    made.calls = calls
    return made


def test_a_second_start_calls_no_package_manager(checkout):
    checkout.prepare()
    assert any("uv sync" in call for call in checkout.calls)
    assert any("npm ci" in call for call in checkout.calls)

    checkout.calls.clear()
    checkout.prepare()

    assert checkout.calls == []


def test_an_interrupted_environment_is_made_anew(checkout):
    checkout.prepare()
    half = checkout.venv / "lib" / "half-a-package"
    half.parent.mkdir()
    half.touch()
    checkout.unfinished.touch()

    checkout.prepare()

    assert not half.exists()
    assert not checkout.unfinished.exists()
    assert checkout._has([])


def test_a_changed_lock_file_is_followed(checkout):
    checkout.prepare(["dev"])
    checkout.calls.clear()
    (checkout.root / "uv.lock").write_text("changed")

    checkout.prepare()

    assert any("uv sync" in call for call in checkout.calls)
    assert not any("npm" in call for call in checkout.calls)


def test_the_environment_for_tests_keeps_what_is_there(checkout):
    checkout.prepare()
    checkout.prepare(["dev", "browser"])

    assert json.loads(checkout.stamp.read_text())["groups"] == ["browser", "dev"]
    assert checkout._has([])


def test_npm_comes_from_the_lock_where_the_machine_has_none(checkout, monkeypatch):
    monkeypatch.setattr(environment, "_system_npm", lambda: None)

    checkout.prepare()

    assert any("uv sync" in call and "--group=node" in call for call in checkout.calls)
    assert any(f"{checkout.venv}/bin/npm ci" in call for call in checkout.calls)


def test_a_second_set_up_waits_for_the_first(tmp_path, capsys):
    order = []

    def second() -> None:
        with environment._only_one(tmp_path):
            order.append("second")

    with environment._only_one(tmp_path):
        waiting = threading.Thread(target=second)
        waiting.start()
        time.sleep(0.1)
        order.append("first")
    waiting.join()

    assert order == ["first", "second"]
    assert "waiting for it" in capsys.readouterr().out


# --- Steps -------------------------------------------------------------------------------------------------


def step(work: Callable[[], None], *, inputs: str = "1", intact: bool = True) -> setup.Step:
    return setup.Step("step", "A step", inputs=lambda: inputs, work=work, intact=lambda: intact)


def test_a_finished_step_is_skipped(tmp_path):
    done = []

    setup.bring_up_to_date([step(lambda: done.append(1))], tmp_path)
    setup.bring_up_to_date([step(lambda: done.append(2))], tmp_path)

    assert done == [1]


@pytest.mark.parametrize("changed", [{"inputs": "2"}, {"intact": False}])
def test_a_step_is_redone_when_its_inputs_changed_or_its_result_is_gone(tmp_path, changed):
    done = []

    setup.bring_up_to_date([step(lambda: done.append(1))], tmp_path)
    setup.bring_up_to_date([step(lambda: done.append(2), **changed)], tmp_path)

    assert done == [1, 2]


def test_an_interrupted_step_is_redone_and_those_before_it_are_not(tmp_path):
    done = []

    def interrupted() -> None:
        raise KeyboardInterrupt

    first = setup.Step("first", "First", lambda: "1", lambda: done.append("first"))
    with pytest.raises(KeyboardInterrupt):
        setup.bring_up_to_date([first, step(interrupted)], tmp_path)
    setup.bring_up_to_date([first, step(lambda: done.append("second"))], tmp_path)

    assert done == ["first", "second"]


def test_a_step_that_is_redone_and_interrupted_does_not_count_as_done(tmp_path):
    def interrupted() -> None:
        raise KeyboardInterrupt

    setup.bring_up_to_date([step(lambda: None)], tmp_path)
    with pytest.raises(KeyboardInterrupt):
        setup.bring_up_to_date([step(interrupted, intact=False)], tmp_path)

    assert not (tmp_path / "step").exists()


# --- Settings on the way -----------------------------------------------------------------------------------


@pytest.fixture
def bare_variables(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    kept = {
        name: value for name, value in os.environ.items() if name not in {"DEMO", "ALLOWED_HOSTS", "WORKERS"}
    }
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


# --- Front-end files ---------------------------------------------------------------------------------------


@pytest.fixture
def package(tmp_path: Path) -> Path:
    made = tmp_path / "kotacerdas"
    (made / "templates").mkdir(parents=True)
    return made


MODULES = ROOT / "node_modules"


def test_the_sprite_holds_the_icons_that_are_used_and_no_others(package, tmp_path):
    (package / "templates/a.html").write_text('{% icon "leaf" %}{% component "x" icon="coins" %}')
    (package / "views.py").write_text('TABLE = {"icon": "home-heart"}\n')

    front_end.gather(package, MODULES, tmp_path / "front-end")

    sprite = (tmp_path / "front-end/icons.svg").read_text()
    assert [part.split('"')[0] for part in sprite.split('id="')[1:]] == ["coins", "home-heart", "leaf"]


def test_an_icon_that_does_not_exist_stops_the_set_up(package, tmp_path):
    (package / "templates/a.html").write_text('{% icon "unicorn-of-balikpapan" %}')

    with pytest.raises(Refusal, match=r"a\.html asks for an icon 'unicorn-of-balikpapan'"):
        front_end.gather(package, MODULES, tmp_path / "front-end")


def test_the_typeface_comes_with_the_two_subsets_we_need(package, tmp_path):
    front_end.gather(package, MODULES, tmp_path / "front-end")

    rules = (tmp_path / "front-end/fonts.css").read_text()
    files = sorted(path.name for path in (tmp_path / "front-end").glob("*.woff2"))
    assert [name for name in files if name in rules] == files
    assert len(files) == rules.count("@font-face") == 2


# --- The supervisor ----------------------------------------------------------------------------------------

SUPERVISED = """
import sys
from pathlib import Path
from kotacerdas.config import supervisor
supervisor.PATIENCE_AT_END = 0.5
folder = Path(sys.argv[1])
child = supervisor.Process("The web server", [sys.executable, "-c", sys.argv[2], str(folder)], (folder / "up").exists)
raise SystemExit(supervisor.Supervisor([child]).run(lambda: print("ready", flush=True)))
"""
CHILD = """
import os, signal, sys, time
from pathlib import Path
folder = Path(sys.argv[1])
def note(number, frame):
    with (folder / "signals").open("a") as file:
        print(number, file=file)
    {answer}
signal.signal(signal.SIGTERM, note)
signal.signal(signal.SIGINT, note)
(folder / "up").write_text(str(os.getpid()))
time.sleep(20)
"""


@pytest.fixture
def supervised(tmp_path: Path):
    """Starts a supervisor with one small child and waits until it says that it is ready."""
    started = []

    def start(child: str) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-c", SUPERVISED, str(tmp_path), child],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_each_process_once_and_cleanly(supervised, tmp_path, number):
    process = supervised(CHILD.format(answer="sys.exit(0)"))
    assert process.stdout.readline() == "ready\n"

    process.send_signal(number)
    process.send_signal(number)
    said = process.communicate(timeout=10)[1]

    assert process.returncode == 0
    assert (tmp_path / "signals").read_text() == f"{signal.SIGTERM:d}\n"
    assert said == ""


def test_a_process_that_does_not_stop_is_ended(supervised, tmp_path):
    process = supervised(CHILD.format(answer="pass"))
    process.stdout.readline()

    process.terminate()
    said = process.communicate(timeout=10)[1]

    assert process.returncode == 0
    assert "did not stop in time" in said
    assert not is_alive(int((tmp_path / "up").read_text()))


def test_a_server_that_dies_is_said(supervised):
    process = supervised("import sys; sys.exit(3)")

    said = process.communicate(timeout=10)[1]

    assert process.returncode == 1
    assert "The web server ended by itself" in said


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent was killed")
def test_nobody_is_left_when_the_supervisor_is_killed(supervised, tmp_path):
    process = supervised(CHILD.format(answer="sys.exit(0)"))
    process.stdout.readline()
    child = int((tmp_path / "up").read_text())

    process.kill()
    process.communicate()

    until = time.monotonic() + 5
    while is_alive(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_alive(child)


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_the_address_and_the_sign_ins_are_told(capsys):
    supervisor.announce(["http://localhost:8000"], [("Programme office", "rina@kota.example", "abcd-efgh")])

    told = capsys.readouterr().out
    assert "http://localhost:8000" in told
    assert "Programme office  rina@kota.example  abcd-efgh" in told


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", ["http://localhost:8000"]),
        ("192.0.2.7", ["http://192.0.2.7:8000"]),
        ("2001:db8::7", ["http://[2001:db8::7]:8000"]),
        ("::", ["http://localhost:8000", "http://balai-kota:8000"]),
    ],
)
def test_addresses_are_what_can_be_typed_into_a_browser(host, expected):
    allowed = ["localhost", "127.0.0.1", "[::1]", "balai-kota", ".kota.example", "*"]

    assert supervisor.addresses(host, 8000, allowed) == expected


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
