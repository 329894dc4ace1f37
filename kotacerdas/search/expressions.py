"""Says to each database's full-text index which words an entry must have.

Words hold letters, figures and points only, and marks are ours, so nothing that was typed can break out of its quotes.
"""

from collections.abc import Iterable

from django.db import connection

from kotacerdas.search.domain.words import Asked
from kotacerdas.search.indexing import CITY, KIND, TITLE


def anywhere(asked: Asked, kind: str, cities: Iterable[int] = ()) -> str:
    """All words, wherever they stand."""
    say = _language(kind)
    return say.all([*_required(say, cities), _words(say, asked)])


def in_title(asked: Asked, kind: str, cities: Iterable[int] = ()) -> str:
    """All words in the title."""
    say = _language(kind)
    return say.all([*_required(say, cities), _words(say, asked, TITLE)])


def not_only_in_title(asked: Asked, kind: str, cities: Iterable[int] = ()) -> str:
    """All words, but not all of them in the title."""
    say = _language(kind)
    return say.but_not(anywhere(asked, kind, cities), _words(say, asked, TITLE))


def _language(kind: str) -> "_Fts5 | _TsQuery":
    return _Fts5(kind) if connection.vendor == "sqlite" else _TsQuery(kind)


def _required(say: "_Fts5 | _TsQuery", cities: Iterable[int]) -> list[str]:
    """What each entry of this kind, and of one of these cities, has."""
    some = [say.word(f"{CITY}{city}") for city in cities]
    return [*say.of_the_kind, *([say.either(some)] if some else [])]


def _words(say: "_Fts5 | _TsQuery", asked: Asked, before: str = "") -> str:
    def one(word: str, is_beginning: bool) -> str:
        if is_beginning and asked.meant:
            return say.either(say.word(before + each) for each in asked.meant)
        return say.word(before + word, is_beginning)

    return say.all(one(word, is_beginning) for word, is_beginning in asked.patterns())


class _Fts5:
    def __init__(self, kind: str) -> None:
        self.of_the_kind = [self.word(KIND + kind)]

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
    """Each lexeme begins with the kind, as the migration makes them: its index then reads no other kind's entries."""

    def __init__(self, kind: str) -> None:
        self.of_the_kind: list[str] = []
        self._before = f"{kind}~"

    def word(self, word: str, is_beginning: bool = False) -> str:
        return f"'{self._before}{word}'{':*' if is_beginning else ''}"

    @staticmethod
    def all(parts: Iterable[str]) -> str:
        return f"({' & '.join(parts)})"

    @staticmethod
    def either(parts: Iterable[str]) -> str:
        return f"({' | '.join(parts)})"

    @staticmethod
    def but_not(wanted: str, unwanted: str) -> str:
        return f"{wanted} & !{unwanted}"
