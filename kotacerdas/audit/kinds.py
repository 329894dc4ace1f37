"""The deeds that can stand in the trail, each with the sentence in which people read it."""

from collections.abc import Callable, Mapping

from django.utils.functional import Promise

Reader = Callable[[str], str]
_sentences: dict[str, "str | Promise"] = {}
_readers: dict[tuple[str, str], Reader] = {}


def register(sentences: Mapping[str, "str | Promise"]) -> None:
    """In `ready()`. Places: %(who)s, %(what)s and the names of what the deed notes. A kind is stored, so it stays."""
    for kind, sentence in sentences.items():
        if _sentences.get(kind, sentence) is not sentence:
            raise ValueError(f"the deed {kind!r} has a sentence already")
        _sentences[kind] = sentence


def read_as(kind: str, name: str, reader: Reader) -> None:
    """What a deed notes as a code is told in the reader's words; what the reader does not know stays as it is."""
    _readers[kind, name] = reader


def in_words(kind: str, name: str, value: str) -> str:
    reader = _readers.get((kind, name))
    return reader(value) if reader else value


def registered() -> dict[str, "str | Promise"]:
    return dict(_sentences)


def sentence(kind: str) -> "str | Promise":
    """Raises `KeyError` for a deed that nobody registered."""
    return _sentences[kind]
