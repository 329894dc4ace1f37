"""What makes comparing fast changes no pair: the same as where every two titles are compared letter by letter."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotacerdas.masterplan.domain.comparing import pairing
from kotacerdas.masterplan.domain.comparing.matching import Paired
from kotacerdas.masterplan.domain.comparing.states import NodeState, PlanState, ProgrammeState
from kotacerdas.masterplan.tests.domain.slow_comparing import SlowMatching

# Words that are nearly others, hold others, or differ in a letter only.
WORDS = [
    "Pariwisata",
    "Kepariwisataan",
    "Wisata",
    "Sampah",
    "Persampahan",
    "Air",
    "Udara",
    "Digital",
    "Digitalisasi",
    "Layanan",
    "Pelayanan",
    "Aduan",
    "Pengaduan",
    "Kelurahan",
    "Sekolah",
    "Desa",
    "Desk",
    "Tahap",
    "I",
    "II",
    "2025",
    "2026",
    "a",
    "b",
]
TITLES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
PLACES = st.sampled_from(["gov", "env"])


def slowly(monkeypatch: pytest.MonkeyPatch, pair, before: PlanState, after: PlanState):
    with monkeypatch.context() as patched:
        patched.setattr(pairing, "Matching", SlowMatching)
        return pair(before, after)


@pytest.fixture(scope="module")
def patch():
    """Of the module, for each example of Hypothesis undoes what it did by itself."""
    patched = pytest.MonkeyPatch()
    yield patched
    patched.undo()


def programmes(name: str, some: list[tuple[str, str]], letter: str) -> PlanState:
    rows = (ProgrammeState(f"{letter}{at}", title, dimension=place) for at, (title, place) in enumerate(some))
    return PlanState(name, tuple(rows))


def nodes(name: str, some: list[tuple[str, str]], letter: str) -> PlanState:
    kinds = {"gov": "goal", "env": "target"}
    rows = (NodeState(f"{letter}{at}", kinds[place], title) for at, (title, place) in enumerate(some))
    return PlanState(name, nodes=tuple(rows))


ROWS = st.lists(st.tuples(TITLES, PLACES), max_size=12)


@settings(max_examples=300, deadline=None)
@given(ROWS, ROWS, st.sampled_from(["AA", "AB"]))
def test_programmes_find_the_same_partners(patch, old, new, letters):
    before, after = programmes("a", old, letters[0]), programmes("b", new, letters[1])

    assert pairing.programmes(before, after) == slowly(patch, pairing.programmes, before, after)


@settings(max_examples=150, deadline=None)
@given(ROWS, ROWS)
def test_goals_find_the_same_partners(patch, old, new):
    before, after = nodes("a", old, "A"), nodes("b", new, "B")

    assert pairing.nodes(before, after) == slowly(patch, pairing.nodes, before, after)


def test_hundreds_of_titles_from_few_words_find_the_same_partners(patch):
    """Where words stand in so many titles that they tell nothing, as in a great plan; some titles are made of two others."""
    drawn = random.Random(6)

    def some(count: int) -> list[tuple[str, str]]:
        return [
            (" ".join([*drawn.sample(WORDS, 3), str(drawn.randrange(40))]), drawn.choice(["gov", "env"]))
            for _ in range(count)
        ]

    before, after = programmes("a", some(160), "A"), programmes("b", some(160), "B")

    found: Paired[ProgrammeState] = pairing.programmes(before, after)

    assert found == slowly(patch, pairing.programmes, before, after)
    assert len(found.pairs) > 20
    assert any(pair.is_doubtful for pair in found.pairs)
