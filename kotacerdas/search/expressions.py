"""Says to each database's full-text index which words an entry must have.

Words hold letters, figures and points only, and marks are ours, so nothing that was typed can break out of its quotes.
"""

from collections.abc import Iterable, Sequence

from django.db import connection

from kotacerdas.search.domain.words import Asked
from kotacerdas.search.indexing import TITLE

Marks = Sequence[Sequence[str]]
"""Of each list, an entry must have one."""


def anywhere(asked: Asked, marks: Marks) -> str:
    """All words, wherever they stand."""
    say = _language()
    return say.all([*_required(say, marks), _words(say, asked)])


def in_title(asked: Asked, marks: Marks) -> str:
    """All words in the title."""
    say = _language()
    return say.all([*_required(say, marks), _words(say, asked, TITLE)])


def not_only_in_title(asked: Asked, marks: Marks) -> str:
    """All words, but not all of them in the title."""
    say = _language()
    return say.but_not(anywhere(asked, marks), _words(say, asked, TITLE))


def _language() -> "type[_Fts5 | _TsQuery]":
    return _Fts5 if connection.vendor == "sqlite" else _TsQuery


def _required(say: "type[_Fts5 | _TsQuery]", marks: Marks) -> list[str]:
    return [say.either(say.word(mark) for mark in some) for some in marks]


def _words(say: "type[_Fts5 | _TsQuery]", asked: Asked, before: str = "") -> str:
    def one(word: str, is_beginning: bool) -> str:
        if is_beginning and asked.meant:
            return say.either(say.word(before + each) for each in asked.meant)
        return say.word(before + word, is_beginning)

    return say.all(one(word, is_beginning) for word, is_beginning in asked.patterns())


class _Fts5:
    @staticmethod
    def word(word: str, is_beginning: bool = False) -> str:
        return f'"{word}"{"*" if is_beginning else ""}'

    @staticmethod
    def all(parts: Iterable[str]) -> str:
        return f"({' AND '.join(parts)})"

    @staticmethod
    def either(parts: Iterable[str]) -> str:
        return f"({' OR '.join(parts)})"

    @staticmethod
    def but_not(wanted: str, unwanted: str) -> str:
        return f"{wanted} NOT {unwanted}"


class _TsQuery:
    @staticmethod
    def word(word: str, is_beginning: bool = False) -> str:
        return f"'{word}'{':*' if is_beginning else ''}"

    @staticmethod
    def all(parts: Iterable[str]) -> str:
        return f"({' & '.join(parts)})"

    @staticmethod
    def either(parts: Iterable[str]) -> str:
        return f"({' | '.join(parts)})"

    @staticmethod
    def but_not(wanted: str, unwanted: str) -> str:
        return f"{wanted} & !{unwanted}"
