"""An edition as a plain document and as text in the format of the repository, and back from either.

What people send is text by strangers: it is measured before it is read, and read into plain values only.
"""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

import yaml
from pydantic import ValidationError

from kotacerdas.common.domain.faults import ENOUGH, Fault, Refused
from kotacerdas.instruments.domain.drafting import refuse_unworkable
from kotacerdas.instruments.domain.edition import Edition, Rounding, Words
from kotacerdas.instruments.files import EDITION, Loader

MOST_BYTES = 256 * 1024
MOST_NESTED, MOST_PARTS = 24, 40_000
HEADER = "# Weights, question lists and rounding of one form. Never edited after first use: a correction is a new edition.\n"

# What pydantic says of a place, as our faults; everything else is "edition-shape-value".
SHAPES = {
    "missing": "edition-shape-missing",
    "extra_forbidden": "edition-shape-unknown",
    "unexpected_keyword_argument": "edition-shape-unknown",
}


# --- As a document -----------------------------------------------------------------------------------------


def document(edition: Edition) -> dict[str, Any]:
    """As JSON can hold it: the keys of the YAML file, numbers and days as text; what has its default is left out."""
    held: dict[str, Any] = EDITION.dump_python(edition, mode="json", exclude_defaults=True)
    return held


def from_document(held: Any) -> Edition:
    """Raises `Refused` with every place that is not as `domain.edition` wants it."""
    try:
        return EDITION.validate_python(held)
    except ValidationError as error:
        raise Refused([_shape(each) for each in error.errors()[:ENOUGH]]) from error


def _shape(problem: Any) -> Fault:
    place = ".".join(str(part) for part in problem["loc"])[:200]
    return Fault(SHAPES.get(problem["type"], "edition-shape-value"), {"place": place or "–"})


# --- As text -----------------------------------------------------------------------------------------------


def from_yaml(text: bytes) -> Edition:
    """What somebody sent. Raises `Refused` with everything that is wrong with it."""
    if len(text) > MOST_BYTES:
        raise Refused(Fault("edition-file-large", {"most_bytes": MOST_BYTES}))
    try:
        words = text.decode("utf-8-sig")
        refuse_tricks(words)
        held = yaml.load(words, Loader=Loader)  # noqa: S506 - a CSafeLoader
        refuse_unwritable(held)
    except (yaml.YAMLError, ValueError, ArithmeticError) as error:
        raise Refused(Fault("edition-file-unread", {"line": _line(error)})) from error
    edition = from_document(held)
    refuse_unworkable(edition)
    return edition


def refuse_tricks(text: str) -> None:
    """No references to other places (a few of them can stand for billions of values), nothing nested without end."""
    depth = 0
    for number, event in enumerate(yaml.parse(text, Loader=yaml.CSafeLoader)):
        if isinstance(event, yaml.AliasEvent):
            line = str(event.start_mark.line + 1) if event.start_mark else "–"
            raise Refused(Fault("edition-file-alias", {"line": line}))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MOST_NESTED or number > MOST_PARTS:
            raise Refused(Fault("edition-file-nested"))


def refuse_unwritable(held: Any) -> None:
    """No character that a database cannot keep: NUL, or half of a pair. They are written as escapes, so YAML takes them."""
    text = json.dumps(held, ensure_ascii=False, default=str, skipkeys=True)
    text.encode()  # raises UnicodeEncodeError, which is a ValueError, for half a pair
    if "\\u0000" in text:
        raise ValueError("NUL")


def _line(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return str(mark.line + 1) if mark else "–"


def to_yaml(edition: Edition) -> str:
    """The file `data/instruments/<code>/<edition>/instrument.yaml`; `files.load` reads the same edition from it."""
    return HEADER + yaml.dump(
        _plain(edition), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120, indent=2
    )


class _Inline(dict[str, Any]):
    """A mapping that stands on one line."""


class _Dumper(yaml.SafeDumper):
    """Lists stand deeper than their name, as people write them; decimals keep every digit."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """What stands twice is written twice."""
        return True


def _decimal(dumper: yaml.SafeDumper, value: Decimal) -> yaml.Node:
    whole = value == value.to_integral_value()
    written = format(value.quantize(Decimal(1)) if whole else value, "f")
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'int' if whole else 'float'}", written)


def _inline(dumper: yaml.SafeDumper, value: _Inline) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=True)


_Dumper.add_representer(Decimal, _decimal)
_Dumper.add_representer(_Inline, _inline)


def _plain(value: Any) -> Any:
    """Dataclasses as mappings in the order of their fields; what has its default is left out."""
    if is_dataclass(value):
        held = dict(_told(value))
        return _Inline(held) if isinstance(value, Words | Rounding) else held
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, Enum):
        return value.value
    assert isinstance(value, str | int | Decimal | date | None)
    return value


def _told(value: Any) -> Iterator[tuple[str, Any]]:
    for each in fields(value):
        held = getattr(value, each.name)
        is_default = held == each.default or (each.name in {"parameters", "levels"} and not held)
        if not is_default:
            yield each.name, _plain(held)
