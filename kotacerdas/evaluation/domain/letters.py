"""Lines that people type as remarks of assessors, and what saving them changes of recommendations that are kept already.

A recommendation keeps its number for ever: a line that says the same is the same one, a line that says nearly the same is
its correction, everything else is new and gets the next number.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby
from typing import Any

from kotacerdas.common.domain.faults import Fault

MOST_LETTERS = 2000
MOST_LINES = 200
ALIKE = 0.5
"""From this share of common words on, a line is the correction of another one."""
_SEAT = re.compile(r"(?:asesor|assessor)\s*(?:no\.?\s*)?(\d{1,2})\s*(?::\s*|[.)–-]\s+|$)", re.IGNORECASE)
_MARK = re.compile(r"(?:[-–•*·]|\d{1,2}[.)])\s+")


@dataclass(frozen=True)
class Line:
    """One remark; `assessor` is the seat, 0 where nothing says whose words they are."""

    assessor: int
    text: str


def tidy(text: str) -> str:
    """One paragraph without the bullet or number that stood before it."""
    text = " ".join(text.split())
    while found := _MARK.match(text):
        text = text[found.end() :]
    return text


def lines_of(typed: str) -> list[Line]:
    """One remark a line; where blank lines part the text, one a paragraph, whose line breaks are only those of a page.

    "Asesor 2: ..." says whose words a remark is; "Asesor 2:" alone says it of all that follow.
    """
    rows = [row.strip() for row in typed.splitlines()]
    has_paragraphs = any(not row for row in "\n".join(rows).strip().split("\n"))
    found: list[Line] = []
    seat, ended = 0, True
    for row in rows:
        own, rest = _seat_of(row)
        if not row:
            ended = True
        elif own is not None and not rest:
            seat, ended = own, True
        elif not (text := tidy(rest)):
            continue
        elif has_paragraphs and not ended and own is None and not _MARK.match(row):
            found[-1] = Line(found[-1].assessor, f"{found[-1].text} {text}")
        else:
            found.append(Line(seat if own is None else own, text))
            ended = False
    return found


def _seat_of(row: str) -> tuple[int | None, str]:
    bare = tidy(row)
    found = _SEAT.match(bare)
    return (int(found[1]), bare[found.end() :].strip()) if found else (None, row)


def typed_of(lines: Iterable[Line], word: str = "Asesor") -> str:
    """As `lines_of` reads them back."""
    return "\n".join(f"{word} {each.assessor}: {each.text}" if each.assessor else each.text for each in lines)


def faults_of(lines: Sequence[Line]) -> list[Fault]:
    """What cannot be kept: words without end, or more of them than a letter has."""
    found = [
        Fault("remark-too-long", {"text": f"{each.text[:60]}…", "most": MOST_LETTERS})
        for each in lines
        if len(each.text) > MOST_LETTERS
    ]
    if len(lines) > MOST_LINES:
        found.append(Fault("remarks-too-many", {"count": len(lines), "most": MOST_LINES}))
    return found


def mark_of(kept: Mapping[str, Any]) -> str:
    """The same for the same content: whoever saves says which one was seen."""
    told = "\n".join(f"{name}={kept[name]!r}" for name in sorted(kept))
    return sha256(told.encode()).hexdigest()[:20]


# --- Recommendations ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Advised:
    """A recommendation that is kept: its key, its number, its words."""

    key: int
    number: int
    text: str


@dataclass(frozen=True)
class Changes:
    """What saving would do. The places are those of the lines."""

    same: Mapping[int, Advised] = field(default_factory=dict)
    corrected: Mapping[int, Advised] = field(default_factory=dict)
    added: Mapping[int, int] = field(default_factory=dict)
    """The numbers of the new ones."""
    removed: tuple[Advised, ...] = ()


def changes(
    kept: Sequence[Advised], texts: Sequence[str], *, last: int, elsewhere: Iterable[str] = ()
) -> Changes:
    """`last` is the highest number that is taken; `elsewhere` are texts that are kept without this round, so that a line
    which repeats one of them makes no second recommendation."""
    left = list(kept)
    same = _same(left, texts)
    known, unpaired = Counter(elsewhere), []
    for place, text in enumerate(texts):
        if place not in same and not known[text]:
            unpaired.append(place)
        elif place not in same:
            known[text] -= 1
    corrected = _corrected(left, [(place, texts[place]) for place in unpaired])
    fresh = [place for place in unpaired if place not in corrected]
    return Changes(
        same,
        corrected,
        added={place: last + count for count, place in enumerate(fresh, start=1)},
        removed=tuple(left),
    )


def _same(left: list[Advised], texts: Sequence[str]) -> dict[int, Advised]:
    """Takes out of `left` what it pairs, each once."""
    found: dict[int, Advised] = {}
    for place, text in enumerate(texts):
        one = next((each for each in left if each.text == text), None)
        if one is not None:
            left.remove(one)
            found[place] = one
    return found


def _corrected(left: list[Advised], lines: Sequence[tuple[int, str]]) -> dict[int, Advised]:
    """The most alike first; takes out of `left` what it pairs."""
    before, after = [_words(one.text) for one in left], [(place, _words(text)) for place, text in lines]
    near = [
        (-alike(words, said), place, one)
        for place, said in after
        for one, words in zip(left, before, strict=True)
    ]
    found: dict[int, Advised] = {}
    for unlike, place, one in sorted(near, key=lambda each: (each[0], each[1], each[2].number)):
        if -unlike >= ALIKE and place not in found and one in left:
            left.remove(one)
            found[place] = one
    return dict(sorted(found.items()))


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))


def alike(one: Counter[str], other: Counter[str]) -> float:
    """The share of words that both have, each as often as both have it."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def numbered(lines: Iterable[tuple[str, int]]) -> list[int]:
    """The place of each remark among those of its kind and assessor, from 1."""
    counts: Counter[tuple[str, int]] = Counter()
    found = []
    for each in lines:
        counts[each] += 1
        found.append(counts[each])
    return found


def by_assessor(lines: Iterable[Line]) -> list[tuple[int, list[Line]]]:
    """Those that nobody is named for come last."""
    some = sorted(lines, key=lambda each: (not each.assessor, each.assessor))
    return [(seat, list(group)) for seat, group in groupby(some, key=lambda each: each.assessor)]
