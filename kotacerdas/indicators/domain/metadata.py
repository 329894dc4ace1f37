"""The blocks of the metadata forms MS-Ind and MS-Var of Satu Data Indonesia (Peraturan BPS 5/2020), by our keys.

Taken from public software that fills these forms in; the annex itself was not seen, so nothing is demanded here that the
office does not demand: what is not known stays empty and is shown as not known.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kotacerdas.common.domain.faults import Fault

LONGEST = 2000
LANGUAGES = ("id", "en")


@dataclass(frozen=True)
class Block:
    """One field of a form. `is_yes_no` ones hold "yes" or "no", all others words in both languages."""

    key: str
    is_yes_no: bool = False
    only_composite: bool | None = None
    """True: asked of composite indicators alone; False: of the others alone."""


MS_IND: tuple[Block, ...] = (
    Block("concept"),
    Block("definition"),
    Block("interpretation"),
    Block("method"),
    Block("measure"),
    Block("unit"),
    Block("classification"),
    Block("composite", is_yes_no=True),
    Block("publication", only_composite=True),
    Block("building_indicators", only_composite=True),
    Block("activity", only_composite=False),
    Block("activity_code", only_composite=False),
    Block("building_variables", only_composite=False),
    Block("estimation_level"),
    Block("open_to_public", is_yes_no=True),
)
MS_VAR: tuple[Block, ...] = (
    Block("alias"),
    Block("concept"),
    Block("definition"),
    Block("reason_chosen"),
    Block("reference_time"),
    Block("data_type"),
    Block("classification"),
    Block("validation_rule"),
    Block("question"),
    Block("open_to_public", is_yes_no=True),
)

Metadata = Mapping[str, Mapping[str, str] | str]


def asked(blocks: Iterable[Block], *, is_composite: bool) -> list[Block]:
    """The blocks that apply to this indicator."""
    return [each for each in blocks if each.only_composite in {None, is_composite}]


def filled(metadata: Metadata, blocks: Iterable[Block]) -> int:
    return sum(bool(metadata.get(each.key)) for each in blocks)


def faults(metadata: Metadata, blocks: Iterable[Block]) -> list[Fault]:
    """Unknown blocks, words that are no words, and words that are too long."""
    known = {each.key: each for each in blocks}
    found = []
    for key, value in metadata.items():
        block = known.get(key)
        if block is None:
            found.append(Fault("metadata-unknown", {"block": key[:40]}))
        elif block.is_yes_no:
            if value not in {"", "yes", "no"}:
                found.append(Fault("metadata-yes-no", {"block": key}))
        elif not isinstance(value, Mapping) or set(value) - set(LANGUAGES):
            found.append(Fault("metadata-two-languages", {"block": key}))
        elif any(len(words) > LONGEST for words in value.values()):
            found.append(Fault("metadata-too-long", {"block": key, "most": LONGEST}))
    return found
