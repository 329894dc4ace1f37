"""Finds the system's Chromium for the journeys, and installs it where that is ours to do."""

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


class NoBrowser(Exception):
    """There is no Chromium; the text says what to type."""


def chromium() -> str:
    given = os.environ.get("KOTACERDAS_CHROMIUM")
    found = given or next((path for name in NAMES if (path := shutil.which(name))), None)
    if not found or not Path(found).exists():
        raise NoBrowser("Chromium is missing: type `sudo apt install chromium`, or ./test --no-browser.")
    return found


def is_debian_root() -> bool:
    return os.getuid() == 0 and Path("/etc/debian_version").exists() and bool(shutil.which("apt-get"))


def install(*packages: str) -> bool:
    """Debian's packages, as root; answers whether they are there now."""
    variables = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *packages]
    for each in (["apt-get", "update", "--quiet"], command):
        if subprocess.run(each, env=variables, capture_output=True, check=False).returncode:
            return False
    return True
