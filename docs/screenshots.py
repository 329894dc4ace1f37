"""Takes the pictures of the README from the demo: python docs/screenshots.py

Sets a private copy up in a temporary folder, serves it on a free port of this machine and photographs it in the
system's Chromium, in both languages. Needs what `./test` installs. Look at the pictures before you commit them.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # this file is run by its path

from tools import browser

PICTURES = ROOT / "docs" / "pictures"
WIDTH, MOST_BYTES = 1280, 250_000
PATIENCE = 120
LANGUAGES = {"id": "", "en": "/en"}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]


@dataclass(frozen=True)
class Picture:
    """The page, the part of it where the picture begins, how much of it is shown, and as whom of the demo it is seen."""

    name: str
    path: str
    begins_at: str
    height: int
    account: str = ""


GALLERY = [
    Picture("ranking", "/putaran/smartcity-2022-kppn/", "section[aria-labelledby=h-peringkat]", 720),
    Picture("scorecard", "/k/35.07/rapor/smartcity-2023-kppn/", "body", 740),
    Picture("reading-room", "/asesor/contoh-tahap-2/64.71/soal/A2/", "body", 800, "asesor@indonesia.example"),
    Picture("calculation", "/k/35.07/rapor/smartcity-2023-kppn/", "section[aria-labelledby=h-sumbang]", 1100),
]


@contextlib.contextmanager
def demo() -> Iterator[str]:
    """The address of a private server that is stopped and forgotten afterwards."""
    with tempfile.TemporaryDirectory(prefix="kotacerdas-pictures-") as state:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        variables = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        variables |= {"KOTACERDAS_DATA": state, "DEMO": "1", "LOG_LEVEL": "WARNING", "WORKERS": "1"}
        server = subprocess.Popen(
            [sys.executable, "-m", "kotacerdas.config.setup", "--port", str(port)],
            cwd=ROOT,
            env=variables,
            stdout=subprocess.DEVNULL,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(address, server)
            yield address
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)


def wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{address}/readyz").close()  # noqa: S310 - our own server
            return
        time.sleep(0.2)
    raise SystemExit("The demo did not start; ./run tells why.")


def photograph(page: Page, picture: Picture, language: str, address: str) -> Path:
    if picture.account and not page.context.cookies():
        page.goto(f"{address}/masuk/")
        page.locator(f'button[value="{picture.account}"]').click()
        page.wait_for_load_state()
    answer = page.goto(f"{address}{LANGUAGES[language]}{picture.path}", wait_until="networkidle")
    if answer is None or not answer.ok:
        raise SystemExit(f"{picture.path} does not answer.")
    page.evaluate("document.fonts.ready")
    box = page.locator(picture.begins_at).bounding_box()
    if box is None:
        raise SystemExit(f"{picture.path} has no {picture.begins_at}.")
    target = PICTURES / f"{picture.name}-{language}.png"
    clip = {"x": 0, "y": box["y"], "width": WIDTH, "height": picture.height}
    page.screenshot(path=target, full_page=True, clip=clip)
    return target


def main() -> int:
    PICTURES.mkdir(exist_ok=True)
    with demo() as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.chromium(), args=FLAGS)
        taken = []
        for picture in GALLERY:
            page = chromium.new_page(viewport={"width": WIDTH, "height": 800})
            taken += [photograph(page, picture, language, address) for language in LANGUAGES]
            page.close()
        chromium.close()
    for path in taken:
        size = path.stat().st_size
        print(f"{path.relative_to(ROOT)}: {size // 1000} kB")
        if size > MOST_BYTES:
            print(f"{path.name} is too large: show less of the page.", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
