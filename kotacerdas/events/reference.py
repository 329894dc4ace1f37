"""The page `docs/reference/events.md`: every kind with its fields and who hears it."""

from django.utils import translation

from kotacerdas.events import consumers, kinds

HEAD = """# Events

<!-- Made by `kotacerdas events describe`; a test fails when it is out of date. -->

A deed tells of an event in its own transaction (`events.actions.emit`); a job hands it to each consumer at least once,
in a transaction of the consumer's own. Consumers register in `ready()`. `kotacerdas events replay CONSUMER` lets one
hear again, also of what happened before it existed.

| kind | when | fields | heard by |
| --- | --- | --- | --- |
"""


def page() -> str:
    """In English, as all documentation for developers."""
    with translation.override("en"):
        return HEAD + "".join(_line(kind) for kind in kinds.registered().values())


def _line(kind: kinds.Kind) -> str:
    fields = [
        f"`{name}`: {type_.__name__}{' (may be missing)' if name in kind.optional else ''}"
        for name, type_ in kind.fields.items()
    ]
    heard = [f"`{each.name}`" for each in consumers.hearing(kind.name)]
    return f"| `{kind.name}` | {kind.sentence} | {', '.join(fields) or '–'} | {', '.join(heard) or '–'} |\n"
