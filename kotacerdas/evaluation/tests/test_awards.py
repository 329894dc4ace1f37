"""Awards: recorded by the operator of the whole round, seen with the results that they honour, never before."""

from datetime import date
from decimal import Decimal

import pytest

from kotacerdas.audit.models import Entry
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.tests.reading import rows, tables, words
from kotacerdas.evaluation import actions, queries
from kotacerdas.evaluation.models import Award, Round
from kotacerdas.evaluation.tests import factories
from kotacerdas.evaluation.tests.factories import NOW, award, scored_round
from kotacerdas.people.roles import Role
from kotacerdas.people.tests.factories import officeholder

LIST = "/putaran/panel-2026/penghargaan/"
FORM = f"{LIST}catat/"
KEY = "k" * 20
TYPED = {
    "city": "64.71",
    "part": "A",
    "title_id": "Terbaik I",
    "awarded_on": "2026-11-20",
    "submission_key": KEY,
}


@pytest.fixture
def panel(balikpapan, samarinda, malang_kab):
    return scored_round({balikpapan: (2, 2, 2), samarinda: (1, 1, 3), malang_kab: (4, 4, 4)})


def published(round_):
    Round.objects.filter(pk=round_.pk).update(is_published=True)


def faults(round_, city, by=None, **fields):
    new = actions.NewAward(city, **({"title_id": "Terbaik I"} | fields))
    with pytest.raises(Refused) as refused:
        actions.give_award(round_, new, by=by, now=NOW)
    return [fault.kind for fault in refused.value.faults]


# --- deeds -------------------------------------------------------------------------------------------------


def test_an_award_keeps_what_it_is_for_and_when(panel, balikpapan, nadia):
    new = actions.NewAward(balikpapan, " Terbaik I ", "First", "C", date(2026, 11, 20))
    made = actions.give_award(panel, new, by=nadia, now=NOW)

    kept = Award.objects.get()
    assert (kept, kept.city, kept.part, kept.title_id) == (made, balikpapan, "C", "Terbaik I")
    entry = Entry.objects.get(kind="evaluation.award_given")
    assert (entry.actor, entry.values.content["title"]) == (nadia, [None, "Terbaik I"])


def test_the_citys_trail_tells_nothing_of_it(panel, balikpapan, rina):
    award(panel, balikpapan)

    assert not Entry.objects.visible_to(rina).filter(kind__startswith="evaluation.award").exists()


def test_what_makes_no_sense_is_refused(panel, balikpapan, malang_kota):
    award(panel, balikpapan, part="A")

    assert faults(panel, balikpapan, title_id="  ") == ["award-without-title"]
    assert faults(panel, malang_kota) == ["award-without-result"]
    assert faults(panel, balikpapan, part="Z") == ["award-part-unknown"]
    # The form of 2024 has no questions, so nothing is known of its dimensions.
    assert faults(panel, balikpapan, part="gov") == ["award-part-unknown"]
    assert faults(panel, balikpapan, part="A") == ["award-twice"]


def test_the_same_title_is_given_for_another_part(panel, balikpapan):
    award(panel, balikpapan, part="A")
    award(panel, balikpapan, part="B")

    assert Award.objects.count() == 2


def test_a_dimension_can_be_honoured_where_the_form_knows_it(balikpapan):
    round_ = scored_round({balikpapan: (1, 2)}, instrument="smartcity/2023-kppn")

    assert award(round_, balikpapan, part="gov").part == "gov"


def test_who_did_not_take_part_is_not_honoured(panel, malang_kota):
    actions.load_results(panel, [factories.row(malang_kota, participated=False)], by=None, now=NOW)

    assert faults(panel, malang_kota) == ["award-without-result"]


def test_removing_one_leaves_it_in_the_trail(panel, balikpapan, nadia):
    made = award(panel, balikpapan)

    for _turn in range(2):
        actions.remove_award(made, by=nadia, now=NOW)

    assert not Award.objects.exists()
    assert Entry.objects.filter(kind="evaluation.award_removed").count() == 1


@pytest.mark.parametrize("who", ["siti", "rina", "tetangga", "hadi"])
def test_nobody_but_the_operator_gives_or_removes(request, panel, balikpapan, who):
    made, other = award(panel, balikpapan), request.getfixturevalue(who)

    assert faults(panel, balikpapan, by=other, part="A") == ["round-not-yours"]
    with pytest.raises(Refused):
        actions.remove_award(made, by=other, now=NOW)


def test_a_province_honours_in_its_own_rounds_alone(panel, balikpapan):
    operator = officeholder("prov@contoh.id", Role.PROVINCIAL_OPERATOR, province=balikpapan.province)
    own = scored_round({balikpapan: (1, 2)}, code="kaltim-2026", province=balikpapan.province)

    assert faults(panel, balikpapan, by=operator) == ["round-not-yours"]
    assert actions.give_award(own, actions.NewAward(balikpapan, "Terbaik"), by=operator, now=NOW)


# --- who sees them -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["rina", "lestari", "tetangga", "hadi", "siti"])
def test_before_publication_nobody_outside_sees_an_award(request, as_user, anonymous, panel, balikpapan, who):
    """Not even the city itself, nor that somebody was honoured."""
    award(panel, balikpapan, "Juara Rahasia")
    reader = request.getfixturevalue(who)

    assert not Award.objects.visible_to(reader).exists()
    for browser in (as_user(reader), anonymous):
        for address in (LIST, "/putaran/panel-2026/", "/k/64.71/", "/"):
            text = browser.get(address).content.decode()
            assert "Juara Rahasia" not in text
            assert "penghargaan/" not in text.replace(f'"{LIST}"', "") or address == LIST


def test_a_city_in_the_round_finds_an_empty_page(as_user, rina, nadia, balikpapan):
    round_ = factories.run_round(cities=(balikpapan,), by=nadia)
    factories.result(round_, balikpapan, final=Decimal("2.50"))
    award(round_, balikpapan, "Juara Rahasia")

    page = as_user(rina).get(f"/en/putaran/{round_.code}/penghargaan/")

    assert page.status_code == 200
    assert "None is published here" in words(page)
    assert "Juara" not in page.content.decode()
    assert "penghargaan/" not in as_user(rina).get(f"/putaran/{round_.code}/").content.decode()


def test_published_awards_are_there_for_all_by_what_they_are_for(anonymous, panel, balikpapan, malang_kab):
    award(panel, malang_kab, "Terbaik I", title_en="First")
    award(panel, balikpapan, "Terbaik Sumber Daya", part="B", awarded_on=date(2026, 11, 20))
    published(panel)

    page = anonymous.get(f"/en{LIST}")

    said = words(page)
    assert "2 awards for the year 2026" in said
    assert said.index("Overall Award City Awarded on First Kab. Malang") < said.index(
        "Terbaik Sumber Daya Kota Balikpapan"
    )
    assert "November 20, 2026" in said or "20 November 2026" in said
    assert "hapus/" not in page.content.decode()
    assert "catat/" not in page.content.decode()
    assert f'"{LIST}"' in anonymous.get("/putaran/panel-2026/").content.decode()


def test_a_ranking_without_awards_leads_to_none(anonymous, as_user, nadia, panel):
    published(panel)

    assert LIST not in anonymous.get("/putaran/panel-2026/").content.decode()
    assert LIST in as_user(nadia).get("/putaran/panel-2026/").content.decode()


def test_a_citys_own_round_has_no_page_of_awards(as_user, rina, balikpapan):
    own = factories.own_round(balikpapan)

    assert as_user(rina).get(f"/putaran/{own.code}/penghargaan/").status_code == 404


@pytest.mark.parametrize("who", ["siti", "rina", "tetangga"])
def test_the_form_is_closed_to_others(request, as_user, panel, balikpapan, who):
    made, browser = award(panel, balikpapan), as_user(request.getfixturevalue(who))

    assert browser.get(FORM).status_code == 403
    assert browser.post(FORM, TYPED).status_code == 403
    assert browser.post(f"{LIST}{made.pk}/hapus/", {"submission_key": KEY}).status_code == 403
    assert Award.objects.count() == 1


def test_for_a_province_the_form_of_a_national_round_is_not_there(as_user, panel, balikpapan):
    operator = officeholder("prov@contoh.id", Role.PROVINCIAL_OPERATOR, province=balikpapan.province)
    made = award(panel, balikpapan)
    published(panel)
    browser = as_user(operator)

    assert browser.get(FORM).status_code == 404
    assert browser.post(FORM, TYPED).status_code == 404
    assert browser.post(f"{LIST}{made.pk}/hapus/", {"submission_key": KEY}).status_code == 404
    assert Award.objects.count() == 1


def test_an_award_of_another_round_is_not_removed_here(as_user, nadia, panel, balikpapan):
    other = scored_round({balikpapan: (1, 2)}, code="panel-2025", year=2025)
    made = award(other, balikpapan)

    assert as_user(nadia).post(f"{LIST}{made.pk}/hapus/", {"submission_key": KEY}).status_code == 404


# --- the form ----------------------------------------------------------------------------------------------


def test_sent_twice_it_is_one_award(as_user, nadia, panel):
    browser = as_user(nadia)

    answers = [browser.post(FORM, TYPED) for _turn in range(2)]

    assert {answer["Location"] for answer in answers} == {LIST}
    made = Award.objects.get()
    assert (made.city.code, made.part, made.awarded_on) == ("64.71", "A", date(2026, 11, 20))


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(as_user, nadia, panel, balikpapan):
    award(panel, balikpapan, part="A")

    page = as_user(nadia).post(f"/en{FORM}", TYPED)

    assert page.status_code == 422
    assert "Kota Balikpapan has the award “Terbaik I” already." in words(page)
    assert 'value="Terbaik I"' in page.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [{"city": "35.73"}, {"city": ""}, {"title_id": ""}, {"part": "zz"}, {"awarded_on": "0202-11-20"}],
)
def test_the_form_takes_nothing_that_makes_no_sense(as_user, nadia, panel, malang_kota, wrong):
    assert as_user(nadia).post(FORM, TYPED | wrong).status_code == 422
    assert not Award.objects.exists()


def test_an_award_is_removed_with_a_button(as_user, nadia, panel, balikpapan):
    made, browser = award(panel, balikpapan), as_user(nadia)
    button = f"{LIST}{made.pk}/hapus/"
    assert button in browser.get(LIST).content.decode()

    page = browser.post(button, {"submission_key": KEY}, follow=True)

    assert not Award.objects.exists()
    assert "dihapus" in words(page) or "removed" in words(page)


# --- proposals ---------------------------------------------------------------------------------------------


def test_the_best_of_the_whole_and_of_each_part_are_proposed(as_user, nadia, panel, balikpapan, malang_kab):
    listing = queries.ranking_of(panel, nadia)

    found = queries.proposals(listing)

    assert [(each.part, each.row.city) for each in found] == [
        (part, malang_kab) for part in ("", "A", "B", "C", "D", "E")
    ]
    assert {row[1] for row in rows(as_user(nadia).get(LIST))} == {"Kab. Malang"}


def test_who_has_the_award_is_not_proposed_again(as_user, nadia, panel, malang_kab):
    award(panel, malang_kab, part="A")

    _given, proposed = tables(as_user(nadia).get(LIST), "tb")
    assert len(proposed) == 5


def test_equals_are_all_proposed_but_a_crowd_is_no_winner(
    nadia, balikpapan, samarinda, malang_kab, malang_kota
):
    two = scored_round({balikpapan: (2, 2), samarinda: (2, 2), malang_kab: (1, 1)})
    four = scored_round(
        dict.fromkeys((balikpapan, samarinda, malang_kab, malang_kota), (3, 3)), code="p-2025"
    )

    tied = [each.row.city for each in queries.proposals(queries.ranking_of(two, nadia)) if not each.part]

    assert tied == [balikpapan, samarinda]
    assert queries.proposals(queries.ranking_of(four, nadia)) == []


def test_dimensions_are_proposed_where_questions_are_known(nadia, balikpapan, samarinda):
    round_ = scored_round({balikpapan: (2, 3), samarinda: (1, 1)}, instrument="smartcity/2023-kppn")

    found = queries.proposals(queries.ranking_of(round_, nadia))

    assert [each.part for each in found][-6:] == ["gov", "brand", "eco", "liv", "soc", "env"]
    assert {each.figure for each in found} == {Decimal("2.5")}


def test_a_proposal_fills_in_the_form_in_both_languages(as_user, nadia, panel):
    page = as_user(nadia).get(f"/en{FORM}?kota=35.07&bagian=B").content.decode()

    assert '<option value="35.07" selected>' in page
    assert '<option value="B" selected>' in page
    assert 'name="title_en" value="Highest score:' in page
    assert not Award.objects.exists()


def test_others_see_no_proposals(as_user, rina, panel):
    published(panel)

    assert rows(as_user(rina).get(LIST)) == []
