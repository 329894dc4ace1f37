"""Writing an edition on screen: begun as a copy or from a file, changed part by part, checked, published for good."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import structlog
from django.db import IntegrityError, transaction
from django.utils import timezone

from kotacerdas.audit.actions import record
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.instruments import catalogue
from kotacerdas.instruments.documents import document, from_document
from kotacerdas.instruments.domain import editing
from kotacerdas.instruments.domain.drafting import refuse_unworkable
from kotacerdas.instruments.domain.editing import Typed
from kotacerdas.instruments.domain.edition import Confidence, Edition, Node, Period, Source, Words
from kotacerdas.instruments.models import EditionDraft
from kotacerdas.instruments.models.editions import writes_for
from kotacerdas.instruments.queries import faults_of
from kotacerdas.search import actions as search

if TYPE_CHECKING:
    from kotacerdas.people.models import City, User

OWN_SOURCE = "dasar"
"""The key of the one source that is written on screen; those of the copied form stay beside it."""
log = structlog.get_logger()


@dataclass(frozen=True)
class Head:
    """What stands above the tree, as staff write it. `source` None: no official text is known."""

    title: Words
    applies_to: Words
    in_force: Period
    legal_basis: Words
    confidence: Confidence
    confidence_note: Words
    source: Source | None


class PartChanged(Exception):
    """Somebody else wrote about the same part meanwhile; carries the draft as it is now."""

    def __init__(self, current: EditionDraft) -> None:
        super().__init__("this part was changed meanwhile")
        self.current = current


def edition_of(draft: EditionDraft) -> Edition:
    return from_document(draft.content)


def own_source(edition: Edition) -> Source | None:
    return next((each for each in edition.sources if each.key == OWN_SOURCE), None)


# --- Begun -------------------------------------------------------------------------------------------------


def begin(
    base: Edition,
    *,
    edition: str,
    title: Words,
    applies_to: Words,
    in_force: Period,
    city: "City | None",
    by: "User | None",
    now: datetime,
) -> EditionDraft:
    """A copy of a form under a name of its own, not confirmed by anything yet."""
    today = timezone.localdate(now, city.timezone if city else None)
    made = editing.clone(
        base, edition=edition, title=title, applies_to=applies_to, in_force=in_force, today=today
    )
    return _kept(made, based_on=base.key, city=city, by=by, now=now, deed="begun")


def bring(edition: Edition, *, city: "City | None", by: "User | None", now: datetime) -> EditionDraft:
    """A form that somebody sent as a file; what is faulty in it can be mended on screen."""
    return _kept(edition, based_on="", city=city, by=by, now=now, deed="brought")


@transaction.atomic
def _kept(
    edition: Edition,
    *,
    based_on: str,
    city: "City | None",
    by: "User | None",
    now: datetime,
    deed: str,
) -> EditionDraft:
    if by is not None and not writes_for(by, city):
        raise Refused(Fault("edition-not-yours"))
    refuse_unworkable(edition)
    if edition.key in catalogue.shipped_keys():
        raise Refused(Fault("edition-name-shipped", {"edition": edition.key}))
    try:
        with transaction.atomic():
            made = EditionDraft.objects.create(
                city=city,
                code=edition.code,
                edition=edition.edition,
                based_on=based_on,
                content=document(edition),
                created_at=now,
                created_by=by,
                updated_at=now,
                updated_by=by,
            )
    except IntegrityError:
        raise Refused(Fault("edition-name-taken", {"edition": edition.key})) from None
    log.info("edition.begun", edition=made.key)
    record(f"instruments.edition_{deed}", on=made, by=by, city=city, now=now, note={"from": based_on})
    return made


# --- Changed -----------------------------------------------------------------------------------------------


@transaction.atomic
def write_node(
    draft: EditionDraft, code: str, typed: Typed, *, seen: str, by: "User | None", now: datetime
) -> EditionDraft:
    """`seen` is the mark of the node that was on the page (`editing.mark_of`); raises `PartChanged` if it is another now."""
    kept = _locked(draft, by=by)
    before = edition_of(kept)
    node = before.nodes.get(code)
    if node is not None and editing.mark_of(node) != seen:
        raise PartChanged(kept)
    after = editing.rewritten(before, code, typed)
    return _written(kept, after, changes=_told_of(before.nodes[code], after.nodes[code]), by=by, now=now)


@transaction.atomic
def add_node(
    draft: EditionDraft, under: str, code: str, typed: Typed, *, by: "User | None", now: datetime
) -> EditionDraft:
    kept = _locked(draft, by=by)
    after = editing.added(edition_of(kept), under, code, typed)
    return _written(kept, after, changes={code: (None, typed.title.id)}, by=by, now=now)


@transaction.atomic
def remove_node(draft: EditionDraft, code: str, *, by: "User | None", now: datetime) -> EditionDraft:
    """With all that lies below it."""
    kept = _locked(draft, by=by)
    before = edition_of(kept)
    after = editing.removed(before, code)
    gone = {each: (before.nodes[each].title.id, None) for each in before.nodes if each not in after.nodes}
    return _written(kept, after, changes=gone, by=by, now=now)


@transaction.atomic
def move_node(draft: EditionDraft, code: str, *, step: int, by: "User | None", now: datetime) -> EditionDraft:
    kept = _locked(draft, by=by)
    before = edition_of(kept)
    after = editing.moved(before, code, step)
    if after == before:
        return kept
    parent = before.parents[code].code
    orders = tuple(", ".join(each.code for each in form.nodes[parent].children) for form in (before, after))
    return _written(kept, after, changes={parent: (orders[0], orders[1])}, by=by, now=now)


@transaction.atomic
def write_head(
    draft: EditionDraft, head: Head, *, seen: str, by: "User | None", now: datetime
) -> EditionDraft:
    """Name, dates and how sure it is. Sure of more than hearsay needs a source, which publishing asks for."""
    kept = _locked(draft, by=by)
    before = edition_of(kept)
    if editing.head_mark(before) != seen:
        raise PartChanged(kept)
    others = tuple(each for each in before.sources if each.key != OWN_SOURCE)
    after = replace(
        before,
        title=head.title,
        applies_to=head.applies_to,
        in_force=head.in_force,
        legal_basis=head.legal_basis,
        confidence=head.confidence,
        confidence_note=head.confidence_note,
        sources=((head.source,) if head.source else ()) + others,
        checked_on=timezone.localdate(now, kept.city.timezone if kept.city else None),
    )
    changes = {
        name: (str(getattr(before, name)), str(getattr(after, name)))
        for name in ("title", "applies_to", "in_force", "legal_basis", "confidence", "sources")
        if getattr(before, name) != getattr(after, name)
    }
    return _written(kept, after, changes=changes, by=by, now=now)


def _locked(draft: EditionDraft, *, by: "User | None") -> EditionDraft:
    """Read anew and held until the deed is done."""
    rows = EditionDraft.objects.select_for_update(of=("self",)).select_related("city")
    kept = rows.filter(pk=draft.pk).first()
    if kept is None:
        raise Refused(Fault("edition-gone"))
    if kept.is_published:
        raise Refused(Fault("edition-published", {"edition": kept.key}))
    if by is not None and not writes_for(by, kept.city):
        raise Refused(Fault("edition-not-yours"))
    return kept


def _written(
    draft: EditionDraft,
    after: Edition,
    *,
    changes: Mapping[str, tuple[Any, Any]],
    by: "User | None",
    now: datetime,
) -> EditionDraft:
    refuse_unworkable(after)
    saved = {"content": document(after), "updated_at": now, "updated_by": by}
    versions.save(draft, expected=draft.version, changes=saved)
    record("instruments.edition_changed", on=draft, by=by, city=draft.city, now=now, changes=changes)
    return draft


def _told_of(before: Node, after: Node) -> dict[str, tuple[Any, Any]]:
    names = ("title", "weight", "number", "dimension", "section", "note")
    pairs = {name: (getattr(before, name), getattr(after, name)) for name in names}
    return {
        f"{before.code} {name}": (_text(old), _text(new)) for name, (old, new) in pairs.items() if old != new
    }


def _text(value: object) -> str | None:
    if isinstance(value, Words):
        return " / ".join(part for part in (value.id, value.en) if part)
    return None if value is None else str(value)


# --- Published ---------------------------------------------------------------------------------------------


@transaction.atomic
def publish(draft: EditionDraft, *, expected: int, by: "User | None", now: datetime) -> EditionDraft:
    """From now on it can be used and never changed. `expected` is the version that was checked.

    Raises `Refused` with every fault that is left, `StaleSave` if somebody changed it after it was looked at.
    """
    kept = _locked(draft, by=by)
    if faults := faults_of(kept):
        raise Refused(faults)
    saved = {"is_published": True, "published_at": now, "published_by": by}
    versions.save(kept, expected=expected, changes=saved)
    log.info("edition.published", edition=kept.key)
    if kept.city is None:
        # After the end of the transaction: what is read of a published form is remembered as it is for ever.
        transaction.on_commit(_find_it)
    record("instruments.edition_published", on=kept, by=by, city=kept.city, now=now)
    return kept


def _find_it() -> None:
    search.refresh_all("instruments.node")


@transaction.atomic
def discard(draft: EditionDraft, *, by: "User | None", now: datetime) -> None:
    """A draft that nobody wants; a published edition stays."""
    kept = _locked(draft, by=by)
    key, city, pk = kept.key, kept.city, kept.pk
    kept.delete()
    log.info("edition.discarded", edition=key, draft=pk)
    record("instruments.edition_discarded", on=None, by=by, city=city, now=now, note={"edition": key})
