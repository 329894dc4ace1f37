"""The environment of the folder is made once, made anew when it was interrupted, and explained when it cannot be."""

import json
import shutil
import threading
import time
from pathlib import Path

import pytest

from tests.test_run_script import is_one_sentence
from tools import environment

ROOT = Path(__file__).resolve().parents[1]


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


@pytest.mark.parametrize("said", ["No space left on device (os error 28)", "npm error ENOSPC: write"])
def test_a_full_disk_is_said(said):
    assert "disk is full" in str(environment._explained("uv sync", said))
