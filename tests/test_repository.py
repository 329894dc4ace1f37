"""The repository as a whole: licence, locks, names and promises that no single app owns."""

import ast
import json
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import kotacerdas
from tools import notices

ROOT = Path(__file__).resolve().parents[1]
NOT_OURS = {"node_modules", "var", "build", "__pycache__"}
HIDDEN_BUT_OURS = {".ci"}
WITHOUT_WORDS = {".png", ".mo", ".pyc", ".sqlite3"}
# Folders of one person's machine. Addresses of pages may look alike, so they are taken out first.
ADDRESS = re.compile(r"[a-z]+://[^\s\"'<>)\]]+")
ON_A_MACHINE = re.compile(r"(?<![\w.~}])/(?:home|Users|root|mnt|work|workspaces?)/[\w.-]+")
NOT_A_MACHINES = {"/home/shims"}  # made by a test in its own temporary folder
CARELESS_NAMES = {"utils.py", "helpers.py", "misc.py", "common.py", "functions.py"}


def files(*suffixes: str) -> Iterator[Path]:
    for folder, inside, names in os.walk(ROOT):
        inside[:] = [name for name in inside if _is_ours(name)]
        for name in names:
            path = Path(folder, name)
            if path.suffix in suffixes if suffixes else path.suffix not in WITHOUT_WORDS:
                yield path


def _is_ours(folder: str) -> bool:
    """Not what set-up, tools and caches leave behind."""
    if folder in NOT_OURS or folder.endswith(".egg-info"):
        return False
    return not folder.startswith(".") or folder in HIDDEN_BUT_OURS


def told(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def project() -> dict[str, object]:
    return tomllib.loads(told("pyproject.toml"))["project"]


# --- Licence -----------------------------------------------------------------------------------------------


def test_the_licence_is_whole():
    text = told("LICENSE")
    articles = re.findall(r"^(\d+)\.[A-Z]", text, re.MULTILINE)

    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert articles == [str(number) for number in range(1, 16)]
    assert "Appendix" in text
    assert text.rstrip().endswith("production of a new EUPL version.")


def test_everything_that_names_our_licence_names_the_same():
    named = {
        project()["license"],
        json.loads(told("package.json"))["license"],
        yaml.safe_load(told("publiccode.yml"))["legal"]["license"],
    }

    assert named == {"EUPL-1.2"}


def test_the_notices_are_up_to_date():
    assert told("NOTICES.md") == notices.page(), "run `python -m tools.notices`"


def test_every_licence_of_others_fits_ours():
    assert notices.unfitting() == []


@pytest.mark.parametrize(
    ("licence", "fits"),
    [
        ("MIT", True),
        ("LGPL-3.0-only", True),
        ("Apache-2.0 OR BSD-2-Clause", True),
        ("MIT AND PSF-2.0", True),
        ("GPL-3.0-only", False),
        ("AGPL-3.0-or-later", False),
        ("MIT AND GPL-2.0-only", False),
        ("GPL-2.0-only OR MIT", True),
        ("not told", False),
    ],
)
def test_which_licences_fit(licence, fits):
    assert notices.Notice("sample", licence, "").fits is fits


# --- Versions and locks ------------------------------------------------------------------------------------


def test_all_say_the_same_version():
    said = {
        project()["version"],
        kotacerdas.__version__,
        yaml.safe_load(told("publiccode.yml"))["softwareVersion"],
    }

    assert len(said) == 1


def test_every_dependency_gives_its_reason():
    text = told("pyproject.toml")
    block = text[text.index("\ndependencies = [") : text.index("[project.scripts]")]
    lines = [line for line in block.splitlines() if line.strip().startswith('"')]

    assert [line for line in lines if not re.search(r",\s+# \w", line)] == []


def test_locks_name_public_registries_only():
    sources = set(re.findall(r'registry = "([^"]+)"', told("uv.lock")))
    resolved = re.findall(r'"resolved": "([^"]+)"', told("package-lock.json"))

    assert sources == {"https://pypi.org/simple"}
    assert [address for address in resolved if not address.startswith("https://registry.npmjs.org/")] == []
    assert "omit-lockfile-registry-resolved=true" in told(".npmrc")


# --- Names and habits --------------------------------------------------------------------------------------


def test_no_file_names_a_folder_of_somebodys_machine():
    found = {
        f"{path.relative_to(ROOT)}: {match}"
        for path in files()
        for match in ON_A_MACHINE.findall(ADDRESS.sub("", path.read_text(encoding="utf-8", errors="replace")))
    }

    assert not {each for each in found if each.partition(": ")[2] not in NOT_A_MACHINES}


def test_a_module_is_named_after_what_it_knows():
    assert [path for path in files(".py") if path.name in CARELESS_NAMES] == []


def test_a_module_opens_with_what_it_knows():
    product = [
        path
        for path in files(".py")
        if not {"migrations", "tests"} & set(path.relative_to(ROOT).parts)
        and path.name not in {"__init__.py", "apps.py"}
    ]

    silent = [
        str(path.relative_to(ROOT)) for path in product if not ast.get_docstring(ast.parse(path.read_bytes()))
    ]

    assert not silent


def test_nothing_is_left_to_do_without_a_condition():
    word = "TO" + "DO"
    pattern = re.compile(rf"#\s*{word}(?! when )", re.IGNORECASE)

    assert [path for path in files(".py") if pattern.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("name", ["run", "test", ".ci/run"])
def test_a_command_can_be_started(name):
    path = ROOT / name

    assert os.access(path, os.X_OK)
    assert path.read_text(encoding="utf-8").startswith("#!/bin/sh\n")


def test_integration_runs_what_everybody_runs():
    assert '/../test" "$@"' in told(".ci/run")
