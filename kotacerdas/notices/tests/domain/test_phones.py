"""Telephone numbers as people write them."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.notices.domain.phones import NotAPhone, hidden, international, shown, whatsapp_link


@pytest.mark.parametrize(
    "text",
    ["081234567890", "0812-3456-7890", "+62 812 3456 7890", "62 812.3456.7890", "0062 81234567890", "81234567890",
     "(0812) 3456-7890", "+62 (0)812 3456 7890", "0812–3456–7890", " 0812\u00a03456 7890 "],
)  # fmt: skip
def test_every_way_of_writing_a_mobile_number_is_understood(text):
    assert international(text) == "6281234567890"


@pytest.mark.parametrize("text", ["+65 6123 4567", "+1 202 555 0123", "+62 542 421420"])
def test_other_numbers_stay_as_they_are(text):
    assert international(text).isdigit()


@pytest.mark.parametrize(
    "text",
    ["", "0812", "081234567890123456", "halo", "0812-ABCD-7890", "+", "08", "٠٨١٢٣٤٥٦٧٨٩٠", "0812;ext=1"],
)
def test_what_nobody_can_call_is_refused(text):
    with pytest.raises(NotAPhone):
        international(text)


@given(st.text(max_size=30))
def test_whatever_is_typed_gives_figures_or_a_refusal(text):
    try:
        digits = international(text)
    except NotAPhone:
        return
    assert digits.isascii()
    assert digits.isdigit()
    assert 8 <= len(digits) <= 15
    assert international(shown(digits)) == digits


@given(st.text(max_size=3000))
def test_the_text_comes_whole_and_stays_in_its_place(text):
    link = urlsplit(whatsapp_link("6281234567890", text.encode("utf-8", "ignore").decode()))

    assert (link.scheme, link.netloc, link.path, link.fragment) == ("https", "wa.me", "/6281234567890", "")
    assert set(parse_qs(link.query)) <= {"text"}


def test_a_number_is_shown_readable_and_hidden():
    assert shown("6281234567890") == "+62 812-3456-7890"
    assert hidden("6281234567890") == "+62 … 890"
