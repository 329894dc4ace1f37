"""Collects the interface words of each app, and says which of them Indonesian still lacks.

python -m tools.translations update     write new words into the catalogues, keep what is translated
python -m tools.translations check      exit 1 and list every word that is missing, doubtful or left over
python -m tools.translations compile    write the .mo files
"""

import io
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from kotacerdas.config.translations import LANGUAGE, PACKAGE, compile_all

KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
COMMENT_TAGS = ["Translators"]
HEADER = (
    "# {title}: the Indonesian words of the interface. Written by hand, collected by tools/translations.py."
)
CHURN = re.compile(
    rb'^"(Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator'
    rb'|Language-Team|Generated-By): [^"]*"\n',
    re.MULTILINE,
)
# Indonesian has no plural form; Babel's table of languages says it has two.
PLURALS = [("Plural-Forms", "nplurals=1; plural=0;")]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def owners(package: Path = PACKAGE) -> list[Path]:
    """The folders that have a catalogue of their own: the project and each of its apps."""
    apps = [path.parent for path in package.glob("*/__init__.py") if path.parent.name != "config"]
    return [package, *sorted(apps)]


def catalogue_of(owner: Path) -> Path:
    return owner / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def sources(owner: Path, package: Path = PACKAGE) -> list[Path]:
    """The files whose words belong to the owner; the project owns only what no app owns."""
    folders = [owner / "config", owner / "templates"] if owner == package else [owner]
    found = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return sorted(
        path
        for path in found
        if path.suffix in {".py", ".html", ".txt"} and not {"tests", "migrations"} & set(path.parts)
    )


def collect(owner: Path, package: Path = PACKAGE) -> Catalog:
    """What the sources of the owner ask for, as an untranslated catalogue."""
    catalogue = _empty()
    for path in sources(owner, package):
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            text = _as_python(text, path)
        found = extract(
            "python",
            io.BytesIO(text.encode()),
            keywords=KEYWORDS,
            comment_tags=COMMENT_TAGS,
            strip_comment_tags=True,
        )
        place = path.relative_to(package.parent).as_posix()
        for _line, words, comments, context in found:
            catalogue.add(words, locations=[(place, 0)], auto_comments=comments, context=context)
    return catalogue


def _as_python(template: str, path: Path) -> str:
    # Python's tokenizer, which Babel uses, minds indentation; a template's means nothing.
    lines = templatize(template, origin=str(path)).splitlines()
    return "\n".join(line.lstrip() for line in lines)


def written(owner: Path) -> Catalog:
    path = catalogue_of(owner)
    if not path.exists():
        return _empty()
    with path.open("rb") as opened:
        return read_po(opened, locale=LANGUAGE)


def _empty() -> Catalog:
    catalogue = Catalog(locale=LANGUAGE, charset="utf-8")
    catalogue.mime_headers = PLURALS
    return catalogue


def update(owner: Path, package: Path = PACKAGE) -> bool:
    """Brings one catalogue up to date and answers whether its file changed."""
    wanted, catalogue, path = collect(owner, package), written(owner), catalogue_of(owner)
    if not len(wanted) and not path.exists():
        return False
    catalogue.update(wanted, no_fuzzy_matching=True)
    catalogue.header_comment = HEADER.format(
        title=f"kotacerdas/{owner.name}" if owner != package else "KotaCerdas"
    )
    catalogue.fuzzy = False
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=110, sort_output=True, include_lineno=False, ignore_obsolete=True)
    content = CHURN.sub(b"", buffer.getvalue()).rstrip() + b"\n"
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True


def faults(owner: Path, package: Path = PACKAGE) -> Iterator[str]:
    """One line for every word that a reader would miss, doubt, or that nobody asks for any more."""
    wanted, catalogue = collect(owner, package), written(owner)
    name = catalogue_of(owner).relative_to(package.parent).as_posix()
    for message in wanted:
        if message.id:
            fault = _fault(catalogue.get(message.id, message.context))
            if fault:
                yield f"{name}: {fault}: {_short(message)}"
    for message in catalogue:
        if message.id and wanted.get(message.id, message.context) is None:
            yield f"{name}: nothing asks for it any more: {_short(message)}"


def _fault(message: Message | None) -> str:
    if message is None:
        return "missing"
    forms = message.string if isinstance(message.string, tuple | list) else [message.string]
    given = [words for words in forms if words]
    if not given or len(given) < len(forms):
        return "not translated"
    if message.fuzzy:
        return "marked fuzzy"
    expected = message.id[-1] if isinstance(message.id, tuple | list) else message.id
    if any(_placeholders(words) != _placeholders(expected) for words in given):
        return "placeholders differ"
    return ""


def _placeholders(words: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(words.replace("%%", "")))


def _short(message: Message) -> str:
    words = message.id[0] if isinstance(message.id, tuple | list) else message.id
    return repr(words if len(words) <= 90 else words[:89] + "…")


def run_update() -> int:
    for owner in owners():
        if update(owner):
            print("written:", catalogue_of(owner).relative_to(PACKAGE.parent))
    return 0


def run_check() -> int:
    found = [fault for owner in owners() for fault in faults(owner)]
    print(*found, sep="\n") if found else print("Every word of the interface has its Indonesian.")
    if found:
        print(
            f"{len(found)} to mend. `python -m tools.translations update` writes new words into the catalogues."
        )
    return 1 if found else 0


def run_compile() -> int:
    for path in compile_all():
        print("compiled:", path.relative_to(PACKAGE.parent))
    return 0


COMMANDS: dict[str, Callable[[], int]] = {"update": run_update, "check": run_check, "compile": run_compile}


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        print(__doc__, file=sys.stderr)
        return 2
    if not settings.configured:
        # Template parsing wants settings; the collector needs none of ours.
        settings.configure(USE_I18N=False)
        django.setup()
    return COMMANDS[arguments[0]]()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
