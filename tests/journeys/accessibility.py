"""The rules of accessibility that a page in the browser must keep, and whether it keeps within the screen."""

import json
from pathlib import Path

import axe_playwright_python

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
# Pins of a map lie over each other where places do. Each place is in the list beside it, too, large enough (WCAG 2.5.8, the
# exception for an equivalent); what the pins are called is looked at by the journey of the maps.
PINS = {"exclude": [[".peta-pin"]]}


def _faults(rules: dict[str, object]) -> str:
    return f"""async () => (await axe.run({json.dumps(PINS)}, {json.dumps(rules)})).violations.map(
    (fault) => fault.id + ": " + fault.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | "))"""


FAULTS = _faults(RULES)
# Of a page whose other language was looked at. Both have the same style sheets, so these are not fetched and read once more.
FAULTS_OF_THE_OTHER_LANGUAGE = _faults(RULES | {"preload": False})
TOO_WIDE = """() => {
    const root = document.documentElement, edge = root.clientWidth;
    if (root.scrollWidth <= edge) return [];
    return [...document.body.querySelectorAll("*")]
        .filter((element) => element.getBoundingClientRect().right > edge + 0.5)
        .slice(-3).map((element) => element.outerHTML.slice(0, 160));
}"""
