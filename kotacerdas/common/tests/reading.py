"""How tests read a page: its words, the cells of a table, where its language switch leads."""

import html
import re
from typing import Any


def words(page: Any) -> str:
    """What a person reads in the main part, without drawings, on one line."""
    main = re.sub(r"(?s)^.*<main", "<main", page.content.decode())
    return _plain(re.sub(r"(?s)<svg.*?</svg>|<select.*?</select>", "", main))


def rows(page: Any, table: str = "tb") -> list[list[str]]:
    """The cells of the body of the first table of that class, without drawings and without the small print."""
    text = page.content.decode()
    start = re.search(rf'<table class="[^"]*\b{table}\b', text)
    if start is None:
        return []
    body = text[start.start() :].partition("<tbody>")[2].partition("</tbody>")[0]
    body = re.sub(r"(?s)<svg.*?</svg>|<small>.*?</small>", "", body)
    return [
        [_plain(cell) for cell in re.findall(r"(?s)<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall(r"(?s)<tr[^>]*>(.*?)</tr>", body)
    ]


def switch(page: Any) -> str:
    """The address of this page in the other language."""
    link = re.search(r'<a href="([^"]+)" lang="(?:id|en)" hreflang', page.content.decode())
    assert link, "the page has no language switch"
    return html.unescape(link[1])


def _plain(marked: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", marked)).split())
