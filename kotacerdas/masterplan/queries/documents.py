"""What the pages of planning documents show: the time line of a city, one edition as a tree, two editions as a table, the
issues. The number of queries is the same whatever the number of goals and programmes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kotacerdas.indicators.models import Source
from kotacerdas.masterplan.domain.readiness import Level, Ready, by_dimension
from kotacerdas.masterplan.domain.serving import Map
from kotacerdas.masterplan.models import Edition, Issue, Node, Programme, Strength
from kotacerdas.masterplan.models.choices import Dimension
from kotacerdas.masterplan.queries.servings import key_of, map_within, node_key, programme_key

if TYPE_CHECKING:
    from kotacerdas.masterplan.facts import Sectors
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City

Thing = Node | Programme


# --- All editions of a city --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Listed:
    edition: Edition
    visions: Sequence[Node]
    goal_count: int
    programme_count: int


@dataclass(frozen=True)
class Shelf:
    """The editions of one kind, the newest first."""

    kind: str
    label: str
    editions: Sequence[Listed]


def of_city(city: "City", user: "Someone") -> list[Shelf]:
    """By kind, from the longest plan to the shortest."""
    nodes = Node.objects.filter(edition=OuterRef("pk")).order_by().values("edition")
    programmes = Programme.objects.filter(edition=OuterRef("pk")).order_by().values("edition")
    visions = Node.objects.filter(kind__in=(Node.Kind.VISION, Node.Kind.THEME))
    rows = (
        Edition.objects.visible_to(user)
        .filter(city=city)
        .annotate(
            goal_count=Coalesce(Subquery(nodes.annotate(n=Count("*")).values("n")), 0),
            programme_count=Coalesce(Subquery(programmes.annotate(n=Count("*")).values("n")), 0),
        )
        .select_related("city", "organisation", "source")
        .prefetch_related(Prefetch("nodes", visions, to_attr="visions"))
        .order_by("-first_year", "-last_year", "-pk")
    )
    found: dict[str, list[Listed]] = defaultdict(list)
    row: Any  # with what was counted and fetched beside it
    for row in rows:
        found[row.kind].append(Listed(row, row.visions, row.goal_count, row.programme_count))
    return [Shelf(kind.value, str(kind.label), found[kind]) for kind in Edition.Kind if found[kind]]


# --- One edition -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Branch:
    """A goal with what stands below it. `servers` serve it from elsewhere: programmes, and goals of other documents;
    `serves` are the goals that it serves outside its own place in the tree."""

    node: Node
    below: Sequence["Branch"]
    programmes: Sequence[Programme]
    servers: Sequence[Node]
    serves: Sequence[Node]
    is_unserved: bool


@dataclass(frozen=True)
class Tree:
    edition: Edition
    branches: Sequence[Branch]
    unserved: Sequence[Node]
    serving_nothing: Sequence[Thing]
    readiness: Sequence[Ready]
    notes: Mapping[tuple[str, str], str]
    swot: Sequence["Quarters"]
    issues: Sequence["Answered"]
    goal_count: int
    programme_count: int

    @property
    def is_judged(self) -> bool:
        return any(each.unknown < len(each.levels) for each in self.readiness)


@dataclass(frozen=True)
class Quarters:
    """The SWOT of one dimension; "" is the whole edition."""

    dimension: str
    lines: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Answered:
    issue: Issue
    programmes: Sequence[Programme] = field(default_factory=tuple)


def of_edition(edition: Edition, user: "Someone") -> Tree:
    map_ = map_within(_shown(edition.city, user))
    things = _things(edition, map_)
    mine = {key for key, each in things.items() if each.edition_id == edition.pk}
    left = [things[each.key] for each in map_.unserved() if each.key in mine]
    alone = [things[each.key] for each in map_.serving_nothing() if each.key in mine]
    roots = [
        each
        for key, each in things.items()
        if key in mine and isinstance(each, Node) and map_.things[key].parent is None
    ]
    return Tree(
        edition=edition,
        branches=[_branch(each, map_, things) for each in roots],
        unserved=[each for each in left if isinstance(each, Node)],
        serving_nothing=alone,
        readiness=readiness_of(edition),
        notes={(row.dimension, row.element): row.note for row in edition.readiness.all() if row.note},
        swot=_swot(edition),
        issues=_answered(edition),
        goal_count=sum(isinstance(things[key], Node) for key in mine),
        programme_count=sum(isinstance(things[key], Programme) for key in mine),
    )


def _shown(city: "City", user: "Someone") -> QuerySet[Edition]:
    return Edition.objects.visible_to(user).filter(city=city)


def _things(edition: Edition, map_: Map) -> dict[str, Thing]:
    """The rows of the edition and of whatever in other documents serves it or is served, by their keys, in the order of the
    documents."""
    own = {node_key(key) for key in edition.nodes.values_list("pk", flat=True)}
    own |= {programme_key(key) for key in edition.programmes.values_list("pk", flat=True)}
    around = {on for key in own for on in (*map_.above.get(key, ()), *map_.below.get(key, ()))}
    wanted = own | around
    nodes = Node.objects.filter(pk__in=[key[1:] for key in wanted if key[0] == "n"])
    programmes = Programme.objects.filter(pk__in=[key[1:] for key in wanted if key[0] == "p"])
    found: dict[str, Thing] = {}
    for row in nodes.select_related("edition__city").order_by("edition", "position", "pk"):
        found[node_key(row.pk)] = row
    for each in programmes.select_related("edition__city").order_by("edition", "code"):
        found[programme_key(each.pk)] = each
    return found


def _branch(node: Node, map_: Map, things: Mapping[str, Thing]) -> Branch:
    key = key_of(node)
    below = [things[each] for each in map_.below.get(key, ())]
    children = [each for each in below if isinstance(each, Node) and each.parent_id == node.pk]
    return Branch(
        node=node,
        below=[
            _branch(each, map_, things)
            for each in sorted(children, key=lambda each: (each.position, each.pk))
        ],
        programmes=sorted(
            (each for each in below if isinstance(each, Programme)),
            key=lambda each: (each.edition_id, each.code),
        ),
        servers=[each for each in below if isinstance(each, Node) and each.parent_id != node.pk],
        serves=[
            each
            for each in (things[higher] for higher in map_.above.get(key, ()))
            if isinstance(each, Node) and each.pk != node.parent_id
        ],
        is_unserved=node.kind != Node.Kind.THEME and not below,
    )


def readiness_of(edition: Edition) -> tuple[Ready, ...]:
    judged = {(row.dimension, row.element): Level(row.now, row.goal) for row in edition.readiness.all()}
    return by_dimension(Dimension.values, judged)


def _swot(edition: Edition) -> list[Quarters]:
    found: dict[str, dict[str, list[str]]] = {}
    for row in edition.swot.all():
        quarters = found.setdefault(row.dimension, {each: [] for each in Strength.Quadrant.values})
        quarters[row.quadrant].append(row.text)
    return [Quarters(each, found[each]) for each in ("", *Dimension.values) if each in found]


def _fetched(issue: Issue, name: str) -> list[Programme]:
    """What `Prefetch` put there."""
    found: list[Programme] = getattr(issue, name)
    return found


def _answered(edition: Edition) -> list[Answered]:
    """The issues that programmes of this edition answer."""
    mine = Prefetch("programmes", edition.programmes.by_code(), to_attr="mine")
    rows = (
        Issue.objects.filter(city=edition.city_id, programmes__edition=edition)
        .select_related("city")
        .distinct()
    )
    return [Answered(each, _fetched(each, "mine")) for each in rows.prefetch_related(mine)]


# --- Two editions ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """How many programmes of one goal of the lower edition serve each column; None where the goal has nothing to do with it,
    0 where only goals do."""

    thing: Thing
    counts: Sequence[int | None]


@dataclass(frozen=True)
class Crosswalk:
    lower: Edition
    higher: Edition
    columns: Sequence[Node]
    lines: Sequence[Line]
    alone: Sequence[Programme]
    """Programmes of the lower edition that serve nothing of the higher one, whichever way."""
    counts_programmes: bool = True

    @property
    def unserved(self) -> list[Node]:
        """Columns that nothing of the lower edition serves."""
        at = range(len(self.columns))
        return [
            self.columns[place]
            for place in at
            if not any(line.counts[place] is not None for line in self.lines)
        ]


def others_of(edition: Edition, user: "Someone") -> list[Edition]:
    """What an edition can be set beside: the other editions of the city with goals in them."""
    rows = _shown(edition.city, user).exclude(pk=edition.pk).filter(nodes__isnull=False).distinct()
    return by_length(rows.select_related("city"))


def by_length(editions: QuerySet[Edition]) -> list[Edition]:
    """From the longest plan to the shortest, of each kind the newest first."""
    order = {kind: at for at, kind in enumerate(Edition.Kind.values)}
    return sorted(editions, key=lambda each: (order[each.kind], -each.first_year, each.code))


def crosswalk(lower: Edition, higher: Edition, user: "Someone") -> Crosswalk:
    """Columns are the missions of the higher edition (or what it has instead), rows those of the lower one down to its targets,
    or its programmes where it has no goals. What stands below a column counts for it, and so for a row; where the lower edition
    has no programmes, its goals are counted."""
    map_ = map_within(_shown(lower.city, user))
    nodes = _nodes(lower)
    programmes = list(lower.programmes.by_code())
    for each in programmes:
        each.edition = lower
    columns = _columns(_nodes(higher))
    rows: list[Thing] = [each for each in nodes if each.kind != Node.Kind.THEME] or [*programmes]
    own = {*map(key_of, nodes), *map(key_of, programmes)}
    counted = {key_of(each) for each in programmes} or own
    at = {key_of(each): map_.subtree(key_of(each)) for each in columns}
    within = {key_of(each): map_.all_below(key_of(each)) & own for each in rows}
    linked = map_.matrix(within, at)
    counts = map_.matrix({key: some & counted for key, some in within.items()}, at)
    lines = []
    for row in rows:
        pairs = [(key_of(row), key_of(column)) for column in columns]
        lines.append(Line(row, [counts[pair] if linked[pair] else None for pair in pairs]))
    reached = {key for each in columns for key in map_.all_below(key_of(each))}
    alone = [each for each in programmes if key_of(each) not in reached]
    return Crosswalk(lower, higher, columns, lines, alone, bool(programmes))


def _nodes(edition: Edition) -> list[Node]:
    found = list(edition.nodes.order_by("position", "pk"))
    for each in found:
        each.edition = edition
    return found


def _columns(nodes: Sequence[Node]) -> list[Node]:
    """The first level below the vision that there is."""
    for kind in (Node.Kind.MISSION, Node.Kind.GOAL, Node.Kind.TARGET, Node.Kind.VISION):
        if some := [each for each in nodes if each.kind == kind]:
            return some
    return []


# --- Issues ------------------------------------------------------------------------------------------------


def issues_of(city: "City", user: "Someone") -> list[Answered]:
    """With the programmes that answer each, of editions that the reader sees."""
    seen = Programme.objects.visible_to(user).select_related("edition__city", "lead")
    rows = Issue.objects.filter(city=city).select_related("city", "source")
    found = rows.prefetch_related(Prefetch("programmes", seen.order_by("edition", "code"), to_attr="seen"))
    return [Answered(each, _fetched(each, "seen")) for each in found]


def answering(city: "City", user: "Someone") -> QuerySet[Edition]:
    """Editions whose programmes can answer an issue."""
    rows = _shown(city, user).filter(programmes__isnull=False).distinct()
    return rows.select_related("city").order_by("kind", "-first_year")


def source_called(said: "Sectors | None") -> Source | None:
    return Source.objects.filter(key=said.source).first() if said else None
