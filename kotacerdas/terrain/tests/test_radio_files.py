"""The files of `data/radio`: honest about what nobody knows."""

from datetime import date

from kotacerdas.terrain import radio_files
from kotacerdas.terrain.domain.radio import earth
from kotacerdas.terrain.domain.radio.assumptions import Status, limit_at


def test_every_file_keeps_its_schema() -> None:
    assert set(radio_files.assumptions()) == {
        "k", "frequency", "eirp", "receiver_gain", "margin", "foliage_most",
    }  # fmt: skip
    assert [each.code for each in radio_files.classes().classes] == ["strong", "good", "weak"]


def test_the_assumed_k_is_the_one_that_is_computed_with() -> None:
    assert radio_files.assumptions()["k"].value == earth.k_of(earth.RADIO_REFRACTION)


def test_no_limit_of_power_is_invented() -> None:
    assert all(
        each.eirp_dbm is None and "Belum diverifikasi" in each.note.id for each in radio_files.limits()
    )
    found = limit_at(radio_files.limits(), 2437, "outdoor", date(2026, 11, 29))
    assert found is not None
    assert found.eirp_dbm is None


def test_what_is_ours_is_marked_as_assumed() -> None:
    ours = {name for name, each in radio_files.assumptions().items() if each.status == Status.ASSUMED}
    assert ours == {"eirp", "receiver_gain"}
    assert radio_files.classes().status == Status.ASSUMED
