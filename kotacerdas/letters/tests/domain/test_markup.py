"""The small markup: what it knows becomes data, everything else stays the words that were typed."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.common.domain.faults import Refused
from kotacerdas.letters.domain import markup


def faults(text: str) -> list[tuple[str, int | None]]:
    with pytest.raises(Refused) as refused:
        markup.parse(text)
    return [(fault.kind, fault.line) for fault in refused.value.faults]


def said(block: markup.Block) -> str:
    return json.dumps(block, ensure_ascii=False)


def test_blank_line_parts_paragraphs_and_a_break_stays():
    first, second = markup.parse("Satu\ndua\n\ntiga")

    assert first == {"type": "par", "lines": [[("Satu", False)], [("dua", False)]]}
    assert second["lines"] == [[("tiga", False)]]


def test_words_between_double_stars_are_bold():
    assert markup.parse("a **b** c")[0]["lines"][0] == [("a ", False), ("b", True), (" c", False)]


@pytest.mark.parametrize(
    ("text", "kind", "start"),
    [
        ("- a\n- b", "bullet", 1),
        ("3. a\n4. b", "number", 3),
        ("c. a\nd. b", "letter", 3),
        ("1) a", "number", 1),
    ],
)
def test_lists_keep_their_kind_and_start(text, kind, start):
    block = markup.parse(text)[0]

    assert (block["type"], block["kind"], block["start"]) == ("list", kind, start)


def test_facts_stand_beside_their_names():
    block = markup.parse("Hari/tanggal :: Senin\nWaktu :: 09.00 WITA")[0]

    assert block["rows"] == [["Hari/tanggal", [("Senin", False)]], ["Waktu", [("09.00 WITA", False)]]]


def test_table_has_a_head_and_rows_and_passes_over_its_rule():
    block = markup.parse("| No | Nama |\n|---|---|\n| 1 | Dishub |")[0]

    assert block["head"] == ["No", "Nama"]
    assert block["rows"] == [[[("1", False)], [("Dishub", False)]]]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("baik\n**tebal", ("body-bold-open", 2)),
        ("| a | b |", ("body-table-empty", 1)),
        ("| a | b |\n| 1 |", ("body-table-cells", 2)),
        ("| a | b | c | d | e | f | g | h | i |\n" * 2, ("body-table-wide", 1)),
    ],
)
def test_fault_names_its_line(text, fault):
    assert fault in faults(text)


def test_body_that_is_too_long_is_refused():
    assert faults("x" * (markup.LONGEST + 1)) == [("body-too-long", None)]


@pytest.mark.parametrize(
    "text", ['#import "/etc/passwd"', "$ x $", "@ref", "<label>", "\\ \\", "// c", "_a_ `b`"]
)
def test_what_is_code_elsewhere_is_words_here(text):
    assert markup.parse(text)[0]["lines"] == [[(text, False)]]


def test_hidden_signs_go():
    assert markup.clean("a\u202eb\x07c\u2066d") == "abcd"


def test_very_long_word_gets_places_to_break():
    word = "x" * 100

    shown = markup.breakable(word)

    assert shown.replace(markup.BREAK_HERE, "") == word
    assert max(len(piece) for piece in shown.split(markup.BREAK_HERE)) <= markup.LONGEST_WORD


@given(st.text(max_size=400))
def test_anything_typed_becomes_data_or_is_refused(text):
    with contextlib.suppress(Refused):
        assert json.loads(json.dumps(markup.parse(text))) is not None


@given(st.lists(st.text(alphabet="ABC XYZ.,$@", min_size=1, max_size=20), min_size=1, max_size=5))
def test_no_word_is_lost(lines):
    text = "\n\n".join(lines)

    shown = " ".join(said(block) for block in markup.parse(text))

    for word in text.split():
        assert word in shown
