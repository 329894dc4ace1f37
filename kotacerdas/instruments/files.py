"""Reads and validates `data/instruments/<code>/<edition>/instrument.yaml`, naming the faulty place."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from kotacerdas.instruments.domain import checks
from kotacerdas.instruments.domain.edition import Edition


class BadInstrument(Exception):
    """The file breaks the schema; each line of `problems` names the place and what is wrong."""

    def __init__(self, path: Path, problems: list[str]) -> None:
        self.path, self.problems = path, problems
        super().__init__(f"{path}: " + "; ".join(problems))


class Loader(yaml.CSafeLoader):
    """Decimals stay decimals, and a key written twice is a fault instead of a silent loss."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[object] = set()
        for key_node, _ in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a key is one word", key_node.start_mark)
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} is written twice", key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


def _decimal(loader: yaml.CSafeLoader, node: Any) -> Decimal:
    return Decimal(loader.construct_scalar(node))


Loader.add_constructor("tag:yaml.org,2002:float", _decimal)
EDITION = TypeAdapter(Edition)


def read_yaml(path: Path) -> Any:
    """The file's content with numbers as `Decimal`; raises `BadInstrument` when it is not YAML."""
    try:
        # The loader above is a safe one: it builds plain values only.
        return yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506 - a CSafeLoader
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, ArithmeticError) as error:
        raise BadInstrument(path, [" ".join(str(error).split())]) from error


def load(path: Path) -> Edition:
    """One edition from its `instrument.yaml`; raises `BadInstrument` with every problem found."""
    try:
        edition = EDITION.validate_python(read_yaml(path))
    except ValidationError as error:
        raise BadInstrument(path, [_sentence(problem) for problem in error.errors()]) from error
    problems = checks.problems(edition)
    if (edition.code, edition.edition) != (path.parent.parent.name, path.parent.name):
        problems.append(
            f"the file calls itself {edition.key} but lies in {path.parent.parent.name}/{path.parent.name}"
        )
    if problems:
        raise BadInstrument(path, problems)
    return edition


def _sentence(problem: Any) -> str:
    place = ".".join(str(part) for part in problem["loc"]) or "the file"
    return f"{place}: {problem['msg']}"
