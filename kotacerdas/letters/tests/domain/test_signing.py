"""The words above a signature."""

import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.letters.domain.signing import Signature


@pytest.mark.parametrize(
    ("capacity", "behalf", "lines"),
    [
        ("", "", ["Sekretaris Daerah,"]),
        ("Plt.", "", ["Plt. Sekretaris Daerah,"]),
        ("Plh.", "", ["Plh. Sekretaris Daerah,"]),
        ("a.n.", "Wali Kota Balikpapan", ["a.n. Wali Kota Balikpapan", "Sekretaris Daerah,"]),
    ],
)
def test_heading_says_in_which_capacity(capacity, behalf, lines):
    signature = Signature("Sekretaris Daerah", "Nama", capacity, behalf)

    signature.check()

    assert signature.heading() == lines


@pytest.mark.parametrize(
    "signature",
    [
        Signature("", "Nama"),
        Signature("Lurah", " "),
        Signature("Lurah", "Nama", "a.n."),
        Signature("Lurah", "Nama", "", "Camat"),
    ],
)
def test_words_that_make_no_sense_are_refused(signature):
    with pytest.raises(Refused):
        signature.check()
