"""The language of a text is told by its commonest words, or not at all."""

import pytest

from kotacerdas.evidence.domain import languages

OTHER = "Der Rat hat in seiner Sitzung beschlossen die Stadt soll ihre Daten offen legen und pflegen " * 8


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Rapat dewan yang dilaksanakan pada tahun ini tidak akan ditunda oleh kota untuk itu dan lainnya",
            "id",
        ),
        (
            "The council met in the city and it was decided that the plan will be shared with all of them",
            "en",
        ),
        (OTHER, "other"),
        ("Rp 5.000", ""),
        ("", ""),
        ("Budi\tDiskominfo\n" * 5, ""),
    ],
)
def test_languages(text, language):
    assert languages.of_text(text) == language
