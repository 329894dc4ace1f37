"""Makes and keeps the folder's own Python environment and front-end files; the first thing ./run and ./test do.

It runs on a bare Python, before anything is installed. What is finished leaves a stamp (a hash of the lock
files), so that a later start needs neither a package manager nor a network; what was interrupted has none.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from kotacerdas.config import options
from kotacerdas.config.refusals import Refusal, of_os_error, refuse, require_free_port, require_writable
from tools import browser, postgres

ELSEWHERE = "clone KotaCerdas into a folder of your own and type ./run there"
OFFLINE = re.compile(
    r"dns error|name resolution|Name or service not known|nodename nor servname|No address associated"
    r"|NewConnectionError|ConnectTimeout|Network is unreachable|Connection refused|error sending request"
    r"|tcp connect error|operation timed out|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH",
    re.IGNORECASE,
)
UNTRUSTED = re.compile(
    r"invalid peer certificate|CERTIFICATE_VERIFY_FAILED|unable to get local issuer|SELF_SIGNED_CERT"
)
FULL = re.compile(r"No space left on device|ENOSPC|Disk quota exceeded", re.IGNORECASE)
SYSTEM_AUTHORITIES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt")
FOR_THE_DEMO = (
    "forecast",
    "portfolio",
    "planning",
)  # groups of packages that its pages show; without them those pages say what is missing
ROOM_FOR_THEM = 1024**3
OLDEST_NPM = 7  # the first that reads our lock file


class Environment:
    """The folder's `.venv` and `node_modules`, brought to what the lock files say."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        self.venv = root / ".venv"
        self.python = self.venv / "bin" / "python"
        self.stamp = self.venv / "stamp.json"
        self.unfinished = self.venv / "unfinished"
        self.modules_stamp = root / "node_modules" / ".stamp"

    def prepare(self, groups: Sequence[str] = (), *, wished: Sequence[str] = ()) -> None:
        """`wished` groups come along where something is installed anyway and the disk has room: never a reason by themselves,
        so that a later start needs no network."""
        if self._has(groups) and self._has_modules():
            return
        require_writable(self.root, otherwise=ELSEWHERE)
        with _only_one(self.root):
            if not self._has(groups):
                has_room = shutil.disk_usage(self.root).free > ROOM_FOR_THEM
                self._install([*groups, *(wished if has_room else ())])
            if not self._has_modules():
                self._install_modules()

    # --- Python ------------------------------------------------------------------------------------------

    def _has(self, groups: Sequence[str]) -> bool:
        done = self._stamped()
        return done.get("lock") == self._wanted() and set(groups) <= set(done.get("groups", []))

    def _stamped(self) -> dict[str, Any]:
        if self.unfinished.exists() or not self.python.exists() or not self.stamp.exists():
            return {}
        stamped: dict[str, Any] = json.loads(self.stamp.read_text(encoding="utf-8"))
        return stamped

    def _wanted(self) -> str:
        project = tomllib.loads((self.root / "pyproject.toml").read_text(encoding="utf-8"))
        tables = [project.get(table) for table in ("project", "dependency-groups", "build-system")]
        return _digest(
            str(self.root), json.dumps(tables), (self.root / "uv.lock").read_text(encoding="utf-8")
        )

    def _install(self, groups: Sequence[str]) -> None:
        done = self._stamped()
        if done.get("lock") == self._wanted():
            groups = sorted({*groups, *done["groups"]})
        if self.unfinished.exists() or (self.venv.exists() and not self.python.exists()):
            shutil.rmtree(self.venv)
        if not self.python.exists():
            with _told("Python environment in .venv"):
                self.venv.mkdir()
                self.unfinished.touch()
                self._call(sys.executable, "-m", "venv", str(self.venv))
        self.unfinished.touch()
        self.stamp.unlink(missing_ok=True)
        with _told(
            "Python packages" + (f" with {', '.join(groups)}" if groups else "") + ", downloaded once"
        ):
            self._call(
                str(self.python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input",
                "--retries", "2", "--timeout", "20", f"uv=={self._uv_version()}",
            )  # fmt: skip
            # Inexact: ./run must not take away what ./test has added.
            self._uv(
                "sync",
                "--frozen",
                "--inexact",
                "--compile-bytecode",
                *(f"--group={group}" for group in groups),
            )
        _write(self.stamp, json.dumps({"lock": self._wanted(), "groups": list(groups)}))
        self.unfinished.unlink()

    def _uv_version(self) -> str:
        project = tomllib.loads((self.root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        needs: list[str] = project["dependencies"]
        return next(line.removeprefix("uv==") for line in needs if line.startswith("uv=="))

    def _uv(self, *arguments: str) -> None:
        self._call(
            str(self.python), "-m", "uv", *arguments, "--python", str(self.python), "--no-python-downloads"
        )

    # --- Front-end files ---------------------------------------------------------------------------------

    def _has_modules(self) -> bool:
        return self.modules_stamp.exists() and self.modules_stamp.read_text() == self._wanted_modules()

    def _wanted_modules(self) -> str:
        return _digest(
            *((self.root / name).read_text() for name in ("package.json", "package-lock.json", ".npmrc"))
        )

    def _install_modules(self) -> None:
        npm = _system_npm()
        if not npm:
            if not self._has(["node"]):
                self._install(["node", *self._stamped().get("groups", [])])
            npm = str(self.venv / "bin" / "npm")
        with _told("Front-end files, downloaded once"):
            self._call(npm, "ci", "--no-progress", "--loglevel=error")
        _write(self.modules_stamp, self._wanted_modules())

    # --- Programs ----------------------------------------------------------------------------------------

    def _call(self, *command: str) -> None:
        finished = subprocess.run(
            command, cwd=self.root, env=self._variables(), stdin=subprocess.DEVNULL, capture_output=True, text=True,
            errors="replace", check=False,
        )  # fmt: skip
        if finished.returncode:
            raise _explained(_readable(command), finished.stdout + finished.stderr)

    def _variables(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONHOME", "PYTHONPATH"}}
        kept |= {
            "VIRTUAL_ENV": str(self.venv),
            "UV_PROJECT_ENVIRONMENT": str(self.venv),
            "UV_NO_PROGRESS": "1",
        }
        kept["PATH"] = os.pathsep.join([str(self.venv / "bin"), kept.get("PATH", os.defpath)])
        # Each installer brings authorities of its own; a network that inspects its traffic is known to the system's.
        for bundle in (path for path in SYSTEM_AUTHORITIES if os.path.exists(path)):
            for name in ("PIP_CERT", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"):
                kept.setdefault(name, bundle)
        if not os.access(Path.home(), os.W_OK):  # an account for services has no home
            kept |= {
                "UV_CACHE_DIR": str(self.venv / "cache/uv"),
                "npm_config_cache": str(self.venv / "cache/npm"),
            }
        return kept


def _system_npm() -> str | None:
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        return None
    answer = subprocess.run([npm, "--version"], capture_output=True, text=True, check=False).stdout
    major = answer.partition(".")[0]
    return npm if major.isdigit() and int(major) >= OLDEST_NPM else None


def _explained(command: str, output: str) -> Refusal:
    if FULL.search(output):
        return Refusal("The disk is full: free some space (`df -h` shows where) and type ./run again.")
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    if UNTRUSTED.search(output):
        return Refusal(
            "The package index shows a certificate that this machine does not trust: add the authority of your network "
            "to the system (`sudo update-ca-certificates`), or set SSL_CERT_FILE to it, and type ./run again."
        )
    if OFFLINE.search(output):
        causes = [
            line.partition(": ")[2] for line in lines if line.lower().startswith(("caused by: ", "cause: "))
        ]
        why = f" ({causes[-1]})" if causes else ""
        return Refusal(
            f"The first start downloads packages and this machine reaches no package index{why}: "
            "connect it to the internet, or set HTTPS_PROXY, and type ./run again."
        )
    said = next((line for line in lines if re.match(r"(npm )?(error|err!)", line, re.IGNORECASE)), "") or (
        lines[-1] if lines else "it said nothing"
    )
    return Refusal(
        f"`{command}` failed ({said}): type it in this folder to see all it says, then ./run again."
    )


def _readable(command: Sequence[str]) -> str:
    return " ".join(part for part in command if not part.startswith("--"))


@contextlib.contextmanager
def _told(what: str) -> Iterator[None]:
    print(f"{what} …", flush=True)
    started = time.monotonic()
    yield
    print(f"{what}: {time.monotonic() - started:.1f} s", flush=True)


@contextlib.contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Two starts at once: the second waits. The lock is on the folder itself and dies with the process."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another ./run or ./test is setting up this folder; waiting for it.", flush=True)
            fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)


def _write(path: Path, content: str) -> None:
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    unfinished.write_text(content, encoding="utf-8")
    unfinished.replace(path)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _stop(_signal: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt


def run(arguments: list[str]) -> None:
    given = options.parse(arguments)
    if not given.only_set_up:
        require_free_port(given.host, given.port)
    environment = Environment()
    environment.prepare(wished=FOR_THE_DEMO)
    _become(environment, "kotacerdas.config.setup", arguments)


def test(arguments: list[str]) -> None:
    groups = ["dev", "cluster", *FOR_THE_DEMO]
    if not {"--fast", "--no-browser"} & set(arguments):
        groups.append("browser")
    has_postgres = postgres.installed() or browser.is_debian_root()
    if not has_postgres and not {"--fast", "--no-postgres"} & set(arguments):
        groups.append("postgres")
    environment = Environment()
    environment.prepare(groups)
    _become(environment, "tools.test", arguments)


def _become(environment: Environment, module: str, arguments: list[str]) -> NoReturn:
    given = os.environ.get("KOTACERDAS_DATA")
    if given:  # relative to where the command was typed
        os.environ["KOTACERDAS_DATA"] = str(Path(given).expanduser().absolute())
    os.chdir(environment.root)
    sys.stdout.flush()
    os.execv(environment.python, [str(environment.python), "-m", module, *arguments])  # noqa: S606 - no shell is meant


def main(command: str, arguments: list[str]) -> None:
    signal.signal(signal.SIGTERM, _stop)
    try:
        {"run": run, "test": test}[command](arguments)
    except Refusal as refusal:
        refuse(refusal)
    except OSError as error:
        refuse(of_os_error(error, doing="The set-up"))
    except KeyboardInterrupt:
        print("\nStopped before the set-up was finished: type ./run again and it goes on.", file=sys.stderr)
        raise SystemExit(130) from None


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
