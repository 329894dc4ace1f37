"""Says to each database's full-text index which words an entry must have.

Words hold letters, figures and points only, and marks are ours, so nothing that was typed can break out of its quotes.
"""

from collections.abc import Iterable, Sequence

from django.db import connection

from kotacerdas.search.domain.words import Asked
from kotacerdas.search.indexing import TITLE


def of(asked: Asked, marks: Sequence[Sequence[str]], *, in_title: bool) -> str:
    """All words in the title; or all words anywhere, but not all of them in the title. One of each list of marks."""
    say = _Fts5 if connection.vendor == "sqlite" else _TsQuery
    required = [say.either(say.word(mark) for mark in some) for some in marks]
    titled = say.all(say.word(TITLE + word, is_beginning) for word, is_beginning in asked.patterns())
    if in_title:
        return say.all([*required, titled])
    anywhere = say.all(say.word(word, is_beginning) for word, is_beginning in asked.patterns())
    return say.but_not(say.all([*required, anywhere]), titled)


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
