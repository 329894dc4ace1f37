"""What differs between two editions: pairs, changes, sums, and what must hold of any two."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.masterplan.domain.comparing.changes import Change, Kind
from kotacerdas.masterplan.domain.comparing.differing import differences
from kotacerdas.masterplan.domain.comparing.matching import How
from kotacerdas.masterplan.domain.comparing.states import NodeState, PlanState, ProgrammeState

BANK = ProgrammeState("G1", "Bank Sampah Digital", "dimension", "env", "waste", "dlh")


def plan(name, *programmes, **more):
    return PlanState(name, programmes, **more)


def only(before, after, **more):
    """What changed about the one programme of both."""
    (entry,) = differences(plan("a", before, **more), plan("b", after, **more)).programmes
    return entry


# --- Pairs -------------------------------------------------------------------------------------------------


def test_what_the_plan_itself_says_comes_first():
    new = replace(BANK, code="X9", title="Sesuatu yang Lain Sama Sekali", continues="G1")
    twin = replace(BANK, code="G1")

    found = differences(plan("a", BANK), plan("b", new, twin, follows="a"))

    (entry,) = [each for each in found.programmes if each.pair]
    assert (entry.after.code, entry.pair.how, entry.is_doubtful) == ("X9", How.CONTINUES, False)
    assert found.counts[Kind.ADDED] == 1


def test_a_link_into_a_third_edition_says_nothing_about_this_one():
    new = replace(BANK, code="X9", title="Penataan Trotoar", continues="G1")

    found = differences(plan("a", BANK), plan("c", new, follows="b"))

    assert found.counts == {Kind.ADDED: 1, Kind.DROPPED: 1}


def test_of_several_that_continue_one_the_others_are_new_and_say_where_they_come_from():
    here = replace(BANK, continues="G1")
    there = replace(BANK, code="G7", title="Bank Sampah Sekolah", continues="G1")
    old = replace(BANK, code="G2", title="Bank Sampah Sekolah")

    found = differences(plan("a", BANK, old), plan("b", here, there, follows="a"))

    said = {(each.after or each.before).code: each for each in found.programmes}
    assert said["G1"].pair
    assert (said["G7"].before, said["G7"].related) == (None, "G1")
    assert said["G2"].after is None


def test_codes_that_changed_places_do_not_mislead():
    one, other = replace(BANK), replace(BANK, code="G2", title="Bank Sampah Sekolah")

    found = differences(plan("a", one, other), plan("b", replace(one, code="G2"), replace(other, code="G1")))

    assert found.counts == {Kind.RECODED: 2}
    assert {each.pair.how for each in found.programmes} == {How.TITLE}


def test_a_code_that_was_given_to_something_else_is_another_programme():
    found = differences(plan("a", BANK), plan("b", replace(BANK, title="Penerangan Jalan Umum Cerdas")))

    assert found.counts == {Kind.ADDED: 1, Kind.DROPPED: 1}


def test_programmes_of_one_title_go_by_their_agency_before_their_code():
    old = [replace(BANK, code=code, title="Pelatihan", lead=lead) for code, lead in (("A", "x"), ("B", "y"))]
    new = [replace(BANK, code=code, title="Pelatihan", lead=lead) for code, lead in (("C", "y"), ("D", "x"))]

    found = differences(plan("a", *old), plan("b", *new))

    assert {(each.before.code, each.after.code) for each in found.programmes} == {("A", "D"), ("B", "C")}
    assert not found.doubtful_count


def test_whoever_could_as_well_be_another_is_doubtful():
    old = [replace(BANK, code=code, title="Pelatihan", subdimension=code) for code in "AB"]
    new = [replace(BANK, code=code, title="Pelatihan", subdimension=code) for code in "CD"]

    assert differences(plan("a", *old), plan("b", *new)).doubtful_count == 2


def test_a_likely_pair_says_how_likely_it_is():
    entry = only(BANK, replace(BANK, code="X", title="Bank Sampah Digital Kelurahan"))

    assert entry.pair.how == How.LIKENESS
    assert 600 <= entry.pair.likeness < 1000
    assert not entry.is_doubtful


def test_a_programme_that_went_to_another_dimension_under_its_name_is_found():
    entry = only(BANK, replace(BANK, code="X", dimension="gov", subdimension="service"))

    assert [change.field for change in entry.of_kind(Kind.MOVED)] == ["dimension", "subdimension"]


def test_codes_that_stand_twice_and_parents_that_are_not_there_are_mistakes_of_the_caller():
    with pytest.raises(ValueError, match="G1"):
        plan("a", BANK, BANK)
    with pytest.raises(ValueError, match="M1"):
        PlanState("a", nodes=(NodeState("T1", "goal", "Layanan cepat", "M1"),))


# --- Changes -----------------------------------------------------------------------------------------------


def test_several_changes_of_one_programme_stand_together():
    new = replace(BANK, title="Bank Sampah Digital Kota", lead="diskominfo", unit="unit")

    entry = only(BANK, new)

    assert entry.kinds == (Kind.MOVED, Kind.RENAMED, Kind.RETARGETED)
    assert Change(Kind.MOVED, "lead", "dlh", "diskominfo") in entry.changes


def test_targets_are_compared_year_by_year():
    old = replace(BANK, figures={2024: Decimal(10), 2025: Decimal(20)})
    new = replace(BANK, figures={2024: Decimal("10.0"), 2025: Decimal(25), 2026: Decimal(30)})

    assert only(old, new).changes == (
        Change(Kind.RETARGETED, "target", Decimal(20), Decimal(25), 2025),
        Change(Kind.RETARGETED, "target", None, Decimal(30), 2026),
    )


def test_money_is_compared_by_source_and_year():
    old = replace(BANK, money={("apbd", 2024): 100, ("csr", 2024): 5})
    new = replace(BANK, money={("apbd", 2024): 150, ("csr", 2024): 5, ("apbn", 2025): 7})

    assert only(old, new).changes == (
        Change(Kind.MONEY, "money", 100, 150, 2024, "apbd"),
        Change(Kind.MONEY, "money", 0, 7, 2025, "apbn"),
    )


def test_years_outside_one_of_the_periods_are_no_change_but_count_in_the_sums():
    old = replace(BANK, figures={2021: Decimal(1)}, money={("apbd", 2021): 100})
    new = replace(BANK, figures={2022: Decimal(2)}, money={("apbd", 2022): 300})

    found = differences(plan("a", old, years=range(2017, 2022)), plan("b", new, years=range(2022, 2027)))

    assert found.is_empty
    assert not found.shared_years
    assert (found.whole.before, found.whole.after, found.whole.change) == (100, 300, 200)


def test_years_of_the_rkpd_are_compared_where_both_plans_cover_them():
    old = replace(BANK, renja_years=(2021, 2022), rkpd_years=(2021, 2022))
    new = replace(BANK, renja_years=(2022, 2025), rkpd_years=(2023, 2022))

    found = differences(plan("a", old, years=range(2019, 2024)), plan("b", new, years=range(2022, 2027)))

    assert found.programmes[0].changes == (Change(Kind.DATES, "rkpd_years", "2022", "2022, 2023"),)


def test_running_from_the_first_day_to_the_last_in_both_is_no_move():
    old = replace(BANK, starts=date(2017, 1, 1), ends=date(2021, 12, 31))
    new = replace(BANK, starts=date(2022, 1, 1), ends=date(2025, 12, 31))

    found = differences(plan("a", old, years=range(2017, 2022)), plan("b", new, years=range(2022, 2027)))

    assert found.programmes[0].changes == (Change(Kind.DATES, "ends", old.ends, new.ends),)


def test_blanks_and_line_breaks_are_no_change():
    assert not only(BANK, replace(BANK, title="Bank  Sampah\nDigital")).changes


def test_a_sentence_below_a_renumbered_one_has_not_moved():
    old = [NodeState("M1", "mission", "Melayani"), NodeState("T1", "goal", "Layanan cepat", "M1")]
    new = [NodeState("M2", "mission", "Melayani"), NodeState("T1", "goal", "Layanan cepat", "M2")]

    found = differences(PlanState("a", nodes=tuple(old)), PlanState("b", nodes=tuple(new)))

    assert [each.kinds for each in found.nodes] == [(Kind.RECODED,), ()]


def test_a_sentence_below_another_one_has_moved():
    above = [NodeState("M1", "mission", "Melayani"), NodeState("M2", "mission", "Membangun")]
    old, new = NodeState("T1", "goal", "Layanan cepat", "M1"), NodeState("T1", "goal", "Layanan cepat", "M2")

    found = differences(PlanState("a", nodes=(*above, old)), PlanState("b", nodes=(*above, new)))

    assert [each.changes for each in found.nodes if each.changes] == [
        (Change(Kind.MOVED, "parent", "M1", "M2"),)
    ]


# --- Of any two --------------------------------------------------------------------------------------------

WORDS = ["Bank", "Sampah", "Digital", "Layanan", "Aduan", "Warga", "Taman", "Kota", "Satu", "Data", "I", "II"]
titles = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
money = st.dictionaries(
    st.tuples(st.sampled_from(["apbd", "csr"]), st.integers(2024, 2026)), st.integers(0, 10**14), max_size=3
)
codes = st.sampled_from([f"P{at}" for at in range(8)])
one = st.builds(
    ProgrammeState,
    code=codes,
    title=titles,
    dimension=st.sampled_from(["gov", "env"]),
    subdimension=st.sampled_from(["", "waste"]),
    lead=st.sampled_from(["", "dlh", "bappeda"]),
    unit=st.sampled_from(["", "unit"]),
    baseline=st.none() | st.decimals(0, 10, places=1),
    figures=st.dictionaries(st.integers(2024, 2026), st.decimals(0, 100, places=1), max_size=2),
    money=money,
    starts=st.none() | st.dates(date(2024, 1, 1), date(2024, 1, 3)),
    continues=st.none() | codes,
)
sentence = st.builds(
    NodeState,
    code=codes,
    kind=st.sampled_from(["mission", "goal"]),
    text=titles,
    parent=st.sampled_from(["", "P0", "P1"]),
)


@st.composite
def two_plans(draw):
    def some(rows):
        return tuple(draw(st.lists(rows, max_size=7, unique_by=lambda row: row.code)))

    def state(name, follows):
        nodes = some(sentence)
        there = {node.code for node in nodes}
        nodes = tuple(node if node.parent in there else replace(node, parent="") for node in nodes)
        return PlanState(name, some(one), nodes, draw(st.none() | st.just(range(2024, 2027))), follows)

    return state("a", draw(st.sampled_from(["", "b"]))), state("b", draw(st.sampled_from(["", "a"])))


def turned(entry):
    """The entry as if the editions had changed places."""
    swapped = {Kind.ADDED: Kind.DROPPED, Kind.DROPPED: Kind.ADDED}
    changes = tuple(
        replace(change, kind=swapped.get(change.kind, change.kind), before=change.after, after=change.before)
        for change in entry.changes
    )
    pair = entry.pair and replace(entry.pair, before=entry.pair.after, after=entry.pair.before)
    return replace(entry, before=entry.after, after=entry.before, changes=changes, pair=pair)


def in_any_order(entries):
    return sorted(map(repr, entries))


@given(two_plans())
def test_nothing_differs_from_itself(plans):
    found = differences(plans[0], plans[0])

    assert found.is_empty
    assert found.unchanged_count == len(plans[0].programmes)
    assert all(each.change == 0 for each in found.sums)


@given(two_plans())
def test_every_programme_of_both_stands_in_one_entry(plans):
    found = differences(*plans)

    for entries, before, after in (
        (found.programmes, plans[0].programmes, plans[1].programmes),
        (found.nodes, plans[0].nodes, plans[1].nodes),
    ):
        assert sorted(each.before.code for each in entries if each.before) == sorted(
            row.code for row in before
        )
        assert sorted(each.after.code for each in entries if each.after) == sorted(row.code for row in after)
        assert all((each.pair is None) == (each.before is None or each.after is None) for each in entries)


@given(two_plans())
def test_looked_at_from_the_other_side_it_is_the_mirror(plans):
    there, back = differences(*plans), differences(plans[1], plans[0])

    assert in_any_order(there.programmes) == in_any_order(map(turned, back.programmes))
    assert in_any_order(there.nodes) == in_any_order(map(turned, back.nodes))
    assert [(each.before, each.after) for each in there.sums] == [
        (each.after, each.before) for each in back.sums
    ]


@given(two_plans(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(plans, chance: random.Random):
    def shuffled(plan):
        rows, nodes = list(plan.programmes), list(plan.nodes)
        chance.shuffle(rows)
        chance.shuffle(nodes)
        return replace(plan, programmes=tuple(rows), nodes=tuple(nodes))

    there, again = differences(*plans), differences(*map(shuffled, plans))

    assert (there.programmes, there.nodes, there.sums) == (again.programmes, again.nodes, again.sums)


@given(two_plans())
def test_money_adds_up_to_the_rupiah(plans):
    found = differences(*plans)
    before, after = (sum(row.total for row in plan.programmes) for plan in plans)

    assert (found.whole.before, found.whole.after) == (before, after)
    assert sum(each.change for each in found.sums) == after - before
    assert sum(each.change for each in found.sums_by_source) == after - before
    assert sum(each.change for each in found.sums_by_year) == after - before
    moved = sum(
        change.after - change.before for each in found.programmes for change in each.of_kind(Kind.MONEY)
    )
    alone = sum(
        (each.after.total if each.after else 0) - (each.before.total if each.before else 0)
        for each in found.programmes
        if each.pair is None
    )
    assert moved + alone == after - before
