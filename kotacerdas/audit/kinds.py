"""The deeds that can stand in the trail, each with the sentence in which people read it."""

from collections.abc import Mapping

from django.utils.functional import Promise

_sentences: dict[str, "str | Promise"] = {}


def register(sentences: Mapping[str, "str | Promise"]) -> None:
    """In `ready()`. Places: %(who)s, %(what)s and the names of what the deed notes. A kind is stored, so it stays."""
    for kind, sentence in sentences.items():
        if _sentences.get(kind, sentence) is not sentence:
            raise ValueError(f"the deed {kind!r} has a sentence already")
        _sentences[kind] = sentence


def registered() -> dict[str, "str | Promise"]:
    return dict(_sentences)


def sentence(kind: str) -> "str | Promise":
    """Raises `KeyError` for a deed that nobody registered."""
    return _sentences[kind]
