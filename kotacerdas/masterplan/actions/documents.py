"""The words of a planning document: its vision, missions, goals and targets, and what serves which.

All of it while the edition is open (`require_open`). What serves what may cross editions and must never run in a circle, so all
editions of the city are locked while that is decided.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.imports import bulk
from kotacerdas.masterplan.actions.opened import require_open
from kotacerdas.masterplan.domain import serving as rules
from kotacerdas.masterplan.models import Edition, Node, Programme, Remark, Serving
from kotacerdas.masterplan.queries import servings

if TYPE_CHECKING:
    from kotacerdas.people.models import User

MOST_CODE = 40


@dataclass(frozen=True)
class Sentence:
    """One sentence of a document; `parent` is what it stands below."""

    kind: str
    code: str
    text_id: str
    text_en: str = ""
    parent: Node | None = None


@transaction.atomic
def add_node(edition: Edition, sentence: Sentence, *, by: "User | None", now: datetime) -> Node:
    """At the end of the document. Raises `Refused` with everything that is wrong."""
    require_open(edition)
    _require_right(edition, sentence)
    last = edition.nodes.order_by("-position").values_list("position", flat=True).first()
    made = Node.objects.create(edition=edition, position=(last or 0) + 1, **_values(sentence))
    _tell("masterplan.add-node", made, by=by, now=now)
    return made


@transaction.atomic
def change_node(node: Node, sentence: Sentence, *, expected: int, by: "User | None", now: datetime) -> Node:
    """The same again changes nothing. Raises `Refused` and `versions.StaleSave`."""
    kept = _locked(node, _values(sentence))
    _require_right(kept.edition, sentence, kept)
    wanted = _values(sentence)
    before = {name: getattr(kept, name) for name in wanted}
    changes = {name: (before[name], value) for name, value in wanted.items() if before[name] != value}
    if not changes:
        return kept
    if "parent" in changes and sentence.parent is not None:
        _require_no_circle(kept.edition, servings.key_of(kept), servings.key_of(sentence.parent))
    versions.save(kept, expected=expected, changes=wanted)
    _tell("masterplan.change-node", kept, by=by, now=now, changes=changes)
    return kept


@transaction.atomic
def move_node(node: Node, *, up: bool, by: "User | None", now: datetime) -> None:
    """One place up or down among those that stand below the same; at the end nothing happens."""
    kept = _locked(node, {})
    rows = list(kept.edition.nodes.filter(parent=kept.parent_id).order_by("position", "pk"))
    at = next(place for place, each in enumerate(rows) if each.pk == kept.pk)
    other = at - 1 if up else at + 1
    if not 0 <= other < len(rows):
        return
    places = [each.position for each in rows]
    if len(set(places)) < len(places):  # brought in without an order of their own
        places = [min(places) + offset for offset in range(len(places))]
    rows[at], rows[other] = rows[other], rows[at]
    for row, position in zip(rows, places, strict=True):
        row.position = position
    bulk.update(Node, rows, ["position"])
    _tell("masterplan.move-node", kept, by=by, now=now)


@transaction.atomic
def remove_node(node: Node, *, expected: int, by: "User | None", now: datetime) -> None:
    """What was said to serve it, and what it was said to serve, goes along; what stands below it must go first, and so must
    the words of a review. A second click finds nothing to do."""
    require_open(node.edition)
    kept = Node.objects.select_for_update(of=("self",)).select_related("edition__city").filter(pk=node.pk).first()  # fmt: skip
    if kept is None:
        return
    if kept.version != expected:
        raise versions.StaleSave(kept, {})
    if count := kept.children.count():
        raise Refused(Fault("node-has-below", {"node": kept.code, "count": count}))
    if count := Remark.objects.filter(node=kept).count():
        raise Refused(Fault("node-has-remarks", {"node": kept.code, "count": count}))
    name, edition = str(kept), kept.edition
    kept.delete()
    note = {"node": name[:200]}
    audit.record("masterplan.drop-node", on=edition, by=by, city=edition.city, now=now, note=note)


@transaction.atomic
def set_serves(
    lower: Node | Programme,
    higher: Collection[Node],
    *,
    expected: int,
    by: "User | None",
    now: datetime,
) -> None:
    """What a goal or a programme serves, the whole of it: what is not named any more is taken away. Raises `Refused`, naming
    a circle, and `versions.StaleSave`."""
    edition = lower.edition
    list(Edition.objects.select_for_update().filter(city=edition.city_id).order_by("pk").values_list("pk"))
    require_open(edition)
    side = {"lower": lower} if isinstance(lower, Node) else {"programme": lower}
    kept = {row.higher_id: row for row in Serving.objects.filter(**side).select_related("higher")}
    wanted = {each.pk: each for each in higher}
    new = [each for key, each in wanted.items() if key not in kept]
    gone = [row for key, row in kept.items() if key not in wanted]
    if not new and not gone:
        return
    for each in new:
        _require_servable(lower, each)
    versions.save(lower, expected=expected, changes={})
    Serving.objects.filter(pk__in=[row.pk for row in gone]).delete()
    for each in new:
        _require_no_circle(edition, servings.key_of(lower), servings.key_of(each))
        Serving.objects.create(higher=each, **side)
    note = {
        "new": ", ".join(_short(each) for each in new) or "–",
        "gone": ", ".join(_short(row.higher) for row in gone) or "–",
    }
    audit.record("masterplan.set-serves", on=lower, by=by, city=edition.city, now=now, note=note)


def _locked(node: Node, typed: dict[str, Any]) -> Node:
    require_open(node.edition)
    rows = Node.objects.select_for_update(of=("self",)).select_related("edition__city", "parent")
    found = rows.filter(pk=node.pk).first()
    if found is None:
        raise versions.Gone(typed)
    return found


def _values(sentence: Sentence) -> dict[str, Any]:
    return {
        "kind": sentence.kind,
        "code": sentence.code.strip(),
        "text_id": sentence.text_id.strip(),
        "text_en": sentence.text_en.strip(),
        "parent": sentence.parent,
    }


def _require_right(edition: Edition, sentence: Sentence, kept: Node | None = None) -> None:
    code, found = sentence.code.strip(), []
    if not code or len(code) > MOST_CODE or "/" in code:
        found.append(Fault("node-without-code"))
    elif edition.nodes.filter(code=code).exclude(pk=kept.pk if kept else 0).exists():
        found.append(Fault("node-code-taken", {"code": code}))
    if not sentence.text_id.strip():
        found.append(Fault("node-without-text"))
    if sentence.parent is not None and sentence.parent.edition_id != edition.pk:
        found.append(Fault("node-elsewhere", {"code": sentence.parent.code}))
    if found:
        raise Refused(found)


def _require_servable(lower: Node | Programme, higher: Node) -> None:
    if isinstance(lower, Node) and lower.pk == higher.pk:
        raise Refused(Fault("serving-itself", {"node": lower.code}))
    if higher.edition.city_id != lower.edition.city_id:
        raise Refused(Fault("serving-elsewhere", {"node": higher.code}))


def _require_no_circle(edition: Edition, lower: str, higher: str) -> None:
    rules.require_no_circle(servings.map_of(edition.city), lower, higher)


def _short(node: Node) -> str:
    return f"{node.edition.code} {node.code}"


def _tell(
    kind: str,
    node: Node,
    *,
    by: "User | None",
    now: datetime,
    changes: dict[str, tuple[Any, Any]] | None = None,
) -> None:
    audit.record(kind, on=node, by=by, city=node.edition.city, now=now, changes=changes)
