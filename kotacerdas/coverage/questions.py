"""What the planner is asked about coverage: what would change if points stood elsewhere. Nothing is saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.coverage import change_pictures
from kotacerdas.coverage.domain import moving, wishes
from kotacerdas.coverage.domain.moving import Own, Patch, Sight
from kotacerdas.coverage.domain.wishes import Placed, Wishes
from kotacerdas.coverage.placing import on_ground
from kotacerdas.coverage.warm import Base, base_of, view
from kotacerdas.people.models import City
from kotacerdas.planner.domain.warm import Warm
from kotacerdas.planner.questions import Asked, Message, question, when_started
from kotacerdas.terrain.domain.looking import Look
from kotacerdas.terrain.sight import Observer

MOVE = "coverage.move"
SQUARE_METRES_A_HECTARE = 10_000


@question(MOVE)
def move(asked: Asked) -> Message:
    """`values`: city, on, usual_m and what `wishes.read` takes. The same question has the same answer as long as the city's own
    points, people and ground stay as they are."""
    given = asked.values
    city = City.objects.get(code=given["city"])
    wanted = wishes.read(given)
    look = Look(wanted.radius, wanted.receiver)
    base = base_of(
        asked.warm, city, look, usual_m=float(given["usual_m"]), on=date.fromisoformat(given["on"])
    )
    return answer(asked.warm, base, wanted, float(given["usual_m"]))


@when_started
def compile_kernels() -> None:
    """Both, over a few invented cells: numba keeps what it compiled in the state folder."""
    from kotacerdas.coverage.warm_up import look_around

    look_around()


@dataclass(frozen=True)
class Trial:
    """One wish, as observers: where it stood and where it would stand, None where it does not."""

    code: str
    was: Observer | None
    now: Observer | None


def trials(base: Base, wanted: Wishes, usual_m: float) -> list[Trial]:
    """Or refused with everything that is wrong with any of them."""
    known = {each.code: each.observer for each in base.posted.posts}
    faults: list[Fault] = []
    moved = [*((each, True) for each in wanted.moves), *((each, False) for each in wanted.adds)]
    found = [_trial(base, each, known, usual_m, faults, is_there=is_there) for each, is_there in moved]
    for code in wanted.removes:
        if code not in known and code not in base.posted.beside:
            faults.append(Fault("what-if-unknown", {"point": code}))
        found.append(Trial(code, known.get(code), None))
    if faults:
        raise Refused(faults)
    return found


def _trial(
    base: Base,
    wish: Placed,
    known: Mapping[str, Observer],
    usual_m: float,
    faults: list[Fault],
    *,
    is_there: bool,
) -> Trial:
    was = known.get(wish.code)
    stands = was is not None or wish.code in base.posted.beside
    if is_there and not stands:
        faults.append(Fault("what-if-unknown", {"point": wish.code}))
    if not is_there and stands:
        faults.append(Fault("what-if-there-already", {"point": wish.code}))
    cell = on_ground(wish, base.elevation, faults)
    if cell is None:
        return Trial(wish.code, was, None)
    height = wish.height if wish.height is not None else was.height if was else usual_m
    return Trial(wish.code, was, Observer(cell, height))


def answer(warm: Warm, base: Base, wanted: Wishes, usual_m: float) -> Message:
    tried = trials(base, wanted, usual_m)
    before = [view(warm, base, each.was) if each.was else None for each in tried]
    after = [view(warm, base, each.now) if each.now else None for each in tried]
    changed = moving.patches(base.counts, [each for each in before if each], [each for each in after if each])
    shift = moving.shift(changed, base.settled.area, base.settled.people, len(base.settled.codes))
    drawn = change_pictures.drawn(changed, base.elevation.grid)
    hectare = base.elevation.grid.size**2 / SQUARE_METRES_A_HECTARE
    values = {
        "people": {
            "was": round(base.people),
            "gained": round(float(shift.people_gained.sum())),
            "lost": round(float(shift.people_lost.sum())),
        },
        "ha": {
            "gained": int(shift.cells_gained.sum()) * hectare,
            "lost": int(shift.cells_lost.sum()) * hectare,
        },
        "areas": list(_areas(base, shift)),
        "points": [
            _point(base, changed, trial, one, other)
            for trial, one, other in zip(tried, before, after, strict=True)
        ],
        "pictures": [{"corners": each.corners, "name": f"picture-{at}"} for at, each in enumerate(drawn)],
        "count": len(base.posted.posts),
        "is_exact": base.is_exact,
        "is_estimate": base.settled.is_estimate,
        "is_synthetic": base.elevation.is_synthetic,
    }
    pictures = {f"picture-{at}": np.frombuffer(each.content, np.uint8) for at, each in enumerate(drawn)}
    return Message(values, pictures)


def _areas(base: Base, shift: moving.Shift) -> Sequence[dict[str, Any]]:
    """Only those in which something changed."""
    known = base.settled.counts
    touched = np.flatnonzero(shift.cells_gained + shift.cells_lost)
    return [
        {
            "code": (code := base.settled.codes[at]),
            "was": round(float(base.reached[at])),
            "now": round(float(base.reached[at] + shift.people_gained[at] - shift.people_lost[at])),
            "people": known.get(code),
        }
        for at in touched.tolist()
    ]


def _point(
    base: Base, changed: Sequence[Patch], trial: Trial, before: Sight | None, after: Sight | None
) -> dict[str, Any]:
    people = base.settled.people
    was = moving.own(before, before.box.over(base.counts), people) if before else None
    now = moving.own(after, moving.after(changed, after), people) if after else None
    return {"code": trial.code, "was": _own(was), "now": _own(now)}


def _own(found: Own | None) -> dict[str, int] | None:
    return None if found is None else {"people": round(found.people), "alone": round(found.alone)}
