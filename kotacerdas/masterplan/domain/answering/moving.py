"""What still runs of last year, and what is new: across two editions of a plan a programme is the one that it continues."""

from kotacerdas.masterplan.domain.answering import running
from kotacerdas.masterplan.domain.answering.material import Asked, Found, Material, Programme, Row


def continued(material: Material, asked: Asked) -> Found:
    """`of`: those that ran in the year before; `count`: those of them that run in the year itself."""
    if material.before is None:
        return Found("continued", material.year, None, 0, (), {}, ("plan-before",))
    now = _now(material)
    rows, unknown_before = [], 0
    for each in _spoken_of(material.before, asked):
        ran = running.of(each, material.year - 1, material.today)
        unknown_before += ran.counts is None
        if not ran.counts:
            continue
        later = now.get(each.key)
        if later is None:
            rows.append(Row(each.key, False, "not-continued"))
        else:
            found = running.of(later, material.year, material.today)
            rows.append(Row(later.key, found.counts, found.why, found.values))
    rows.sort(key=running.order)
    count = sum(row.counts is True for row in rows)
    values = {"unknown_before": unknown_before}
    return Found("continued", material.year, count, len(rows), tuple(rows), values)


def new(material: Material, asked: Asked) -> Found:
    """Those that run in the year and did not in the year before, under whatever name. `of`: those that run."""
    earlier = {each.key: each for each in material.before or ()}
    rows, ran = [], 0
    for each in _spoken_of(material.programmes, asked):
        now = running.of(each, material.year, material.today)
        if not now.counts:
            continue
        ran += 1
        before = earlier.get(each.key) or earlier.get(each.continues or 0)
        if before is not None:
            was = running.of(before, material.year - 1, material.today).counts
        elif each.continues is not None:
            was = None
        else:
            was = False
        rows.append(Row(each.key, None if was is None else not was, _why(was)))
    rows.sort(key=running.order)
    count = sum(row.counts is True for row in rows)
    return Found("new", material.year, count, ran, tuple(rows))


def _why(was: bool | None) -> str:
    return {True: "ran-before", False: "new", None: "before-unknown"}[was]


def _spoken_of(programmes: tuple[Programme, ...], asked: Asked) -> list[Programme]:
    return [each for each in programmes if asked.speaks_of(each)]


def _now(material: Material) -> dict[int, Programme]:
    """By the key of the year before: itself, or what continues it."""
    found = {each.continues: each for each in material.programmes if each.continues is not None}
    return {**found, **{each.key: each for each in material.programmes}}
