"""How tests read a page: its words, the cells of a table, where its language switch leads."""

import html
import re
from typing import Any


def words(page: Any) -> str:
    """What a person reads in the main part, without drawings, on one line."""
    main = re.sub(r"(?s)^.*<main", "<main", page.content.decode())
    return plain(re.sub(r"(?s)<svg.*?</svg>|<select.*?</select>", "", main))


def rows(page: Any, table: str = "tb") -> list[list[str]]:
    """The cells of the body of the first table of that class, without drawings and without the small print."""
    return next(iter(tables(page, table)), [])


def tables(page: Any, table: str) -> list[list[list[str]]]:
    """The same of every table of that class."""
    found = re.findall(rf'(?s)<table class="[^"]*\b{table}\b.*?</table>', page.content.decode())
    return [_cells(each.partition("<tbody>")[2].partition("</tbody>")[0]) for each in found]


def _cells(body: str) -> list[list[str]]:
    body = re.sub(r"(?s)<svg.*?</svg>|<small>.*?</small>", "", body)
    return [
        [plain(cell) for cell in re.findall(r"(?s)<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall(r"(?s)<tr[^>]*>(.*?)</tr>", body)
    ]


def switch(page: Any) -> str:
    """The address of this page in the other language."""
    link = re.search(r'<a href="([^"]+)" lang="(?:id|en)" hreflang', page.content.decode())
    assert link, "the page has no language switch"
    return html.unescape(link[1])


def plain(marked: str) -> str:
    """The words without the marks around them."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", marked)).split())
