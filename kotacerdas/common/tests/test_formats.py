"""The filters of templates follow the language of the page and say nothing of what is not there."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils.translation import override

from kotacerdas.common import formats

VALUES = {
    "score": Decimal("4.215"),
    "text": "2.5",
    "share": Decimal("0.2"),
    "money": 25_000_000,
    "change": Decimal("-0.17"),
    "at": datetime(2025, 6, 12, 16, 30, tzinfo=UTC),
    "on": date(2025, 6, 12),
    "end": date(2025, 6, 14),
    "nothing": None,
    "place": 3,
    "octets": 1_400_000,
}


@pytest.mark.parametrize(
    ("written", "indonesian", "english"),
    [
        ("score|number:2", "4,22", "4.22"),
        ("score|number", "4,215", "4.215"),
        ("text|number:2", "2,50", "2.50"),
        ("money|number", "25.000.000", "25,000,000"),
        ("money|rupiah", "Rp 25.000.000", "Rp 25,000,000"),
        ("share|percent", "20%", "20%"),
        ("share|percent:1", "20,0%", "20.0%"),
        ("change|signed", "−0,17", "−0.17"),
        ("score|signed:2", "+4,22", "+4.22"),
        ("on|day", "12 Juni 2025", "12 June 2025"),
        ("at|day:'WITA'", "13 Juni 2025", "13 June 2025"),
        ("at|day", "12 Juni 2025", "12 June 2025"),
        ("at|moment:'Asia/Makassar'", "13 Juni 2025 00.30 WITA", "13 June 2025 00:30 WITA"),
        ("at|moment", "12 Juni 2025 16.30 UTC", "12 June 2025 16:30 UTC"),
        ("at|clock:'WIB'", "23.30 WIB", "23:30 WIB"),
        ("on|weekday", "Kamis, 12 Juni 2025", "Thursday, 12 June 2025"),
        ("on|month", "Juni 2025", "June 2025"),
        ("on|period:end", "12–14 Juni 2025", "12–14 June 2025"),
        ("on|period:nothing", "sejak 12 Juni 2025", "since 12 June 2025"),
        ("place|ordinal", "ke-3", "3rd"),
        ("octets|file_size", "1,4 MB", "1.4 MB"),
        ("nothing|number:2", "–", "–"),
        ("nothing|rupiah", "–", "–"),
        ("nothing|moment", "–", "–"),
        ("absent|number:2", "", ""),
        ("absent|rupiah", "", ""),
        ("absent|signed", "", ""),
        ("absent|percent", "", ""),
        ("absent|day", "", ""),
        ("absent|moment", "", ""),
        ("absent|ordinal", "", ""),
        ("absent|file_size", "", ""),
        ("absent|clock", "", ""),
        ("absent|month", "", ""),
        ("absent|weekday", "", ""),
    ],
)
def test_filter_writes_in_the_language_of_the_page(written, indonesian, english):
    template = Template("{{ " + written + " }}")

    with override("id"):
        assert template.render(Context(VALUES)) == indonesian
    with override("en"):
        assert template.render(Context(VALUES)) == english


def test_text_that_is_no_number_is_a_bug_that_shows():
    with pytest.raises(ValueError, match="not a number"):
        Template("{{ x|number:2 }}").render(Context({"x": "tiga"}))


def test_number_typed_into_a_form_follows_its_language():
    with override("id"):
        assert formats.parse_number("1,234") == Decimal("1.234")
        with pytest.raises(formats.Unreadable):
            formats.parse_number("1.234")


def test_email_may_break_after_its_at_sign_and_is_escaped():
    shown = Template("{{ x|breakable }}").render(Context({"x": "rina<b>@kota.example"}))

    assert shown == "rina&lt;b&gt;@<wbr>kota.example"
