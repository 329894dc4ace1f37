"""The collector of interface words finds what pages say, keeps what is translated, and tells what is missing."""

from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

from kotacerdas.config.translations import compile_all
from tools import documents, translations

PAGE = """
{% extends "base.html" %}
   {% if cities %}<h1>{% translate "Ranking of cities" %}</h1>{% endif %}
 it's an "unbalanced" (quote
{% blocktranslate trimmed count n=n %}
  One city of {{ total }}
{% plural %}
  {{ n }} cities of {{ total }}
{% endblocktranslate %}
{% component "field" label=_("Name of the city") %} {% translate "May" context "month" %}
"""
MODULE = """
from django.utils.translation import gettext_lazy as _, ngettext
TITLE = _("Official "
          "results")
def said(n): return ngettext("%(n)d row", "%(n)d rows", n)
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    made = tmp_path / "kotacerdas"
    app = made / "evaluation"
    (app / "templates/evaluation").mkdir(parents=True)
    (app / "tests").mkdir()
    for folder in (made, app):
        (folder / "__init__.py").touch()
    (app / "templates/evaluation/ranking.html").write_text(PAGE)
    (app / "words.py").write_text(MODULE)
    (app / "tests/test_words.py").write_text('_("Only in tests")')
    return made


def catalogue(package: Path) -> Path:
    return package / "evaluation/locale/id/LC_MESSAGES/django.po"


def test_words_of_templates_and_python_are_collected(package):
    found = translations.collect(package / "evaluation", package)

    assert {message.id for message in found if message.id} == {
        "Ranking of cities",
        "Name of the city",
        "May",
        "Official results",
        ("One city of %(total)s", "%(n)s cities of %(total)s"),
        ("%(n)d row", "%(n)d rows"),
    }
    assert found.get("May", "month") is not None


def test_writing_again_changes_nothing(package):
    first = translations.update(package / "evaluation", package)
    again = translations.update(package / "evaluation", package)

    assert (first, again) == (True, False)


def test_a_translation_is_kept_when_words_move(package):
    translations.update(package / "evaluation", package)
    translate(package, "Ranking of cities", "Peringkat kota")
    (package / "evaluation/words.py").unlink()

    translations.update(package / "evaluation", package)

    text = catalogue(package).read_text()
    assert 'msgid "Ranking of cities"\nmsgstr "Peringkat kota"' in text
    assert "Official results" not in text


def test_missing_doubtful_and_left_over_words_are_listed(package):
    translations.update(package / "evaluation", package)
    translate(package, "Ranking of cities", "Peringkat kota")
    translate(package, "May", "Mei")
    with catalogue(package).open("a") as file:
        file.write('\n#, fuzzy\nmsgid "Left over"\nmsgstr "Sisa"\n')
    text = catalogue(package).read_text().replace('msgstr[0] ""', 'msgstr[0] "%(m)d baris"')
    catalogue(package).write_text(text)

    told = [
        fault.partition("django.po: ")[2] for fault in translations.faults(package / "evaluation", package)
    ]

    assert sorted(told) == [
        "not translated: 'Name of the city'",
        "not translated: 'Official results'",
        "nothing asks for it any more: 'Left over'",
        "placeholders differ: '%(n)d row'",
        "placeholders differ: 'One city of %(total)s'",
    ]


def test_catalogues_are_compiled_once_and_again_when_they_change(package):
    translations.update(package / "evaluation", package)
    translate(package, "Ranking of cities", "Peringkat kota")

    assert compile_all(package) == [catalogue(package)]
    assert compile_all(package) == []
    with catalogue(package).with_suffix(".mo").open("rb") as opened:
        assert read_mo(opened).get("Ranking of cities").string == "Peringkat kota"


def translate(package: Path, words: str, into: str) -> None:
    text = catalogue(package).read_text()
    catalogue(package).write_text(
        text.replace(f'msgid "{words}"\nmsgstr ""', f'msgid "{words}"\nmsgstr "{into}"')
    )


def test_links_that_lead_nowhere_are_told(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/other.md").write_text("# The `one` heading\n\n```\n# no heading\n```\n")
    (tmp_path / "README.md").write_text(
        "[a](docs/other.md) [b](docs/other.md#the-one-heading) [c](docs/other.md#no-heading)"
        " ![d](docs/picture.png) [e](https://example.org) `[f](nowhere.md)`"
    )

    told = list(documents.faults(tmp_path / "README.md", tmp_path))

    assert told == [
        "README.md: docs/other.md#no-heading names no heading",
        "README.md: docs/picture.png leads nowhere",
    ]
