"""What links between masts assume is read from its file, and each figure says how sure it is."""

from kotacerdas.terrain import link_files
from kotacerdas.terrain.domain.ends import FREQUENCIES


def test_the_figures_of_links_are_assumed_and_explained_in_both_languages() -> None:
    found = link_files.assumptions()

    assert set(found) == {"frequency", "farthest"}
    assert all(each.note.id and each.note.en and each.status == "assumed" for each in found.values())
    assert FREQUENCIES[0] <= link_files.frequency_mhz() <= FREQUENCIES[1]
    assert link_files.farthest_km() > 0
