from __future__ import annotations

from kotacerdas.imports.domain.comparing import Change, compare, differing, fingerprint, mark

KEPT = {"name": "Dinas A", "short": "DA"}


def test_what_is_not_there_is_added():
    assert compare(None, {"name": "Dinas B"}).change is Change.ADDED


def test_equal_values_change_nothing_even_in_conflict():
    assert compare(KEPT, {"name": "Dinas A"}, known_as="lain").change is Change.UNCHANGED


def test_an_empty_cell_leaves_what_is_kept_unless_it_clears():
    said = {"name": "Dinas A", "short": ""}

    assert compare(KEPT, said).change is Change.UNCHANGED
    assert compare(KEPT, said, blank_clears=True).after == {"name": "Dinas A", "short": ""}


def test_columns_that_the_file_lacks_stay_as_they_are():
    assert compare(KEPT, {"name": "Dinas C"}).after == {"name": "Dinas C", "short": "DA"}


def test_a_row_that_was_changed_here_since_the_export_is_a_conflict():
    exported = mark({**KEPT, "short": "lama"})

    assert compare(KEPT, {"name": "Dinas C"}, known_as=exported).change is Change.CONFLICT
    assert compare(KEPT, {"name": "Dinas C"}, known_as=mark(KEPT)).change is Change.CHANGED


def test_empty_values_and_missing_ones_have_the_same_mark():
    assert mark({"name": "A", "short": ""}) == mark({"name": "A"})


def test_the_order_of_names_does_not_count():
    assert fingerprint({"a": "1", "b": "2"}) == fingerprint({"b": "2", "a": "1"})


def test_only_what_differs_is_named():
    assert differing(KEPT, {"name": "Dinas A", "short": "X"}) == ["short"]
    assert differing(None, {"name": "Dinas A", "short": ""}) == ["name"]
