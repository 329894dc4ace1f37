"""The rules of who is served: what evidence can never do, whatever it is."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from kotacerdas.connectivity.domain import serving
from kotacerdas.connectivity.domain.cells import OUTSIDE, frame_over
from kotacerdas.connectivity.domain.rules import ANY, FIXED, Rules, Weight, in_force, read
from kotacerdas.connectivity.domain.serving import Batch, Evidence, Measured, Tower, Voice, everybody

TODAY = 20_000
OPERATORS = ("a", "b")
RULES = Rules(
    valid_from=date(2026, 1, 1), source="of this test", is_verified=False, cell_m=100,
    rsrp_least=-160, rsrp_most=-30, rsrq_least=-40, rsrq_most=10, served_dbm=-105, weak_dbm=-115, served_mbps=1,
    tower_radius_m={"4G": 250, "2G": 400}, report_radius_m=100, fixed_radius_m=150,
    weights={
        "drive": Weight(1000, 540), "crowd": Weight(500, 365), "officer": Weight(500, 365), "rt_head": Weight(400, 365),
        "citizen": Weight(250, 365), "checked": Weight(800, 365), "fixed": Weight(800, 730),
    },
    indoors_per_mille=500, enough=100,
)  # fmt: skip
# Two areas of 5 x 10 cells beside each other.
FRAME = frame_over({"x": box(0, 0, 500, 1000), "y": box(500, 0, 1000, 1000)}, cell_m=100, epsg=32750)
HERE = 50.0, 950.0
NAN = float("nan")
ONE_DRIVE = (Batch("drive", TODAY),)


def measured(*rows, batches=ONE_DRIVE):
    """Rows are east, north, operator, batch, RSRP, download."""
    east, north, operator, batch, rsrp, down = (np.array(column) for column in zip(*rows, strict=True))
    return Measured(
        east,
        north,
        operator.astype(int),
        batch.astype(int),
        rsrp.astype(float),
        down.astype(float),
        list(batches),
    )


def here(*levels, operator=0, batches=ONE_DRIVE, batch=0, down=NAN):
    return measured(*((*HERE, operator, batch, level, down) for level in levels), batches=batches)


def said(state, *, kind="rt_head", operator=0, day=TODAY, **more):
    return Voice(*HERE, operator, state, kind, day, **more)


def states(evidence, layer="a"):
    return serving.compute(FRAME, evidence, RULES, today=TODAY)[layer].state


def state(evidence, layer="a"):
    return serving.STATES[states(evidence, layer)[0]]


def layer_here(evidence, name="a"):
    layer = serving.compute(FRAME, evidence, RULES, today=TODAY)[name]
    return {part: value[0] for part, value in vars(layer).items()}


# --- what must hold for any evidence -----------------------------------------------------------------------

places = st.tuples(st.floats(-150, 1150), st.floats(-150, 1150))
batches = (Batch("drive", TODAY), Batch("crowd", TODAY - 700), Batch("drive", TODAY - 90))
rows = st.tuples(
    st.integers(0, 3).map(lambda at: at * 100 + 50.0), st.just(950.0), st.integers(0, 1), st.integers(0, 2),
    st.sampled_from([-90.0, -110.0, -125.0, NAN]), st.sampled_from([NAN, 0.0, 0.5, 20.0]),
)  # fmt: skip
voices = st.builds(
    Voice, st.floats(0, 400), st.floats(800, 1000), st.sampled_from([0, 1, everybody]), st.integers(0, 3),
    st.sampled_from(["officer", "rt_head", "citizen"]), st.integers(TODAY - 2000, TODAY),
    is_indoors=st.booleans(), is_checked=st.booleans(),
)  # fmt: skip
towers = st.builds(
    Tower, st.floats(-300, 1300), st.floats(-300, 1300), st.integers(0, 1), st.sampled_from([("4G",), ("2G", "4G"), ()])
)  # fmt: skip


@st.composite
def evidences(draw):
    found = draw(st.lists(rows, max_size=12))
    return Evidence(
        OPERATORS,
        measured(*found, batches=batches) if found else None,
        draw(st.lists(towers, max_size=3)),
        draw(st.lists(voices, max_size=6)),
        [
            replace(each, operator=0, kind="fixed", is_indoors=False)
            for each in draw(st.lists(voices, max_size=3))
        ],
    )


def same(one, other):
    return all(np.array_equal(one[name], other[name]) for name in one)


def computed(evidence):
    return serving.as_arrays(serving.compute(FRAME, evidence, RULES, today=TODAY))


@given(evidences(), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_the_order_of_evidence_changes_nothing(evidence, chance):
    mixed = evidence
    if evidence.measured is not None:
        order = list(range(len(evidence.measured.east)))
        chance.shuffle(order)
        columns = {
            name: getattr(evidence.measured, name)[order]
            for name in ("east", "north", "operator", "batch", "rsrp", "down")
        }
        mixed = replace(mixed, measured=replace(evidence.measured, **columns))
    for name in ("voices", "towers", "lines"):
        some = list(getattr(evidence, name))
        chance.shuffle(some)
        mixed = replace(mixed, **{name: some})

    assert same(computed(evidence), computed(mixed))


@given(evidences())
@settings(max_examples=30)
def test_the_same_evidence_gives_the_same_grid(evidence):
    assert same(computed(evidence), computed(evidence))


@given(evidences(), rows, st.integers(0, 1))
@settings(max_examples=80)
def test_one_more_measurement_of_none_never_makes_a_cell_served(evidence, row, operator):
    east, north, _operator, batch, _rsrp, _down = row
    before = evidence.measured
    taken = (
        []
        if before is None
        else list(
            zip(
                before.east,
                before.north,
                before.operator,
                before.batch,
                before.rsrp,
                before.down,
                strict=True,
            )
        )
    )
    more = replace(
        evidence, measured=measured(*taken, (east, north, operator, batch, -140.0, NAN), batches=batches)
    )

    for layer in (*OPERATORS, ANY, FIXED):
        became = (states(more, layer) == serving.SERVED) & (states(evidence, layer) != serving.SERVED)
        assert not became.any()


@given(evidences(), voices)
@settings(max_examples=80)
def test_one_more_report_of_none_never_makes_a_cell_served(evidence, voice):
    more = replace(evidence, voices=[*evidence.voices, replace(voice, state=serving.NONE)])

    for layer in (*OPERATORS, ANY, FIXED):
        became = (states(more, layer) == serving.SERVED) & (states(evidence, layer) != serving.SERVED)
        assert not became.any()


@given(evidences(), voices)
@settings(max_examples=60)
def test_one_more_report_of_service_never_makes_a_cell_none(evidence, voice):
    more = replace(evidence, voices=[*evidence.voices, replace(voice, state=serving.SERVED)])

    for layer in (*OPERATORS, FIXED):
        became = (states(more, layer) == serving.NONE) & (states(evidence, layer) != serving.NONE)
        assert not became.any()


@given(st.lists(towers, max_size=6))
@settings(max_examples=30)
def test_towers_alone_leave_every_cell_unknown(some):
    for layer in serving.compute(FRAME, Evidence(OPERATORS, towers=some), RULES, today=TODAY).values():
        assert (layer.state == serving.UNKNOWN).all()


@given(evidences(), towers)
@settings(max_examples=40)
def test_a_tower_changes_no_state(evidence, tower):
    more = replace(evidence, towers=[*evidence.towers, tower])

    assert all(np.array_equal(states(evidence, layer), states(more, layer)) for layer in (*OPERATORS, ANY))


@given(evidences())
@settings(max_examples=40)
def test_a_cell_without_evidence_is_unknown_and_rests_on_nothing(evidence):
    for layer in serving.compute(FRAME, evidence, RULES, today=TODAY).values():
        silent = (layer.samples == 0) & (layer.voices == 0)
        assert (layer.state[silent] == serving.UNKNOWN).all()
        assert (layer.basis[silent] == serving.NOTHING).all()
        assert (layer.newest[silent] == serving.NO_DAY).all()


# --- what one kind of evidence says ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "down", "expected"),
    [
        (-105, NAN, "served"), (-105.5, NAN, "weak"), (-115, NAN, "weak"), (-115.5, NAN, "none"), (-80, 0.2, "weak"),
        (-80, 1, "served"), (NAN, 5, "served"), (NAN, 0.5, "weak"), (NAN, 0, "none"), (-80, 0, "weak"),
        (-140, 30, "none"), (NAN, NAN, "unknown"),
    ],
)  # fmt: skip
def test_strength_and_speed_of_a_measurement(level, down, expected):
    assert state(Evidence(OPERATORS, here(level, down=down))) == expected


def test_a_measurement_speaks_for_its_own_cell_and_operator_only():
    found = serving.compute(FRAME, Evidence(OPERATORS, here(-80)), RULES, today=TODAY)

    assert np.flatnonzero(found["a"].state).tolist() == [0]
    assert not found["b"].state.any()


def test_many_measurements_of_one_batch_are_one_voice():
    """A car that waits at a light does not outvote what two other drives have found."""
    two = (Batch("drive", TODAY), Batch("drive", TODAY), Batch("drive", TODAY))
    waiting = [(*HERE, 0, 0, -80.0, NAN)] * 500
    others = [(*HERE, 0, batch, -130.0, NAN) for batch in (1, 1, 1, 2, 2, 2)]

    assert state(Evidence(OPERATORS, measured(*waiting, *others, batches=two))) == "none"


def test_the_newer_of_two_drives_wins():
    both = (Batch("drive", TODAY - 1000), Batch("drive", TODAY))
    old, new = (*HERE, 0, 0, -80.0, NAN), (*HERE, 0, 1, -130.0, NAN)

    assert state(Evidence(OPERATORS, measured(old, new, batches=both))) == "none"
    assert layer_here(Evidence(OPERATORS, measured(old, new, batches=both)))["contradicts"]


def test_a_drive_wins_against_one_report_and_the_contradiction_is_told():
    found = layer_here(Evidence(OPERATORS, here(-80, -80, -80), voices=[said(serving.NONE, kind="citizen")]))

    assert (serving.STATES[found["state"]], found["contradicts"]) == ("served", True)


def test_evidence_that_is_equally_strong_on_both_sides_is_weak():
    both = [said(serving.SERVED), said(serving.NONE)]

    assert state(Evidence(OPERATORS, voices=both)) == "weak"


def test_one_report_is_reported_and_a_checked_one_verified():
    assert layer_here(Evidence(OPERATORS, voices=[said(serving.NONE)]))["basis"] == serving.REPORTED
    assert (
        layer_here(Evidence(OPERATORS, voices=[said(serving.NONE, is_checked=True)]))["basis"]
        == serving.VERIFIED
    )
    assert layer_here(Evidence(OPERATORS, here(-130)))["basis"] == serving.VERIFIED


def test_reports_that_outvote_an_old_drive_stay_reported():
    """The drive found the opposite: it verifies nothing of what is shown now."""
    old = here(-80, batches=(Batch("drive", TODAY - 4000),))
    found = layer_here(Evidence(OPERATORS, old, voices=[said(serving.NONE), said(serving.NONE)]))

    assert (serving.STATES[found["state"]], found["basis"]) == ("none", serving.REPORTED)


def test_a_report_too_old_says_nothing():
    assert state(Evidence(OPERATORS, voices=[said(serving.NONE, day=TODAY - 2000)])) == "unknown"


def test_a_report_from_indoors_weighs_less():
    inside, outside = said(serving.NONE, is_indoors=True), said(serving.SERVED)

    assert state(Evidence(OPERATORS, voices=[inside, outside])) == "served"


def test_a_report_about_all_operators_speaks_for_each():
    found = Evidence(OPERATORS, voices=[said(serving.NONE, operator=everybody)])

    assert [state(found, layer) for layer in (*OPERATORS, ANY)] == ["none", "none", "none"]


def test_any_operator_is_none_only_where_all_were_looked_at():
    found = Evidence(OPERATORS, voices=[said(serving.NONE, operator=0)])

    assert [state(found, layer) for layer in ("a", "b", ANY)] == ["none", "unknown", "unknown"]


def test_any_operator_is_served_where_one_is():
    found = Evidence(OPERATORS, here(-80, operator=1), voices=[said(serving.NONE, operator=0)])

    assert state(found, ANY) == "served"


def test_a_tower_marks_what_lies_in_its_reach_and_no_more():
    layer = serving.compute(
        FRAME, Evidence(OPERATORS, towers=[Tower(550, 450, 0, ("4G",))]), RULES, today=TODAY
    )["a"]
    near = [FRAME.middle_of(at) for at in np.flatnonzero(layer.is_possible)]

    assert near
    assert all((east - 550) ** 2 + (north - 450) ** 2 <= 250**2 for east, north in near)
    assert len(near) == sum(
        (east - 550) ** 2 + (north - 450) ** 2 <= 250**2
        for east, north in map(FRAME.middle_of, range(FRAME.size))
    )


def test_a_tower_near_a_place_measured_without_signal_is_a_contradiction():
    found = layer_here(Evidence(OPERATORS, here(-130), towers=[Tower(*HERE, 0, ("4G",))]))

    assert (serving.STATES[found["state"]], found["contradicts"]) == ("none", True)


def test_fixed_lines_have_a_layer_of_their_own():
    found = Evidence(OPERATORS, lines=[Voice(*HERE, 0, serving.SERVED, "fixed", TODAY)])

    assert [state(found, layer) for layer in (FIXED, ANY, "a")] == ["served", "unknown", "unknown"]


def test_shares_count_every_cell_of_the_city_once():
    found = serving.compute(FRAME, Evidence(OPERATORS, here(-80)), RULES, today=TODAY)
    shares = serving.shares(FRAME, found["a"])

    assert shares["x"] == {"unknown": 49, "none": 0, "weak": 0, "served": 1, "possible": 0}
    assert sum(shares["y"][name] for name in serving.STATES) == 50


def test_arrays_come_back_as_layers():
    found = serving.compute(FRAME, Evidence(OPERATORS, here(-80)), RULES, today=TODAY)

    back = serving.from_arrays(serving.as_arrays(found))

    assert list(back) == list(found)
    assert np.array_equal(back["a"].state, found["a"].state)


# --- the grid ----------------------------------------------------------------------------------------------


def test_a_place_outside_the_city_lies_in_no_cell():
    assert FRAME.cells_at([-1.0, 1000.5, 50.0, NAN], [500.0, 500.0, -0.1, 5.0]).tolist() == [OUTSIDE] * 4
    assert FRAME.cells_at([0.0], [1000.0]).tolist() == [0]


def test_only_cells_whose_middle_is_inside_belong_to_the_city():
    """A triangle over half of the square."""
    from shapely.geometry import Polygon

    frame = frame_over({"z": Polygon([(0, 0), (1000, 0), (0, 1000)])}, cell_m=100, epsg=32750)

    inside = [frame.middle_of(at) for at in np.flatnonzero(frame.is_inside.ravel())]
    assert all(east + north <= 1000 for east, north in inside)
    assert len(inside) == 55


def test_a_city_without_outlines_has_no_cell():
    frame = frame_over({}, cell_m=100, epsg=32750)

    assert frame.size == 0
    assert frame.cells_at([0.0], [0.0]).tolist() == [OUTSIDE]


def test_the_rules_of_a_day_are_the_latest_that_began():
    entry = {
        "valid_from": date(2026, 1, 1), "source": "s", "is_verified": False, "cell_m": 100,
        "rsrp_possible": {"least": -160, "most": -30}, "rsrq_possible": {"least": -40, "most": 10},
        "rsrp": {"served": -105, "weak": -115}, "down_mbps": {"served": 1}, "tower_radius_m": {"4G": 2000},
        "report_radius_m": 100, "fixed_radius_m": 150, "weights": {"drive": {"weight": 1000, "halves_after_days": 10}},
        "indoors_per_mille": 500, "enough": 100,
    }  # fmt: skip
    later = entry | {"valid_from": date(2027, 1, 1), "is_verified": True}

    assert not in_force([later, entry], date(2026, 12, 31)).is_verified
    assert in_force([entry, later], date(2027, 1, 1)).is_verified
    assert in_force([later, entry], date(2020, 1, 1)) == read(entry)
    assert read(entry).weights["drive"].at_age(10) == 500
