"""Every contrast that the colours of ground.css promise is computed here, and a city's own accent is held to the same limits."""

import gzip
import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[1] / "kotacerdas" / "static" / "css"
GROUND = (CSS / "ground.css").read_text(encoding="utf-8")
TOKENS = GROUND[: GROUND.index("\n}\n")]
COLOUR = re.compile(r"--kc-([\w-]+): (#[0-9a-f]{6});(?:\s*/\*(.*?)\*/)?")
PROMISE = re.compile(r"(text|graphic|carries): ((?:[\d.]+ [\w-]+(?:, )?)+)")
LEAST = {"text": 4.5, "carries": 4.5, "graphic": 3.0}
COLOURS = {name: value for name, value, _ in COLOUR.findall(TOKENS)}


def luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def promises() -> list[tuple[str, str, str, float]]:
    return [
        (name, use, other, float(ratio))
        for name, _, comment in COLOUR.findall(TOKENS)
        for use, pairs in PROMISE.findall(comment or "")
        for ratio, other in re.findall(r"([\d.]+) ([\w-]+)", pairs)
    ]


@pytest.mark.parametrize(("name", "use", "other", "promised"), promises())
def test_documented_contrast_is_true_and_enough(name: str, use: str, other: str, promised: float) -> None:
    measured = contrast(COLOURS[name], COLOURS[other])

    assert measured == pytest.approx(promised, abs=0.006)
    assert measured >= LEAST[use]


def test_every_colour_but_paper_and_decoration_promises_something() -> None:
    silent = {name for name, _, comment in COLOUR.findall(TOKENS) if not PROMISE.search(comment or "")}

    assert silent == {"accent-line", "rule", "rule-soft", "paper", "ground", "sunken"}


def faults(accent: str) -> list[str]:
    """Grounds on which this accent cannot be read."""
    return [ground for ground in ("paper", "ground") if contrast(accent, COLOURS[ground]) < LEAST["text"]]


def test_accent_of_the_product_can_be_read() -> None:
    assert faults(COLOURS["accent"]) == []


@pytest.mark.parametrize("accent", ["#f0a51a", "#1aa5b3", "#7d8f8c"])
def test_accent_too_pale_for_text_is_refused(accent: str) -> None:
    assert faults(accent) != []


@pytest.mark.parametrize("sheet", sorted(CSS.glob("*.css")), ids=lambda sheet: sheet.name)
def test_colours_are_named_in_one_place(sheet: Path) -> None:
    rules = sheet.read_text(encoding="utf-8").removeprefix(TOKENS)

    assert re.findall(r":[^;{}]*(#[0-9a-fA-F]{3,8})\b", rules) == []


BASE = (CSS.parents[1] / "templates" / "base.html").read_text(encoding="utf-8")


def test_styles_of_every_page_weigh_little() -> None:
    """A citizen's phone loads all of them before the first word."""
    assert sum(weight(name) for name in names_in(BASE)) < 15_000


def test_styles_of_some_pages_weigh_little_beside_them() -> None:
    own = {sheet.name for sheet in CSS.glob("*.css")} - names_in(BASE)
    assert [name for name in own if weight(name) > 3_000] == []


def names_in(template: str) -> set[str]:
    return set(re.findall(r"css/([\w-]+\.css)", template))


def weight(name: str) -> int:
    return len(gzip.compress((CSS / name).read_bytes()))
