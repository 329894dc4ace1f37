"""Engines that others would take, as they come, over the same texts: the name of the file stands before the page."""

import itertools
import re
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from benchmarks.evidence.judged import Page

Find = Callable[[str, int], list[str]]
"""`find(text, limit)`: keys of pages, the best first."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Peer:
    name: str
    build: Callable[[Sequence[Page]], Find]
    package: str = ""
    """Empty for what Python brings."""

    @property
    def is_here(self) -> bool:
        return not self.package or find_spec(self.package) is not None


def whole(page: Page) -> str:
    return f"{page.file.replace('_', ' ')}\n{page.text}"


def _words(text: str) -> list[str]:
    """Without anything that an engine's language of queries would take for a sign."""
    return _WORD.findall(text.lower())


def fts5(pages: Sequence[Page]) -> Find:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE pages USING fts5 (key UNINDEXED, text, tokenize = 'unicode61')")
    database.executemany("INSERT INTO pages VALUES (?, ?)", ((page.key, whole(page)) for page in pages))
    database.commit()

    def find(text: str, limit: int) -> list[str]:
        asked = " OR ".join(f'"{word}"' for word in _words(text))
        sql = "SELECT key FROM pages WHERE pages MATCH ? ORDER BY rank LIMIT ?"
        return [key for (key,) in database.execute(sql, (asked, limit))] if asked else []

    return find


def tantivy(pages: Sequence[Page]) -> Find:
    import tantivy as engine

    builder: Any = engine.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw")
    builder.add_text_field("text")
    index = engine.Index(builder.build())
    writer = index.writer(heap_size=50_000_000, num_threads=1)
    for page in pages:
        writer.add_document(engine.Document(key=page.key, text=whole(page)))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def find(text: str, limit: int) -> list[str]:
        hits = searcher.search(index.parse_query(" ".join(_words(text)), ["text"]), limit).hits
        return [str(searcher.doc(address).get_first("key")) for _score, address in hits]

    return find


def bm25s(pages: Sequence[Page]) -> Find:
    """Its words for leaving out are English, so none are left out."""
    import bm25s as engine

    texts = [whole(page) for page in pages]
    retriever = engine.BM25()
    retriever.index(engine.tokenize(texts, stopwords=None, show_progress=False), show_progress=False)

    def find(text: str, limit: int) -> list[str]:
        asked = engine.tokenize([text], stopwords=None, show_progress=False, return_ids=False)
        places, scores = retriever.retrieve(asked, k=min(limit, len(pages)), show_progress=False)
        ranked = itertools.takewhile(lambda each: each[1] > 0, zip(places[0], scores[0], strict=True))
        return [pages[int(place)].key for place, _score in ranked]

    return find


PEERS = (
    Peer("SQLite FTS5", fts5),
    Peer("tantivy", tantivy, "tantivy"),
    Peer("bm25s", bm25s, "bm25s"),
)
