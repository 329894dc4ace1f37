"""When a page that was found is good enough to be proposed as proof, and when "not found" is the honest answer."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.evidence.domain.asking import ask, with_hint
from kotacerdas.evidence.domain.closeness import ENOUGH, Facts, closeness, facts
from kotacerdas.evidence.domain.freshness import Freshness, Times
from kotacerdas.evidence.domain.passages import cut
from kotacerdas.evidence.domain.ranking import Question, weigh
from kotacerdas.evidence.domain.standing import Mark, Standing

OF_2025 = Standing(Freshness.FITS, False, (), Times(date(2025, 1, 1), date(2025, 12, 31)))
OF_2021 = Standing(Freshness.EARLIER, False, (), Times(date(2021, 1, 1), date(2021, 12, 31)))
UNKNOWN = Standing(Freshness.UNKNOWN, False, ())
ROOM = "Sidang Dewan Smart City membahas percepatan integrasi layanan dan dihadiri seluruh anggota dewan."


def close(asked, text, *, standing=OF_2025, title="", counts=None, hints=()):
    concepts = with_hint(ask(asked), hints).concepts
    question = Question(weigh(concepts, counts or [5] * len(concepts), 1000))
    (passage,) = cut(text)
    named = question.in_title(title.lower(), title.lower().split())
    features = question.look(passage.raw, passage.stems.split(" "), in_title=named)
    return closeness(facts(question, features, standing))


def test_a_page_that_says_all_of_it_is_close_and_one_that_says_half_is_not():
    asked = "sidang Dewan Smart City integrasi layanan"

    assert close(asked, ROOM, title="Sidang dewan") > ENOUGH
    assert close(asked, "Sidang paripurna membahas layanan kesehatan.") < ENOUGH


def test_the_year_that_was_asked_for_must_be_on_the_page_or_be_the_period_of_the_document():
    asked = "sidang Dewan Smart City integrasi layanan 2021"

    assert close(asked, ROOM, standing=OF_2021) > close(asked, ROOM, standing=UNKNOWN)
    assert close(asked, ROOM + " Balikpapan, 2021.", standing=UNKNOWN) > close(asked, ROOM, standing=UNKNOWN)
    assert close(asked, ROOM, standing=OF_2025) < close(asked, ROOM, standing=UNKNOWN)


def test_the_hint_of_a_dimension_proves_nothing():
    hints = ("smart governance", "tata kelola")
    text = "Tata kelola arsip kantor kecamatan."

    assert close("jumlah dataset terbuka", text, hints=hints) < ENOUGH


def test_one_word_that_is_found_proves_less_than_five():
    assert close("sidang", ROOM) < close("sidang Dewan Smart City integrasi layanan", ROOM)


def test_what_speaks_against_a_page_lowers_it():
    draft = Standing(Freshness.FITS, False, (Mark.DRAFT,), OF_2025.period)

    assert close("sidang Dewan Smart City", ROOM, standing=draft) < close("sidang Dewan Smart City", ROOM)


def test_without_a_standing_nothing_speaks_against_it():
    concepts = ask("sidang dewan 2021").concepts
    question = Question(weigh(concepts, [5] * len(concepts), 1000))
    (passage,) = cut(ROOM)
    features = question.look(passage.raw, passage.stems.split(" "), in_title={})

    most = closeness(facts(question, features))

    assert all(closeness(facts(question, features, each)) <= most for each in (OF_2025, OF_2021, UNKNOWN))


share = st.floats(0, 1)


@given(st.builds(Facts, *[share] * 8, st.floats(-3, 0)))
def test_it_is_always_between_0_and_1(known):
    assert 0 < closeness(known) < 1
