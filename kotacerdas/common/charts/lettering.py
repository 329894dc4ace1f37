"""How wide words will be in Plus Jakarta Sans, so that a label is shortened on the server and never cut by the page.

The widths were measured in a browser at weight 650 (thousandths of the letter's size); weight 450 is a little narrower,
and system fonts that may stand in for it are no wider. Figures count as tabular.
"""

from functools import lru_cache

_WIDTHS = {
    " ": 176, "!": 356, '"': 481, "#": 894, "$": 647, "%": 1034, "&": 783, "'": 300, "(": 365, ")": 365, "*": 530,
    "+": 651, ",": 343, "-": 583, ".": 362, "/": 493, ":": 362, ";": 382, "<": 651, "=": 651, ">": 651, "?": 569,
    "@": 927, "A": 702, "B": 691, "C": 775, "D": 740, "E": 598, "F": 585, "G": 810, "H": 734, "I": 275, "J": 391,
    "K": 675, "L": 541, "M": 884, "N": 740, "O": 878, "P": 647, "Q": 878, "R": 657, "S": 647, "T": 537, "U": 715,
    "V": 690, "W": 1014, "X": 650, "Y": 654, "Z": 573, "a": 579, "b": 671, "c": 607, "d": 671, "e": 613, "f": 404,
    "g": 653, "h": 589, "i": 248, "j": 248, "k": 572, "l": 248, "m": 921, "n": 589, "o": 653, "p": 671, "q": 671,
    "r": 368, "s": 513, "t": 409, "u": 589, "v": 558, "w": 869, "x": 546, "y": 577, "z": 476, "–": 640, "−": 650,
    "·": 360, "…": 760, "’": 340,
}  # fmt: skip
_FIGURE = 660
_OTHER = 720
_ROOM = 1.04
ELLIPSIS = "…"


def width(text: str, size: float = 13) -> float:
    """Pixels, rather a little too many than too few."""
    thousandths = sum(_FIGURE if letter.isdigit() else _WIDTHS.get(letter, _OTHER) for letter in text)
    return thousandths * size / 1000 * _ROOM


@lru_cache(maxsize=2048)
def shortened(text: str, room: float, size: float = 13) -> str:
    """The text if it fits, else as much of it as fits before an ellipsis."""
    if width(text, size) <= room:
        return text
    kept = text
    while kept and width(kept.rstrip() + ELLIPSIS, size) > room:
        kept = kept[:-1]
    return kept.rstrip(" .,-/") + ELLIPSIS


@lru_cache(maxsize=1024)
def wrapped(text: str, room: float, lines: int = 2, size: float = 13) -> tuple[str, ...]:
    """At most so many lines, broken at blanks; the last one is shortened if words are left."""
    words, made = text.split(), [""]
    while words:
        longer = f"{made[-1]} {words[0]}".strip()
        if not made[-1] or width(longer, size) <= room:
            made[-1] = longer
            words.pop(0)
        elif len(made) < lines:
            made.append("")
        else:
            made[-1] = f"{made[-1]} {' '.join(words)}"
            break
    return tuple(shortened(line, room, size) for line in made)
