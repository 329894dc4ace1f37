"""A site of its own for each worker of the journeys, set up and served as `./run` does it, and a browser that hides
nothing."""

from __future__ import annotations

import contextlib
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, expect

from tests import schema
from tests.journeys.pages import PROGRAMME_OFFICE
from tools import browser as system

# Told by the response; and what htmx says when a newer request takes the place of one under way.
MEANT = ("Failed to load resource", "htmx:afterRequest", "htmx:sendAbort")
ROOT = Path(__file__).resolve().parents[2]
PATIENCE_AT_START = 480
PATIENCE_OF_PAGES_MS = 10_000
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip


@dataclass(frozen=True)
class Site:
    address: str
    password: str
    """That all accounts of the demonstration share."""
    variables: dict[str, str]
    """With which a command speaks to the same installation."""


@dataclass
class Watch:
    """What a visitor does not see but must not happen: errors of scripts, refused and failed requests."""

    seen: list[str] = field(default_factory=list)
    wanted: list[str] = field(default_factory=list)
    """What a story brings about itself: words of what is then seen, such as " 409 ", or a line that was cut."""

    @property
    def unwanted(self) -> list[str]:
        return [each for each in self.seen if not any(words in each for words in self.wanted)]

    def over(self, context: BrowserContext) -> BrowserContext:
        context.set_default_timeout(PATIENCE_OF_PAGES_MS)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.seen.append(f"script: {error.error}"))
        context.on("requestfailed", self._failed)
        context.on("response", self._answered)
        return context

    def _said(self, message: ConsoleMessage) -> None:
        # A breach of the Content-Security-Policy is one of these.
        if message.type == "error" and not message.text.startswith(MEANT):
            self.seen.append(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        # Chromium calls a download, and a page left early, aborted.
        if request.failure != "net::ERR_ABORTED":
            self.seen.append(f"request: {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        # Pages may answer 404 or 409 when a story wants that; the files they need may not.
        if response.status >= 400 and response.request.resource_type != "document":
            self.seen.append(f"answer: {response.status} {response.url}")


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    with tempfile.TemporaryDirectory(prefix="kotacerdas-journeys-") as folder:
        state = Path(folder)
        schema.lay(request.config.cache.mkdir("schema"), state / "kotacerdas.sqlite3")
        address = f"http://127.0.0.1:{_free_port()}"
        command = [sys.executable, "-m", "kotacerdas.config.setup", "--port", address.rpartition(":")[2]]
        with (state / "said").open("wb") as said:
            server = subprocess.Popen(
                command, cwd=ROOT, env=_variables(state), stdin=subprocess.DEVNULL, stdout=said, stderr=said
            )
        try:
            _wait_for(address, server, state / "said")
            password = (state / "demo-password").read_text(encoding="utf-8").strip()
            yield Site(address, password, _variables(state))
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)


def _free_port() -> int:
    """Below those that the system hands out: setting up takes a minute, and the other worker's browser asks for many."""
    while True:
        port = random.SystemRandom().randrange(10_000, 32_000)
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


def _variables(state: Path) -> dict[str, str]:
    """Every setting as `.env.example` gives it, so that neither the shell nor `.env` decides what is proved."""
    usual = re.findall(
        r"^#([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE
    )
    chosen = {"KOTACERDAS_DATA": str(state), "DATABASE_URL": "", "LOG_LEVEL": "WARNING"}
    return os.environ | dict(usual) | chosen


def _wait_for(address: str, server: subprocess.Popen[bytes], said: Path) -> None:
    until = time.monotonic() + PATIENCE_AT_START
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{address}/readyz", timeout=5).close()  # noqa: S310 - our own server
            return
        time.sleep(0.1)
    pytest.fail(f"The site did not start:\n{said.read_text(errors='replace')}", pytrace=False)


@pytest.fixture(scope="session")
def base_url(site: Site) -> str:
    """By its name: a passkey belongs to one."""
    return site.address.replace("127.0.0.1", "localhost")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return browser_type_launch_args | {"executable_path": system.chromium(), "args": FLAGS}


@pytest.fixture(autouse=True)
def _patience() -> None:
    expect.set_options(timeout=PATIENCE_OF_PAGES_MS)


@pytest.fixture
def watch() -> Iterator[Watch]:
    watch = Watch()
    yield watch
    assert not watch.unwanted, "\n".join(watch.unwanted)


@pytest.fixture
def visitor(new_context: Callable[..., BrowserContext], watch: Watch) -> Callable[..., Page]:
    """`visitor()`: somebody with a browser of their own; takes what Playwright's `new_context` takes."""

    def arrive(**options: object) -> Page:
        return watch.over(new_context(**options)).new_page()

    return arrive


@pytest.fixture
def page(visitor: Callable[..., Page]) -> Page:
    return visitor()


@pytest.fixture(scope="session")
def sign_in(site: Site) -> Callable[..., None]:
    """Types the account into the sign-in page that is open, or opens it."""

    def type_and_send(page: Page, account: str = PROGRAMME_OFFICE) -> None:
        if "/masuk/" not in page.url:
            page.goto("/masuk/")
        page.locator("input[name=login]").fill(account)
        page.locator("input[name=password]").fill(site.password)
        page.locator("main form button[type=submit]").click()
        expect(page.locator("main input[name=password]")).to_have_count(0)
        # Whoever presses a key next expects the scripts of the new page to listen.
        page.wait_for_load_state()

    return type_and_send
