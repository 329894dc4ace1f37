"""The documents say what is true: links lead somewhere, commands exist and answer as printed, lists are complete."""

import os
import re
import shlex
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands
from django.utils import translation

from tools import documents, examples

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = documents.documents()
READMES = ["README.md", "README.id.md"]
APPS = sorted(path.parent.name for path in (ROOT / "kotacerdas").glob("*/__init__.py"))
ADRS = sorted((ROOT / "docs/adr").glob("[0-9]*.md"))
FRAGMENTS = sorted(path for path in (ROOT / "changelog.d").iterdir() if path.name != "README.md")
KINDS = {"added", "changed", "fixed", "removed", "security"}
MOST_IN_A_FRAGMENT = 600
MOST_BYTES_OF_A_PICTURE = 250_000
LONGEST_ADR = 40

BLOCK = re.compile(r"^ *```(\w+)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
FOLDERS = "kotacerdas|docs|data|tools|tests|changelog.d|" + "|".join(APPS)
PATH_IN_CODE = re.compile(rf"`((?:{FOLDERS})/[\w./-]+)`")
# A path is told from the root, from the folder of data, from the package, from an app or from an app's templates.
BEGINNINGS = ("", "data/", "kotacerdas/", "kotacerdas/*/", "kotacerdas/*/templates/")
# Recipes speak of what is to be made.
MADE_BY_A_RECIPE = {
    "data/indicators/",
    "data/instruments/smartcity/2025/",
    "kotacerdas/indicators/__init__.py",
}


def told(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def blocks(path: Path, *languages: str) -> list[str]:
    return [match[2] for match in BLOCK.finditer(path.read_text(encoding="utf-8")) if match[1] in languages]


# --- Links, paths, pictures --------------------------------------------------------------------------------


@pytest.mark.parametrize("path", DOCUMENTS, ids=shown)
def test_every_link_leads_somewhere(path):
    assert not list(documents.faults(path))


@pytest.mark.parametrize("path", DOCUMENTS, ids=shown)
def test_every_file_that_is_named_is_there(path):
    named = set(PATH_IN_CODE.findall(path.read_text(encoding="utf-8"))) - MADE_BY_A_RECIPE

    missing = {name for name in named if not any(any(ROOT.glob(start + name)) for start in BEGINNINGS)}

    assert not missing


def test_every_picture_is_shown_and_small():
    pictures = sorted((ROOT / "docs/pictures").iterdir())
    texts = "".join(told(name) for name in READMES)

    assert [path.name for path in pictures if shown(path) not in texts] == []
    assert [path.name for path in pictures if path.stat().st_size > MOST_BYTES_OF_A_PICTURE] == []


# --- Commands ----------------------------------------------------------------------------------------------


def is_there(command: str) -> bool:
    """Whether what a line of a document calls exists; what only this machine could tell is taken on trust."""
    words = [word for word in shlex.split(command, comments=True) if not re.fullmatch(r"[A-Z_]+=\S*", word)]
    program, *rest = words
    if program in {"./run", "./test"}:
        options = {word for word in rest if word.startswith("--")}
        return all(option in _help_of(program) for option in options)
    if program in {"python", ".venv/bin/python"} and rest[:1] == ["manage.py"]:
        return rest[1] in get_commands()
    if program in {"python", ".venv/bin/python"} and rest[:1] == ["-m"]:
        return (ROOT / f"{rest[1].replace('.', '/')}.py").exists()
    if program in {"python", ".venv/bin/python"}:
        return (ROOT / rest[0]).exists()
    if program.startswith(".venv/bin/"):
        return (Path(sys.executable).parent / program.removeprefix(".venv/bin/")).exists()
    return os.access(ROOT / program, os.X_OK)


def _help_of(program: str) -> str:
    source = {"./run": "kotacerdas/config/options.py", "./test": "tools/test.py"}[program]
    return told(source)


COMMANDS = [
    (shown(path), line)
    for path in DOCUMENTS
    for block in blocks(path, "sh", "console")
    for line in block.splitlines()
    if line.strip()
]
CALLS = [
    (name, line.strip().removeprefix("$ ").partition("|")[0])
    for name, line in COMMANDS
    if line.strip().startswith(("$ ", "./", ".venv/", "python", "benchmarks/"))
]


@pytest.mark.parametrize(("document", "command"), CALLS, ids=[each[0] for each in CALLS])
def test_every_command_of_the_documents_exists(document, command):
    assert is_there(command), f"{document}: {command}"


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "CONTRIBUTING.md", *READMES])
def test_commands_within_a_sentence_exist_too(name):
    calls = re.findall(r"`((?:\./run|\./test|python -m tools)\b[^`]*)`", told(name))

    assert [call for call in calls if not is_there(call)] == []


EXAMPLES = [(shown(path), *each) for path in DOCUMENTS for each in examples.examples(path)]


@pytest.mark.parametrize(
    ("document", "command", "printed"), EXAMPLES, ids=[document for document, *_ in EXAMPLES]
)
def test_an_example_prints_what_the_document_shows(document, command, printed):
    with translation.override("en"):
        assert examples.answer(command) == printed, "run `python -m tools.examples`"


def test_both_readmes_show_examples():
    assert {document for document, *_ in EXAMPLES} >= set(READMES)


# --- The same in both languages ----------------------------------------------------------------------------


def test_the_indonesian_readme_has_the_same_parts():
    english, indonesian = (HEADING.findall(told(name)) for name in READMES)

    assert [level for level, _ in english] == [level for level, _ in indonesian]


def test_the_indonesian_readme_leads_to_the_same_places():
    english, indonesian = (
        {link.replace("-id.png", "-en.png") for link in documents.LINK.findall(told(name))}
        for name in READMES
    )

    assert english - {"README.id.md"} == indonesian - {"README.md"}


# --- Lists that must be complete ---------------------------------------------------------------------------


def test_the_architecture_lists_the_stack_as_it_is():
    contracts = tomllib.loads(told("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["containers"] == ["kotacerdas"])
    stack = [app.strip() for layer in layers for app in layer.split("|")]

    listed = re.findall(r"^\d+\. `(\w+)`:", told("ARCHITECTURE.md"), re.MULTILINE)

    assert listed == stack
    assert sorted(listed) == APPS


def test_every_app_opens_with_what_it_is_for():
    opened = {app: told(f"kotacerdas/{app}/__init__.py").lstrip() for app in APPS if app != "config"}

    assert [app for app, text in opened.items() if not text.startswith('"""')] == []


@pytest.mark.parametrize("path", ADRS, ids=lambda path: path.stem)
def test_a_decision_has_its_three_parts_on_a_page(path):
    text = path.read_text(encoding="utf-8")
    number = int(path.name[:4])

    assert text.startswith(f"# {number}. ")
    assert [title for level, title in HEADING.findall(text) if level == "##"] == [
        "Context",
        "Decision",
        "Consequences",
    ]
    assert len(text.splitlines()) <= LONGEST_ADR


def test_the_list_of_decisions_is_complete():
    titles = [
        (path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# "), path.name) for path in ADRS
    ]

    listed = re.findall(r"^- \[(.+)\]\((.+)\)$", told("docs/adr/README.md"), re.MULTILINE)

    assert listed == titles
    assert len({path.name[:4] for path in ADRS}) == len(ADRS)


# --- Changelog and catalogue of public software ------------------------------------------------------------


@pytest.mark.parametrize("path", FRAGMENTS, ids=lambda path: path.name)
def test_a_change_is_told_in_one_short_paragraph(path):
    text = path.read_text(encoding="utf-8").strip()
    name, kind = re.fullmatch(r"([a-z0-9-]+)\.([a-z]+)\.md", path.name).groups()

    assert name
    assert kind in KINDS
    assert "\n\n" not in text
    assert not text.startswith(("#", "-"))
    assert text.endswith(".")
    assert len(text) <= MOST_IN_A_FRAGMENT


@pytest.fixture
def publiccode():
    return yaml.safe_load(told("publiccode.yml"))


def test_publiccode_has_what_the_standard_demands(publiccode):
    demanded = {
        "publiccodeYmlVersion", "name", "url", "releaseDate", "platforms", "categories", "developmentStatus",
        "softwareType", "description", "legal", "maintenance", "localisation",
    }  # fmt: skip

    assert demanded <= publiccode.keys()
    assert publiccode["legal"]["license"] == "EUPL-1.2"
    assert publiccode["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert publiccode["maintenance"]["type"] in {"internal", "contract", "community", "none"}
    assert (ROOT / publiccode["logo"]).exists()


@pytest.mark.parametrize("language", ["en", "id"])
def test_publiccode_describes_us_within_its_limits(publiccode, language):
    words = publiccode["description"][language]

    assert language in publiccode["localisation"]["availableLanguages"]
    assert len(words["genericName"]) <= 35
    assert len(words["shortDescription"]) <= 150
    assert 500 <= len(words["longDescription"]) <= 10_000
    assert all(len(feature) <= 100 for feature in words["features"])
    assert all((ROOT / picture).exists() for picture in words["screenshots"])
