"""What serves what: lists of what is left alone, ways up, circles, and the table of two documents."""

import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.masterplan.domain.serving import MOST_CHAINS, Thing, read, require_no_circle

THINGS = (
    Thing("v", "vision", "V"),
    Thing("m1", "mission", "M1", "v"),
    Thing("m2", "mission", "M2", "v"),
    Thing("lone", "goal", "T9"),
    Thing("p1", "programme", "SG-01"),
    Thing("p2", "programme", "SG-02"),
    Thing("V", "vision", "RPJPD V"),
    Thing("theme", "theme", "Tema", "V"),
)
SAID = {("p1", "m1"), ("v", "V")}
MAP = read(THINGS, SAID)


def keys(some: tuple[Thing, ...]) -> set[str]:
    return {each.key for each in some}


def test_what_nothing_works_towards_and_what_works_towards_nothing() -> None:
    assert keys(MAP.unserved()) == {"m2", "lone"}
    assert keys(MAP.serving_nothing()) == {"lone", "p2"}


def test_a_programme_is_followed_up_to_the_vision_of_the_longer_plan() -> None:
    assert MAP.chains("p1") == (("p1", "m1", "v", "V"),)
    assert MAP.chains("p2") == ()


def test_what_stands_below_in_its_own_document_is_not_all_that_serves() -> None:
    assert MAP.subtree("v") == {"v", "m1", "m2"}
    assert MAP.all_below("v") == {"v", "m1", "m2", "p1"}


def test_every_way_up_is_named_and_their_number_is_bounded() -> None:
    many = [Thing("p", "programme"), *(Thing(f"g{n}", "goal", f"G{n:02}") for n in range(30))]
    wide = read(many, {("p", f"g{n}") for n in range(30)})

    assert len(wide.chains("p")) == MOST_CHAINS
    assert wide.chains("p")[0] == ("p", "g0")


def test_a_circle_is_refused_and_named() -> None:
    with pytest.raises(Refused) as refused:
        require_no_circle(MAP, "V", "m1")

    circle = str(refused.value.faults[0].values["circle"])
    assert set(circle.split(" → ")) == {"V", "M1", "RPJPD V"}
    assert circle.split(" → ")[0] == circle.split(" → ")[-1]
    require_no_circle(MAP, "p2", "m1")


def test_the_table_counts_what_serves_a_column_however_far_and_once() -> None:
    said = {("p1", "m1"), ("p2", "R1a"), ("p2", "R2"), ("m1", "R1"), ("m2", "R2"), ("v", "R9")}
    more = (
        Thing("R1", "mission"),
        Thing("R1a", "goal", "R1a", "R1"),
        Thing("R2", "mission"),
        Thing("R9", "mission"),
    )
    map_ = read([*THINGS, *more], said)
    columns = {key: map_.subtree(key) for key in ("R1", "R2")}

    counts = map_.matrix({"M1": {"p1", "p2"}, "M2": {"m2"}, "T9": {"lone"}}, columns)

    assert counts == {("M1", "R1"): 2, ("M1", "R2"): 1, ("M2", "R2"): 1}


def test_what_is_said_of_things_that_are_not_here_counts_nothing() -> None:
    alone = read([Thing("p", "programme")], {("p", "elsewhere"), ("nobody", "p")})

    assert keys(alone.serving_nothing()) == {"p"}
    assert alone.below == {}
