"""A reader who follows what the pages offer: every link, every form that only asks, and a list of forms that change."""

from __future__ import annotations

import io
import zipfile
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

if TYPE_CHECKING:
    from kotacerdas.people.models import User

MOST_HOPS = 4
ZIP = b"PK\x03\x04"


@dataclass
class Form:
    action: str
    is_post: bool
    values: list[tuple[str, str]] = field(default_factory=list)


class Offers(HTMLParser):
    """What a page offers: links, parts that htmx asks for, forms with what stands in them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select = ""
        self._first_option: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if given.get("hx-get"):
            self.links.append(given["hx-get"])
        if tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get").lower() == "post")
            self.forms.append(self._form)
        elif self._form is not None:
            self._take(tag, given)

    def _take(self, tag: str, given: dict[str, str]) -> None:
        """As a browser would send it; of a choice without one chosen, the first that says something."""
        if tag == "select":
            self._select, self._first_option = given.get("name", ""), None
        elif tag == "option" and self._select and (chosen := given.get("value", "")):
            if self._first_option is None or "selected" in given:
                self._put(self._select, chosen)
                self._first_option = chosen
        elif tag == "textarea" and given.get("name"):
            self._put(given["name"], "Isian perayap")
        elif tag == "input" and given.get("name") and given.get("type") not in {"submit", "file", "image"}:
            if given.get("type") in {"checkbox", "radio"} and "checked" not in given:
                return
            self._put(given["name"], given.get("value", ""))
        elif tag == "button" and given.get("name"):
            self._put(given["name"], given.get("value", ""))

    def _put(self, name: str, value: str) -> None:
        assert self._form is not None
        self._form.values = [each for each in self._form.values if each[0] != name] + [(name, value)]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag == "select":
            self._select = ""


@dataclass(frozen=True)
class Visit:
    url: str
    seen_on: str
    status: int
    content: bytes
    kind: str

    def texts(self) -> Iterator[bytes]:
        """The content, and of a workbook every part of it."""
        yield self.content
        if self.content.startswith(ZIP):
            with zipfile.ZipFile(io.BytesIO(self.content)) as book:
                for name in book.namelist():
                    yield book.read(name)


class Walk:
    """Breadth first from a few addresses; of each page only so many examples, so that it comes to an end. `language` keeps to
    the pages in that one."""

    def __init__(self, reader: User | None, *, most: int = 2, language: str = "") -> None:
        self.client = Client(raise_request_exception=False)
        if reader is not None:
            self.client.force_login(reader)
        self.most = most
        self.language = language
        self.forms: dict[tuple[str, str], Form] = {}
        self._counts: Counter[tuple[str, bool, bool]] = Counter()
        self._known: set[str] = set()
        self._waiting: deque[tuple[str, str, int]] = deque()

    def start(self, *addresses: str) -> Iterator[Visit]:
        for address in addresses:
            self._offer(address, "(typed)")
        while self._waiting:
            url, seen_on, hops = self._waiting.popleft()
            visit = self._open(url, seen_on, hops)
            if visit.kind.startswith("text/html"):
                self._read(visit)
            yield visit

    def _open(self, url: str, seen_on: str, hops: int) -> Visit:
        response: Any = self.client.get(url)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        if 300 <= response.status_code < 400 and hops < MOST_HOPS:
            self._offer(urljoin(url, response["Location"]), url, hops + 1)
        return Visit(url, seen_on, response.status_code, body, response.get("Content-Type", ""))

    def _read(self, visit: Visit) -> None:
        offers = Offers(visit.content.decode())
        for link in offers.links:
            self._offer(urljoin(visit.url, link), visit.url)
        for form in offers.forms:
            target = urljoin(visit.url, form.action or visit.url)
            if form.is_post:
                self.forms.setdefault((visit.url, target), form)
            else:
                self._offer(f"{target.partition('?')[0]}?{urlencode(form.values)}", visit.url)

    def _offer(self, address: str, seen_on: str, hops: int = 0) -> None:
        parts = urlsplit(address)
        if parts.scheme not in {"", "http", "https"} or parts.netloc not in {"", "testserver"}:
            return
        url = parts.path + (f"?{parts.query}" if parts.query else "")
        if url in self._known or parts.path.startswith("/static/"):
            return
        is_english = parts.path.startswith("/en/")
        if self.language and is_english != (self.language == "en"):
            return
        key = (route(parts.path), bool(parts.query), is_english)
        if self._counts[key] < (1 if key[2] else self.most):
            self._counts[key] += 1
            self._known.add(url)
            self._waiting.append((url, seen_on, hops))


def route(path: str) -> str:
    """The name of the page; an address that is none of ours counts by itself, for it is a broken link."""
    from django.utils import translation

    with translation.override("en" if path.startswith("/en/") else "id"):
        try:
            return resolve(path).view_name
        except Resolver404:
            return path
