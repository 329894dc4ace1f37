"""The search finds what stands in the pages, for whom it may be, and survives whatever happens to its index."""

import os
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kotacerdas.common.reference import Report
from kotacerdas.evidence.domain import measures
from kotacerdas.evidence.domain.asking import ask
from kotacerdas.evidence.index import fts, indexing
from kotacerdas.evidence.models import Confidentiality, Content, OtherName, Unit
from kotacerdas.evidence.queries import finding
from kotacerdas.evidence.queries.finding import Filters, search
from kotacerdas.evidence.queries.proposing import propose
from kotacerdas.evidence.reference import load_synonyms
from kotacerdas.evidence.targets import Target
from kotacerdas.evidence.tests import factories
from kotacerdas.evidence.tests.development_set import PAGES, QUESTIONS
from kotacerdas.evidence.tests.factories import TEXT
from kotacerdas.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("index")


def refresh():
    indexing.refresh(Content.objects.values_list("pk", flat=True))


def found(text, user, city, **options):
    return [hit.document.title for hit in search(text, user=user, city=city, **options).hits]


@pytest.fixture
def minutes(balikpapan, budi):
    made = factories.document(balikpapan, by=budi)
    refresh()
    return made


# --- What is found -----------------------------------------------------------------------------------------


def test_words_are_found_whatever_their_endings(minutes, rina, balikpapan):
    (hit,) = search("Apakah risiko dianalisis?", user=rina, city=balikpapan).hits

    assert hit.document == minutes
    assert (hit.unit, hit.revision) == (1, minutes.latest)
    assert [span.of(TEXT) for span in hit.spans] == ["analisis risiko"]
    assert hit.quoted == hit.quote.of(TEXT) == "Dewan menyepakati analisis risiko Wi-Fi publik."
    assert 0 < hit.score <= 1


def test_nothing_is_found_where_nothing_is_close(minutes, rina, balikpapan):
    assert search("kereta gantung", user=rina, city=balikpapan).total == 0
    assert search("apakah", user=rina, city=balikpapan).total == 0
    assert search("", user=rina, city=balikpapan).total == 0


def test_quotes_must_stand_there_exactly(minutes, rina, balikpapan):
    assert found('"analisis risiko"', rina, balikpapan)
    assert not found('"risiko analisis"', rina, balikpapan)


def test_titles_and_other_names_help_to_find(minutes, rina, balikpapan):
    OtherName.objects.create(revision=minutes.latest, path="Kiriman Camat/scan_0012.txt", at=factories.NOW)

    assert found("notulen", rina, balikpapan) == [minutes.title]
    assert found("kiriman camat", rina, balikpapan) == [minutes.title]


def test_only_the_newest_revision_is_found(minutes, rina, budi, balikpapan):
    from kotacerdas.evidence.actions import add_revision
    from kotacerdas.files import actions as files
    from kotacerdas.files.domain import kinds

    revision = add_revision(
        minutes,
        files.store(b"Isi baru tentang pasar."),
        kinds.TXT,
        name="baru.txt",
        by=budi,
        now=factories.NOW,
    )
    factories.unit(revision.content, "Isi baru tentang pasar.")
    refresh()

    assert not found("analisis risiko", rina, balikpapan)
    assert found("pasar", rina, balikpapan) == [minutes.title]


def test_a_long_page_is_one_hit_by_its_best_place(balikpapan, rina):
    text = "Pembukaan. " * 400 + "Alat pemantau banjir dipasang di muara. " + "Penutup. " * 400
    factories.document(balikpapan, text=text, name="Laporan.txt")
    refresh()

    (hit,) = search("pemantau banjir", user=rina, city=balikpapan).hits

    assert hit.quoted.startswith("Alat pemantau banjir")
    assert "Alat pemantau banjir" in hit.snippet


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (Filters(), 2),
        (Filters(nature="minutes"), 1),
        (Filters(year=2023), 1),
        (Filters(year=2021), 0),
        (Filters(kind="pdf"), 0),
        (Filters(confidentiality="internal", kind="txt"), 2),
    ],
)
def test_filters_narrow(balikpapan, rina, filters, count):
    factories.document(balikpapan, nature="minutes", observed_from="2023-01-01", observed_until="2023-12-31")
    factories.document(balikpapan, text="Dewan lain membahas risiko.", name="Lain.txt")
    refresh()

    result = search("dewan risiko", user=rina, city=balikpapan, filters=filters)

    assert result.total == len(result.hits) == count


# --- Who sees what -----------------------------------------------------------------------------------------


@pytest.fixture
def secret(balikpapan, samarinda):
    owner = people.organisation("Inspektorat", city=balikpapan)
    return factories.document(
        balikpapan,
        text="Dewan Smart City: analisis risiko rahasia Wi-Fi publik. Dewan, dewan, dewan.",
        name="Rahasia dewan.txt",
        agency=owner,
        confidentiality=Confidentiality.SECRET,
    )


def test_what_is_invisible_changes_nothing_for_others(minutes, joko, balikpapan, request):
    before = search("dewan risiko publik", user=joko, city=balikpapan)

    request.getfixturevalue("secret")
    neighbour = request.getfixturevalue("samarinda")
    factories.document(neighbour, text="Dewan risiko publik Samarinda.", name="Tetangga.txt")
    refresh()

    assert search("dewan risiko publik", user=joko, city=balikpapan) == before
    assert before.total == 1


def test_each_sees_what_the_documents_allow(minutes, secret, balikpapan, joko, rina, siti, tetangga):
    refresh()

    assert len(found("dewan", rina, balikpapan)) == len(found("dewan", None, balikpapan)) == 2
    assert found("dewan", joko, balikpapan) == [minutes.title]
    assert not found("dewan", siti, balikpapan)
    assert not found("dewan", tetangga, balikpapan)


def test_the_same_bytes_in_two_cities_are_found_in_each(minutes, balikpapan, samarinda, rina, tetangga):
    other = factories.document(samarinda, name="Punya tetangga.txt")

    assert found("dewan", rina, balikpapan) == [minutes.title]
    assert [hit.document for hit in search("dewan", user=None, city=samarinda).hits] == [other]


def test_withdrawn_and_infected_documents_are_not_found(minutes, rina, balikpapan):
    Content.objects.update(scan="infected")
    assert not found("dewan", rina, balikpapan)
    Content.objects.update(scan="clean")
    assert found("dewan", rina, balikpapan)


def test_queries_do_not_grow_with_what_is_found(balikpapan, rina, django_assert_num_queries):
    for number in range(12):
        factories.document(balikpapan, text=f"Dewan membahas pokok {number}.", name=f"Rapat {number}.txt")
    refresh()
    search("dewan", user=rina, city=balikpapan)

    with django_assert_num_queries(5):
        assert len(search("dewan pokok", user=rina, city=balikpapan).hits) == 12


def test_many_alike_are_ranked_by_how_often_they_say_it(balikpapan, rina):
    content = factories.document(balikpapan, text="Jembatan.", name="Buku.txt").latest.content
    Unit.objects.bulk_create(
        Unit(content=content, number=number, kind="page", text=f"Halaman jembatan {number} " + "lain " * 40)
        for number in range(2, 400)
    )
    Unit.objects.filter(content=content, number=399).update(
        text="Jembatan jembatan jembatan jembatan jembatan."
    )
    refresh()

    assert search("jembatan", user=rina, city=balikpapan).hits[0].unit == 399


# --- Hostile words, broken files ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        '"',
        '""',
        "AND OR NOT NEAR(",
        "stems: rapat",
        "rapat*",
        "-dewan",
        "(",
        "'; DROP TABLE",
        "\x00",
        "^dewan",
        "{a b}: c",
    ],
)
def test_hostile_words_are_words(minutes, rina, balikpapan, text):
    search(text, user=rina, city=balikpapan)
    assert found("dewan", rina, balikpapan)


@given(st.text(max_size=80))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_no_text_breaks_the_language_of_the_index(minutes, text):
    index = indexing.opened()
    for concept in ask(text).concepts:
        index.rows(fts.expression(concept.terms))


def test_an_index_that_is_gone_makes_itself_anew_and_says_so(minutes, rina, balikpapan, caplog):
    fts.remove()

    assert found("dewan", rina, balikpapan) == [minutes.title]
    assert "made anew" in caplog.text


@pytest.mark.parametrize("damage", [b"no database at all" * 100, b""])
def test_a_damaged_index_makes_itself_anew(minutes, rina, balikpapan, damage):
    fts.remove()
    fts.path().write_bytes(damage)

    assert found("dewan", rina, balikpapan) == [minutes.title]


def test_an_index_of_another_version_makes_itself_anew(minutes, rina, balikpapan, monkeypatch):
    monkeypatch.setattr(fts, "FORMAT", "another")
    fts.forget()

    assert found("dewan", rina, balikpapan) == [minutes.title]


def test_pages_damaged_under_an_open_index_are_noticed(minutes, rina, balikpapan):
    index = fts.current()
    index.merge()
    index.checkpoint()
    fts.forget()
    content = bytearray(fts.path().read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    fts.path().write_bytes(content)

    assert found("dewan", rina, balikpapan) == [minutes.title]


def test_what_is_no_more_leaves_the_index(minutes, rina, balikpapan):
    Content.objects.update(reading="waiting")

    indexing.catch_up()

    assert not found("risiko", rina, balikpapan)
    assert indexing.opened().stamps() == {}


def test_what_was_read_anew_is_replaced(minutes, rina, balikpapan):
    Unit.objects.update(text="Kini tentang jembatan.")
    Content.objects.update(reader="2")

    assert indexing.catch_up() == 1
    assert found("jembatan", rina, balikpapan)
    assert not found("risiko", rina, balikpapan)
    assert indexing.catch_up() == 0


def test_rebuilding_finds_the_same(minutes, rina, balikpapan):
    before = search("risiko dewan", user=rina, city=balikpapan)

    assert indexing.rebuild() == 1
    assert search("risiko dewan", user=rina, city=balikpapan) == before


WRITER = """
import sys
import django
django.setup()
from kotacerdas.evidence.index import fts
from kotacerdas.evidence.domain.passages import cut
try:
    index = fts.current()
except fts.NoIndex:
    index = fts.make()
for number in range(25):
    with index.writing():
        index.put(f"{sys.argv[1]}-{number}", "", [fts.Entry(1, cut(f"halaman {number} bersama"))])
"""


def test_two_processes_write_at_the_same_time(settings):
    fts.forget()
    variables = {
        **os.environ,
        "KOTACERDAS_DATA": str(settings.STATE),
        "DJANGO_SETTINGS_MODULE": "kotacerdas.config.settings",
        "SECRET_KEY": settings.SECRET_KEY,
        "LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-c", WRITER]
    writers = [subprocess.Popen([*command, name], env=variables, cwd=settings.BASE) for name in ("a", "b")]  # noqa: S603

    assert [writer.wait(timeout=90) for writer in writers] == [0, 0]
    index = fts.current()
    assert len(index.contents()) == index.generation == 50
    assert len(index.rows('raw : "bersama"')) == 50


# --- How well ----------------------------------------------------------------------------------------------


def test_development_questions_find_their_pages_and_nothing_else_is_close(balikpapan):
    load_synonyms(Report())
    for key, title, text in PAGES:
        factories.document(balikpapan, text=text, name=f"{title}.txt", note=key)
    refresh()
    searcher = finding.Searcher(None, balikpapan)
    ndcgs, close = [], []

    for question, good in QUESTIONS:
        if good:
            hits = searcher.search(question).hits
            ndcgs.append(measures.ndcg([hit.document.note for hit in hits], dict.fromkeys(good, 1.0)))
        elif propose(Target("uji", question, "", "", question, 2023), user=None, city=balikpapan):
            close.append(question)

    assert measures.mean(ndcgs) > 0.95
    assert close == []
