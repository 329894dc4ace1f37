"""Antenna patterns out of files: the MSI (Planet) format of makers, or a plain table of angle and gain."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.wifi.domain.antennas import Pattern

MOST_BYTES = 200_000
MOST_LETTERS = 120
MOST_DB = 200
MOST_STEP = 30
"""Degrees between two measured directions; with rougher steps the front of an antenna would be guessed."""
DBD_OVER_DBI = 2.15
"""A dipole's own gain: dBd + 2.15 = dBi."""
_CIRCLE = 360
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_WIDE, _COMMA = re.compile(r"\s*[;\s]\s*"), re.compile(r"\s*,\s*")
"""Between cells; a comma only where nothing else separates, since it may be a decimal mark."""
Line = tuple[int, str]


def read(content: bytes, name: str) -> Pattern:
    """Raises `Refused` with what is wrong, and where."""
    if len(content) > MOST_BYTES:
        raise Refused(Fault("wifi-pattern-too-large", {"most_bytes": MOST_BYTES}))
    lines = list(_lines(content))
    if not lines:
        raise Refused(Fault("wifi-pattern-empty"))
    is_msi = any(text.upper().startswith(("HORIZONTAL", "VERTICAL")) for _number, text in lines)
    return _msi(lines, name) if is_msi else _table(lines, name)


def _lines(content: bytes) -> Iterator[Line]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    if "\0" in text:
        raise Refused(Fault("wifi-pattern-unreadable"))
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield number, line.strip()


# --- MSI ---------------------------------------------------------------------------------------------------


def _msi(lines: Sequence[Line], name: str) -> Pattern:
    """Heads with their values, then `HORIZONTAL 360` and `VERTICAL 360` with a line of angle and loss for each degree."""
    parts: dict[str, list[Line]] = {"HORIZONTAL": [], "VERTICAL": []}
    gain, here = None, None
    for number, text in lines:
        word, *rest = text.split(maxsplit=1)
        if (head := word.upper()) in parts:
            here = parts[head]
        elif here is not None and _NUMBER.match(text):
            here.append((number, text))
        elif head == "NAME" and rest:
            name = rest[0].strip()
        elif head == "GAIN":
            gain = _gain(rest[0] if rest else "", number)
    if not parts["HORIZONTAL"]:
        raise Refused(Fault("wifi-pattern-no-horizontal"))
    horizontal, vertical = (_values(parts[each]) for each in ("HORIZONTAL", "VERTICAL"))
    return Pattern(name[:MOST_LETTERS], gain, _circle(horizontal), _circle(vertical) if vertical else ())


def _gain(text: str, number: int) -> float:
    """Makers write dBd or dBi; without a unit the format means dBd."""
    found = _NUMBER.search(text)
    if found is None:
        raise Refused(Fault("wifi-pattern-no-number", {"text": text[:40]}, line=number))
    value = float(found[0].replace(",", "."))
    return value if "dbi" in text.lower() else round(value + DBD_OVER_DBI, 2)


# --- A table -----------------------------------------------------------------------------------------------


def _table(lines: Sequence[Line], name: str) -> Pattern:
    """Angle and gain in dBi; the strongest direction is the antenna's gain."""
    rows = lines if _NUMBER.match(lines[0][1]) else lines[1:]
    gains = _values(rows)
    if not gains:
        raise Refused(Fault("wifi-pattern-no-horizontal"))
    losses = {angle: -gain for angle, gain in gains.items()}
    return Pattern(name[:MOST_LETTERS], round(max(gains.values()), 2), _circle(losses))


def _values(rows: Sequence[Line]) -> dict[float, float]:
    """By angle from 0 up to 360, which is 0 again."""
    found: dict[float, float] = {}
    for number, text in rows:
        wide = _WIDE.split(text)
        cells = wide if len(wide) > 1 and not wide[0].endswith(",") else _COMMA.split(text)
        if len(cells) < 2 or not all(_NUMBER.fullmatch(each) for each in cells[:2]):
            raise Refused(Fault("wifi-pattern-no-number", {"text": text[:40]}, line=number))
        angle, value = (float(each.replace(",", ".")) for each in cells[:2])
        if not -_CIRCLE <= angle <= _CIRCLE or abs(value) > MOST_DB:
            raise Refused(
                Fault("wifi-pattern-out-of-range", {"text": text[:40], "most": MOST_DB}, line=number)
            )
        if found.setdefault(angle % _CIRCLE, value) != value and angle % _CIRCLE:
            raise Refused(Fault("wifi-pattern-angle-twice", {"angle": f"{angle:g}"}, line=number))
    return found


def _circle(losses: Mapping[float, float]) -> tuple[float, ...]:
    """dB below the strongest direction for each degree. Rougher steps are filled in on straight lines."""
    angles = sorted(losses)
    steps = [after - angle for angle, after in zip(angles, [*angles[1:], angles[0] + _CIRCLE], strict=True)]
    if max(steps) > MOST_STEP:
        raise Refused(Fault("wifi-pattern-few-angles", {"count": len(angles), "most": MOST_STEP}))
    strongest = min(losses.values())
    return tuple(round(_at(degree, angles, losses) - strongest, 3) for degree in range(_CIRCLE))


def _at(degree: int, angles: Sequence[float], losses: Mapping[float, float]) -> float:
    at = bisect_right(angles, degree)
    before = angles[at - 1]
    after = angles[at % len(angles)]
    width = (after - before) % _CIRCLE or _CIRCLE
    share = ((degree - before) % _CIRCLE) / width
    return losses[before] * (1 - share) + losses[after] * share
