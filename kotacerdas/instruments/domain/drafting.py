"""What an edition that staff wrote must fulfil beyond the checks of shipped ones, before it may be published."""

import re
from collections.abc import Iterator
from decimal import Decimal

from kotacerdas.common.domain.faults import ENOUGH, Fault, Refused
from kotacerdas.instruments.domain import checks
from kotacerdas.instruments.domain.edition import Confidence, Edition, Node, Source, Words

CODE = re.compile(r"[A-Za-z0-9_-]{1,20}")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
WEB = ("https://", "http://")
MOST_CODE, MOST_EDITION = 20, 30
MOST_NODES, MOST_DEPTH, MOST_WORDS = 1000, 6, 2000
LARGEST, FINEST = Decimal(10) ** 9, -12


def faults(edition: Edition, base: Edition | None) -> list[Fault]:
    """Everything that keeps it from being published, with its place; `base` is what it was copied from."""
    return [*checks.faults(edition), *_form(edition), *_words(edition), *_sureness(edition, base)]


def refuse_unworkable(edition: Edition) -> None:
    """Refuses what could not be shown or mended on screen, and what no form needs and would be dear to reckon with."""
    found = [Fault("edition-name", {"name": edition.key[:60]})] if not _is_named(edition) else []
    depth = _depth(edition.root)
    nodes = list(edition.root.walk())
    if len(nodes) > MOST_NODES:
        found.append(Fault("edition-too-many", {"most": MOST_NODES}))
    found += [
        Fault("edition-code-form", {"code": each.code[:30]})
        for each in nodes
        if not CODE.fullmatch(each.code)
    ]
    found += checks.repeated(edition)
    if depth > MOST_DEPTH:
        found.append(Fault("edition-too-deep", {"most": MOST_DEPTH}))
    if not all(map(_is_measured, _numbers(edition, nodes))):
        found.append(Fault("edition-number"))
    if any(len(text) > MOST_WORDS for words in _all_words(edition, nodes) for text in (words.id, words.en)):
        found.append(Fault("edition-words-long", {"most": MOST_WORDS}))
    if any(source.url and not source.url.startswith(WEB) for source in edition.sources):
        found.append(Fault("edition-source-address"))
    if found:
        raise Refused(found[:ENOUGH])


def has_basis(source: Source) -> bool:
    """A title, and an address or the number of a letter: enough to look it up."""
    return bool(source.title.strip() and (source.url or (source.note and source.note.id.strip())))


def _is_named(edition: Edition) -> bool:
    return (
        bool(SLUG.fullmatch(edition.code) and SLUG.fullmatch(edition.edition))
        and len(edition.code) <= MOST_CODE
        and len(edition.edition) <= MOST_EDITION
    )


def _depth(node: Node) -> int:
    return 1 + max(map(_depth, node.children), default=0)


def _numbers(edition: Edition, nodes: list[Node]) -> Iterator[Decimal]:
    for scale in edition.scales.values():
        yield from (scale.min, scale.max)
    yield from (band.start for band in edition.bands)
    yield Decimal(edition.places)
    for node in nodes:
        yield from node.parameters.values()
        yield from (Decimal(each.places) for each in (node.rounding, node.contribution_rounding) if each)
        if node.weight is not None:
            yield node.weight


def _is_measured(number: Decimal) -> bool:
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= FINEST and abs(number) <= LARGEST


def _all_words(edition: Edition, nodes: list[Node]) -> Iterator[Words]:
    yield from (edition.title, edition.applies_to, edition.legal_basis, edition.confidence_note)
    yield from edition.notes
    for node in nodes:
        yield from (words for words in (node.title, node.section, node.note) if words is not None)


def _form(edition: Edition) -> Iterator[Fault]:
    if not edition.root.children:
        yield Fault("edition-without-questions")
    if not 0 <= edition.places <= checks.MOST_PLACES:
        yield Fault("edition-places", {"places": edition.places})


def _words(edition: Edition) -> Iterator[Fault]:
    for node in edition.root.walk():
        if not node.title.id.strip():
            yield Fault("edition-title-missing", {"code": node.code}, column=node.code)
    if not edition.title.id.strip():
        yield Fault("edition-own-title-missing")


def _sureness(edition: Edition, base: Edition | None) -> Iterator[Fault]:
    """Who calls it confirmed names where that is written; what the base was written from does not tell of the copy."""
    own = set(edition.sources) - set(base.sources if base else ())
    if edition.confidence is not Confidence.UNCONFIRMED and not any(map(has_basis, own)):
        yield Fault("edition-unsourced")
