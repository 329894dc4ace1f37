"""A calendar file is read back by any program as what was meant."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.followup.domain import ics

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def unfolded(text: str) -> str:
    return text.replace("\r\n ", "")


def unescaped(text: str) -> str:
    found, rest = "", text
    while rest:
        if rest[0] == "\\":
            found, rest = found + {"n": "\n"}.get(rest[1], rest[1]), rest[2:]
        else:
            found, rest = found + rest[0], rest[1:]
    return found


TEXTS = st.text(st.characters(blacklist_categories=["Cs", "Cc"], whitelist_characters="\n"))


@given(TEXTS)
def test_words_come_back_as_they_were(words):
    assert unescaped(unfolded(ics.folded(ics.escaped(words)))) == words


@given(TEXTS)
def test_no_line_is_longer_than_allowed_or_cut_within_a_letter(words):
    lines = ics.folded(f"SUMMARY:{ics.escaped(words)}").split("\r\n")

    assert all(len(line.encode()) <= 75 for line in lines)
    assert all(line.startswith(" ") for line in lines[1:])


def test_task_is_a_whole_day_that_blocks_nothing():
    entry = ics.Entry("K7Q@kota", date(2026, 12, 31), "Kirim; segera", "", "https://x.id/tugas/K7Q/", NOW)

    text = ics.calendar("Tugas saya", [entry], now=NOW)

    assert "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n" in text
    assert "SUMMARY:Kirim\\; segera\r\n" in text
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith("END:VEVENT\r\nEND:VCALENDAR\r\n")


def test_line_breaks_of_others_cannot_add_lines_of_their_own():
    assert ics.escaped("a\r\nATTENDEE:x\x00") == "a\\nATTENDEE:x"
