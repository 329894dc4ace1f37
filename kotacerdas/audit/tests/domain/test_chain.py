"""Any edit, removal, swap, insertion or truncation of a chain is found, and at the first place."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.audit.domain.chain import START, Body, Finding, Head, Link, digest_of, first_breach, hashed

SALT = "00" * 16
words = st.text(max_size=8)
entries = st.lists(st.tuples(words, words, st.none() | st.integers(1, 9)), min_size=1, max_size=12)


def chain_of(said) -> list[Link]:
    links, previous = [], START
    for number, (kind, value, actor) in enumerate(said, start=1):
        values = {"name": [None, value]}
        body = Body(
            "64.71", number, "2026-11-22T01:02:03.000000+00:00", kind, "", "", actor, "", hashed(values, SALT)
        )
        links.append(Link(body, previous, digest_of(previous, body), SALT, values))
        previous = links[-1].digest
    return links


def head_of(links) -> Head:
    return Head("64.71", len(links), links[-1].digest if links else START)


@given(entries)
def test_a_chain_left_alone_is_whole(said):
    links = chain_of(said)

    assert first_breach(links, head=head_of(links), known=[head_of(links[:1])]) is None


@given(entries, st.data())
def test_any_edit_is_found_where_it_was_made(said, data):
    links = chain_of(said)
    at = data.draw(st.integers(0, len(links) - 1))
    name, value = data.draw(
        st.sampled_from(
            [
                ("kind", "x" * 9),
                ("actor", 99),
                ("at", "2020-01-01T00:00:00.000000+00:00"),
                ("subject_key", "7"),
                ("request", "aa"),
                ("fields", (("name", "", "00"),)),
            ]
        )
    )
    head = head_of(links)
    links[at] = replace(links[at], body=replace(links[at].body, **{name: value}))

    assert first_breach(links, head=head) == Finding("changed", at + 1)


@given(entries, st.data())
def test_a_removed_entry_is_named(said, data):
    links = chain_of([*said, ("last", "", None)])
    head = head_of(links)
    at = data.draw(st.integers(0, len(links) - 2))
    del links[at]

    assert first_breach(links, head=head) == Finding("removed", at + 1)


@given(entries, st.data())
def test_entries_that_changed_places_are_found(said, data):
    links = chain_of([("first", "", 1), *said, ("last", "", 2)])
    head = head_of(links)
    one, other = sorted(data.draw(st.sets(st.integers(0, len(links) - 1), min_size=2, max_size=2)))
    swapped = [
        replace(links[other], body=replace(links[other].body, number=one + 1)),
        replace(links[one], body=replace(links[one].body, number=other + 1)),
    ]
    links[one], links[other] = swapped

    assert first_breach(links, head=head) == Finding("reordered", one + 1)


@given(entries, st.data())
def test_a_tail_cut_off_is_found(said, data):
    links = chain_of(said)
    left = data.draw(st.integers(0, len(links) - 1))

    assert first_breach(links[:left], head=head_of(links)) == Finding("cut-off", left + 1)


@given(entries, st.data())
def test_a_tail_cut_off_with_its_head_is_found_by_what_was_exported(said, data):
    links = chain_of(said)
    left = data.draw(st.integers(0, len(links) - 1))
    shorter = links[:left]

    assert first_breach(shorter, head=head_of(shorter)) is None
    assert first_breach(shorter, head=head_of(shorter), known=[head_of(links)]) == Finding(
        "cut-off", left + 1
    )


@given(entries, st.data())
def test_a_chain_written_anew_is_found_by_what_was_exported(said, data):
    at = data.draw(st.integers(0, len(said) - 1))
    links = chain_of(said)
    forged = chain_of([*said[:at], ("forged" * 2, "", None), *said[at + 1 :]])

    assert first_breach(forged, head=head_of(forged)) is None
    assert first_breach(forged, head=head_of(forged), known=[head_of(links)]) == Finding(
        "rewritten", len(said)
    )


def test_another_value_beside_the_chain_is_found():
    links = chain_of([("a", "before", 1), ("b", "x", 1)])
    links[0] = replace(links[0], values={"name": [None, "after"]})

    assert first_breach(links, head=head_of(links)) == Finding("values-changed", 1)


def test_erased_values_leave_the_chain_whole():
    links = [replace(link, salt="", values=None) for link in chain_of([("a", "Siti", 1), ("b", "Budi", 1)])]

    assert first_breach(links, head=head_of(links)) is None


def test_an_entry_without_its_head_is_found():
    links = chain_of([("a", "", 1), ("b", "", 1)])

    assert first_breach(links, head=Head("64.71", 1, links[0].digest)) == Finding("head-changed", 2)


def test_equal_values_have_other_hashes_in_another_entry():
    assert hashed({"a": [None, "Siti"]}, "11" * 16) != hashed({"a": [None, "Siti"]}, SALT)
