"""Small bars inside table cells, written straight as SVG, since a ranking has hundreds of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape

from django.utils.safestring import SafeString

from kotacerdas.common.charts.shapes import share_of


def _described(sentence: str) -> str:
    """Where the figures stand in the cells beside it, a bar says nothing of its own."""
    return f'role="img" aria-label="{escape(sentence)}"' if sentence else 'aria-hidden="true"'


def _look(letter: str) -> str:
    """Components A to F have their own colours; any other code has the common one."""
    low = letter[:1].lower()
    return f"isi-{low}" if low and low in "abcdef" else "isi"


def stacked_bar(
    parts: Sequence[tuple[str, Decimal | None]], top: Decimal | int, *, sentence: str = ""
) -> SafeString:
    """What each component adds to the final score, on the whole length of `top`; parted by 2 px by the style sheet."""
    pieces = []
    at = 0.0
    for letter, contribution in parts:
        if contribution is None or contribution <= 0:
            continue
        wide = min(share_of(contribution, top) * 100, 100 - at)
        pieces.append(f'<rect class="{_look(letter)}" x="{at:.2f}%" width="{wide:.2f}%" height="100%"/>')
        at += wide
    described = _described(sentence)
    return SafeString(f'<svg class="tumpuk" width="100%" height="13" {described}>{"".join(pieces)}</svg>')


def share_bar(
    value: Decimal | None, possible: Decimal, top: Decimal | int, letter: str = "", *, sentence: str = ""
) -> SafeString:
    """What a component adds, and in outline what it could still add; `top` is as much as the longest bar could."""
    whole = share_of(possible, top) * 100
    filled = 0.0 if value is None else min(share_of(value, top) * 100, whole)
    inside = ""
    if whole > filled:
        inside += f'<rect class="sisa" x="{filled:.2f}%" y=".5" width="{whole - filled:.2f}%" height="17"/>'
    if filled > 0:
        inside += f'<rect class="{_look(letter)}" width="{filled:.2f}%" height="18"/>'
    return SafeString(f'<svg class="sumbang" width="100%" height="18" {_described(sentence)}>{inside}</svg>')


def spark(values: Sequence[Decimal | None], top: Decimal | int, *, sentence: str = "") -> SafeString:
    """How a figure went over the years, no larger than a word; years without a value part the line."""
    wide, high, edge = 96, 24, 3
    step = (wide - 2 * edge) / max(1, len(values) - 1)
    pieces: list[str] = []
    run: list[str] = []
    last = ""
    for at, value in enumerate([*values, None]):
        if value is None:
            pieces += _stretch(run)
            run = []
            continue
        x, y = edge + at * step, high - edge - share_of(value, top) * (high - 2 * edge)
        run.append(f"{x:.1f} {y:.1f}")
        last = f'<circle class="ujung" cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>'
    return SafeString(
        f'<svg class="percik" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" {_described(sentence)}>'
        f"{''.join(pieces)}{last}</svg>"
    )


def _stretch(run: Sequence[str]) -> list[str]:
    """A line through neighbours; a year alone is a dot."""
    if len(run) > 1:
        return [f'<path class="garis" d="M{"L".join(run)}"/>']
    if run:
        x, y = run[0].split()
        return [f'<circle class="sendiri" cx="{x}" cy="{y}" r="1.5"/>']
    return []
