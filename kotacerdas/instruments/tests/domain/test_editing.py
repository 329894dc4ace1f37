"""An edition changed on screen: each change answers a new edition, and the comparison names what differs."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.instruments import catalogue
from kotacerdas.instruments.domain import checks, drafting, editing
from kotacerdas.instruments.domain.comparing import differences
from kotacerdas.instruments.domain.editing import Typed
from kotacerdas.instruments.domain.edition import Confidence, Edition, Period, Source, Words

BASE = catalogue.edition("smartcity/2023-kppn")
SPBE = catalogue.edition("spbe/2020")


def cloned(base: Edition = BASE) -> Edition:
    return editing.clone(
        base,
        edition="2027-uji",
        title=Words("Uji", "Test"),
        applies_to=Words("Kota", "Cities"),
        in_force=Period(date(2027, 1, 1)),
        today=date(2026, 11, 28),
    )


def typed(title: str = "Pertanyaan baru", **more: object) -> Typed:
    return Typed(title=Words(title, ""), **more)  # type: ignore[arg-type]  # the test names fields of Typed


def reweighted(edition: Edition, code: str, weight: int) -> Edition:
    node = edition.nodes[code]
    return editing.rewritten(edition, code, Typed(node.title, Decimal(weight), note=node.note))


def kinds(edition: Edition, base: Edition | None = BASE) -> list[str]:
    return [fault.kind for fault in drafting.faults(edition, base)]


@pytest.mark.parametrize("key", catalogue.shipped_keys())
def test_a_copy_of_every_form_can_be_published_as_it_is(key: str) -> None:
    base = catalogue.edition(key)

    assert drafting.faults(cloned(base), base) == []


def test_a_copy_is_not_confirmed_whatever_its_base_was() -> None:
    assert BASE.confidence is Confidence.CONFIRMED
    assert cloned().confidence is Confidence.UNCONFIRMED
    assert "smartcity/2023-kppn" in cloned().confidence_note.id
    assert cloned().superseded_by is None


def test_a_question_is_added_at_the_end_of_its_component() -> None:
    after = editing.added(cloned(), "A", "A6", typed(dimension="gov"))

    assert [node.code for node in after.nodes["A"].children][-2:] == ["A5", "A6"]
    assert (after.nodes["A6"].kind, after.nodes["A6"].is_leaf) == ("question", True)
    assert [node.code for node in differences(BASE, after).added] == ["A6"]
    assert drafting.faults(after, BASE) == []


def test_a_component_is_computed_like_its_neighbours_and_asks_for_questions() -> None:
    after = editing.added(cloned(), BASE.root.code, "G", typed("Bagian baru", weight=Decimal(5)))

    assert (after.nodes["G"].method, after.nodes["G"].rounding) == (
        BASE.nodes["F"].method,
        BASE.nodes["F"].rounding,
    )
    assert kinds(after) == ["edition-group-empty", "edition-weights"]


def test_what_is_removed_takes_what_lies_below_with_it() -> None:
    after = editing.removed(cloned(), "F")

    assert {node.code for node in differences(BASE, after).dropped} == {
        "F",
        *(node.code for node in BASE.nodes["F"].children),
    }
    assert kinds(after) == ["edition-weights"]


def test_weights_must_add_up_again() -> None:
    once = reweighted(cloned(), "A", 15)
    twice = reweighted(once, "B", 15)

    assert kinds(once) == ["edition-weights"]
    assert kinds(twice) == []
    found = differences(BASE, twice)
    assert [(pair.code, pair.change) for pair in found.reweighted] == [("A", 5), ("B", -5)]
    assert (found.added, found.dropped, found.renamed, found.moved, found.changed) == ((), (), (), (), ())


def test_other_words_and_another_dimension_are_told_apart() -> None:
    after = editing.rewritten(cloned(), "C12", typed("Kata lain", dimension="soc"))

    found = differences(BASE, after)
    assert [(pair.code, pair.new.title.id) for pair in found.renamed] == [("C12", "Kata lain")]
    assert [(each.node.code, each.names) for each in found.changed] == [
        ("C12", ("section", "dimension", "number"))
    ]


def test_a_move_is_one_place_and_stops_at_the_end() -> None:
    after = editing.moved(cloned(), "A5", editing.UP)

    assert [node.code for node in after.nodes["A"].children] == ["A1", "A2", "A3", "A5", "A4"]
    assert {pair.code for pair in differences(BASE, after).moved} == {"A4", "A5"}
    assert editing.moved(cloned(), "A1", editing.UP) == cloned()
    assert editing.moved(cloned(), BASE.root.code, editing.DOWN) == cloned()


def test_what_is_added_in_between_moves_nobody() -> None:
    after = editing.moved(editing.added(cloned(), "A", "A6", typed()), "A6", editing.UP)

    assert differences(BASE, after).moved == ()


def test_the_same_form_under_another_name_is_the_same_form() -> None:
    found = differences(BASE, cloned())

    assert found.is_same_form
    assert set(found.head) == {"title", "applies_to", "in_force", "confidence", "confidence_note"}


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda form: editing.added(form, "A", "A1", typed()), "edition-code-taken"),
        (lambda form: editing.added(form, "A1", "A9", typed()), "edition-not-a-group"),
        (lambda form: editing.added(form, "Z", "A9", typed()), "edition-node-gone"),
        (lambda form: editing.removed(form, "Z9"), "edition-node-gone"),
        (lambda form: editing.removed(form, form.root.code), "edition-root-stays"),
        (lambda form: editing.rewritten(form, "Z9", typed()), "edition-node-gone"),
    ],
)
def test_what_cannot_be_done_is_refused(change, kind) -> None:  # type: ignore[no-untyped-def]  # any change
    with pytest.raises(Refused) as refused:
        change(cloned())

    assert [fault.kind for fault in refused.value.faults] == [kind]


def test_the_mark_of_a_node_knows_nothing_of_what_lies_below_it() -> None:
    before, after = cloned(), editing.added(cloned(), "A", "A6", typed())

    assert editing.mark_of(before.nodes["A"]) == editing.mark_of(after.nodes["A"])
    assert editing.mark_of(before.nodes["A"]) != editing.mark_of(reweighted(before, "A", 15).nodes["A"])
    assert editing.head_mark(before) == editing.head_mark(after)


@pytest.mark.parametrize(
    ("source", "left"),
    [
        (None, ["edition-unsourced"]),
        (Source("dasar", "Surat edaran"), ["edition-unsourced"]),
        (Source("dasar", "Surat edaran", url="https://contoh.go.id/surat"), []),
        (Source("dasar", "Surat edaran", note=Words("Surat nomor 1/2027")), []),
    ],
)
def test_only_a_source_of_its_own_makes_a_copy_sure(source: Source | None, left: list[str]) -> None:
    sources = ((source,) if source else ()) + BASE.sources
    sure = replace(cloned(), confidence=Confidence.CONFIRMED, sources=sources)

    assert kinds(sure) == left


def test_weights_mean_something_only_below_a_weighted_sum() -> None:
    assert editing.counts_weight(BASE, "A")
    assert not editing.counts_weight(BASE, "A1")
    assert not editing.counts_weight(BASE, BASE.root.code)
    assert editing.counts_weight(SPBE, SPBE.leaves[0].code)


def test_every_fault_of_a_form_has_a_terse_sentence() -> None:
    broken = editing.removed(reweighted(cloned(), "A", 0), "B")

    assert checks.problems(broken) == [
        "A: needs a weight above 0",
        "INDEX: the weights add up to 70, not 100",
    ]
