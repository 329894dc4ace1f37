"""Shows where in a text the words stand that somebody looked for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kotacerdas.search.domain.words import Asked, code, fold

EXCERPT = 140
_PIECE = re.compile(r"[^\W_]+(?:[-./_'’][^\W_]+)*|[\W_]+")


@dataclass(frozen=True)
class Piece:
    text: str
    is_hit: bool


def mark(text: str, asked: Asked) -> list[Piece]:
    """The text in pieces, those that were looked for marked; put together they are the text again."""
    found: list[Piece] = []
    for match in _PIECE.finditer(text):
        for piece in _pieces(match[0], asked):
            if found and found[-1].is_hit == piece.is_hit:
                found[-1] = Piece(found[-1].text + piece.text, piece.is_hit)
            else:
                found.append(piece)
    return found


def _pieces(chunk: str, asked: Asked) -> list[Piece]:
    """A code as a whole, or word by word."""
    if not chunk[0].isalnum():
        return [Piece(chunk, False)]
    if _fits(code(chunk), asked) or _fits(fold(chunk), asked):
        return [Piece(chunk, True)]
    return [Piece(part, _fits(fold(part), asked)) for part in re.findall(r"[^\W_]+|[\W_]+", chunk)]


def _fits(folded: str, asked: Asked) -> bool:
    return bool(folded) and any(
        folded.startswith(word) if is_beginning else folded == word for word, is_beginning in asked.patterns()
    )


def excerpt(texts: Iterable[str], asked: Asked) -> str:
    """The first text that holds one of the words, cut around it; "" if none does."""
    for text in texts:
        at = next((match.start() for match in _PIECE.finditer(text) if _is_hit(match[0], asked)), None)
        if at is not None:
            return _cut(" ".join(text.split()), min(at, len(text)))
    return ""


def _is_hit(chunk: str, asked: Asked) -> bool:
    return any(piece.is_hit for piece in _pieces(chunk, asked))


def _cut(text: str, at: int) -> str:
    if len(text) <= EXCERPT:
        return text
    start = max(0, min(at - EXCERPT // 3, len(text) - EXCERPT))
    if start:
        start = text.find(" ", start) + 1 or start
    end = start + EXCERPT
    last = text.rfind(" ", start, end) if end < len(text) else len(text)
    return f"{'… ' if start else ''}{text[start : max(last, start + 1)]}{' …' if end < len(text) else ''}"
