"""Chosen sites become programmes of an open plan, each once, by who keeps the plans of the city."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kotacerdas.audit.models import Entry
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.submissions import FIELD, new_key
from kotacerdas.jobs import actions as jobs
from kotacerdas.masterplan.actions import programmes
from kotacerdas.masterplan.models import Programme
from kotacerdas.masterplan.tests import factories as plans
from kotacerdas.siting import proposing
from kotacerdas.siting.actions import computing
from kotacerdas.siting.actions.proposing import propose
from kotacerdas.siting.models import Answer, Proposal
from kotacerdas.siting.proposing import How
from kotacerdas.siting.tests.outcomes import NOW, answer, scenario

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kotacerdas.masterplan.models import Edition
    from kotacerdas.people.models import City, User

pytestmark = pytest.mark.django_db
ALL = How(by_kecamatan=False, year=2027, source="apbd", address="https://kota.example/titik-berikut/x/")
EACH = How(by_kecamatan=True, year=2027, source="csr", address=ALL.address)


@pytest.fixture
def edition(balikpapan: City) -> Edition:
    return plans.edition(balikpapan, "masterplan-2027", first_year=2027, last_year=2031)


@pytest.fixture
def answered(balikpapan: City) -> Answer:
    """Two sites in one kecamatan, one in another."""
    made = answer(scenario(balikpapan))
    made.chosen[0] |= {"kecamatan": "64.71.02", "kecamatan_name": "Balikpapan Barat"}
    made.save()
    return made


def proposed(of: Answer, to: Edition, how: How = ALL, by: User | None = None) -> Sequence[Programme]:
    return propose(of, edition=to, how=how, by=by, now=NOW)


def test_one_programme_has_target_ceiling_places_and_the_way_back(
    answered: Answer, edition: Edition, rina: User
) -> None:
    (made,) = proposed(answered, edition, by=rina)

    assert made.code == "WIFI-1"
    assert made.figures.get().target == Decimal(300)
    money = made.budgets.get()
    assert (money.year, money.source, money.ceiling) == (2027, "apbd", 15_000_000)
    for each in ("Balai 1", "Balai 2", "Balai 3", ALL.address, answered.scenario.title):
        assert each in made.description
    assert Entry.objects.filter(kind="siting.propose").count() == 1


def test_a_programme_for_each_kecamatan_shares_people_and_money(answered: Answer, edition: Edition) -> None:
    made = proposed(answered, edition, EACH)

    assert [each.code for each in made] == ["WIFI-1", "WIFI-2"]
    assert sorted(each.budgets.get().ceiling for each in made) == [5_000_000, 10_000_000]
    assert sum(each.figures.get().target or 0 for each in made) == 300
    assert any("Balikpapan Barat" in each.title for each in made)


def test_the_words_are_in_the_language_of_the_plan(answered: Answer, edition: Edition) -> None:
    with translation.override("en"):
        (made,) = proposed(answered, edition)

    with translation.override("id"):
        assert made.title == proposing.title(_parcel(answered))


def _parcel(of: Answer) -> Any:
    from kotacerdas.siting.domain.parcels import parcels

    return parcels(of.chosen, by_kecamatan=False)[0]


def test_proposing_twice_changes_nothing(answered: Answer, edition: Edition) -> None:
    first = proposed(answered, edition)
    again = proposed(answered, edition)

    assert [each.pk for each in first] == [each.pk for each in again]
    assert (Programme.objects.count(), Proposal.objects.count()) == (1, 1)


def test_what_was_dropped_may_be_proposed_anew(answered: Answer, edition: Edition) -> None:
    (first,) = proposed(answered, edition)
    programmes.remove(first, by=None, now=NOW)
    (again,) = proposed(answered, edition)

    assert again.pk != first.pk
    assert Proposal.objects.get().programme == again


def test_put_together_otherwise_or_from_another_answer_is_refused(answered: Answer, edition: Edition) -> None:
    proposed(answered, edition)
    later = answer(answered.scenario, 2, asked_at=NOW + timedelta(days=1))
    for of, how in ((answered, EACH), (later, ALL)):
        with pytest.raises(Refused) as refused:
            proposed(of, edition, how)
        assert [each.kind for each in refused.value.faults] == ["propose-before"]
    assert Programme.objects.count() == 1


def test_another_edition_takes_the_same_answer(answered: Answer, edition: Edition, balikpapan: City) -> None:
    other = plans.edition(balikpapan, "renja-2027", kind="renja", first_year=2027, last_year=2027)
    proposed(answered, edition)
    proposed(answered, other)

    assert Programme.objects.count() == 2


def test_an_adopted_edition_stays_as_it_is(answered: Answer, edition: Edition) -> None:
    edition.status = "adopted"
    edition.save()
    with pytest.raises(Refused) as refused:
        proposed(answered, edition)

    assert [each.kind for each in refused.value.faults] == ["edition-frozen"]
    assert not Proposal.objects.exists()


def test_codes_that_are_taken_are_passed_over(answered: Answer, edition: Edition) -> None:
    plans.programme(edition, "wifi-1")

    assert [each.code for each in proposed(answered, edition)] == ["WIFI-2"]


@pytest.mark.parametrize(
    ("how", "kind"),
    [
        (How(by_kecamatan=False, year=2050, source="apbd", address=""), "propose-year"),
        (How(by_kecamatan=False, year=2027, source="apbd", address="", lead=10**6), "propose-other-city"),
    ],
)
def test_what_does_not_fit_is_refused(answered: Answer, edition: Edition, how: How, kind: str) -> None:
    with pytest.raises(Refused) as refused:
        proposed(answered, edition, how)

    assert [each.kind for each in refused.value.faults] == [kind]


def test_a_plan_of_another_city_is_refused(answered: Answer, samarinda: City) -> None:
    with pytest.raises(Refused) as refused:
        proposed(answered, plans.edition(samarinda, first_year=2027, last_year=2031))

    assert [each.kind for each in refused.value.faults] == ["propose-other-city"]


def test_many_places_are_counted_where_they_do_not_fit(balikpapan: City, edition: Edition) -> None:
    (made,) = proposed(answer(scenario(balikpapan), 200), edition)

    assert len(made.description) <= proposing.MOST_LETTERS
    assert ALL.address in made.description
    assert made.budgets.get().ceiling == 1_000_000_000


def test_a_sample_stays_a_sample(balikpapan: City, edition: Edition) -> None:
    (made,) = proposed(answer(scenario(balikpapan, is_sample=True)), edition)

    assert made.is_sample


# --- The page -----------------------------------------------------------------------------------------------


def address(of: Answer) -> str:
    return reverse("siting:propose", args=[of.scenario.city.code, of.scenario.code])


def sent(client: Client, of: Answer, to: Edition, **values: str) -> Any:
    given = {
        "answer": of.mark,
        "edition": to.code,
        "grouping": "all",
        "year": "2027",
        "source": "apbd",
        "lead": "",
        **values,
    }
    return client.post(address(of), {FIELD: new_key(), **given})


def test_the_programme_office_proposes_on_the_page(
    answered: Answer, edition: Edition, rina: User, as_user: Callable[[User], Client]
) -> None:
    done = sent(as_user(rina), answered, edition)

    assert done.status_code == 302
    made = Programme.objects.get()
    assert done["Location"].endswith(f"/program/{made.code}/")
    assert answered.scenario.get_absolute_url() in made.description
    assert "WIFI-1" in as_user(rina).get(address(answered)).content.decode()


@pytest.mark.parametrize(
    "values",
    [
        {"edition": "lain"},
        {"year": "x"},
        {"year": "2026"},
        {"source": "dompet"},
        {"grouping": ""},
        {"lead": "1' OR"},
    ],
)
def test_odd_values_are_refused_with_the_form(
    answered: Answer, edition: Edition, rina: User, as_user: Callable[[User], Client], values: dict[str, str]
) -> None:
    assert sent(as_user(rina), answered, edition, **values).status_code == 422
    assert not Programme.objects.exists()


def test_what_is_refused_is_said_in_words(
    answered: Answer, edition: Edition, rina: User, as_user: Callable[[User], Client]
) -> None:
    proposed(answered, edition)
    with translation.override("en"):
        page = sent(as_user(rina), answered, edition, grouping="kecamatan")

    assert page.status_code == 422
    assert "Remove them first" in page.content.decode()


def test_an_answer_that_nobody_has_seen_is_not_proposed(
    answered: Answer, edition: Edition, rina: User, as_user: Callable[[User], Client]
) -> None:
    later = answer(answered.scenario, 2, asked_at=NOW + timedelta(days=1))
    with translation.override("en"):
        page = sent(as_user(rina), answered, edition, source="csr")
    words = page.content.decode()

    assert page.status_code == 422
    assert "Another answer was found while you read this one." in words
    assert not Programme.objects.exists()
    assert f'value="{later.mark}"' in words
    assert '<option value="csr" selected>' in words
    assert sent(as_user(rina), later, edition).status_code == 302


def test_an_answer_that_is_still_being_looked_for_is_not_proposed(
    answered: Answer, edition: Edition, rina: User
) -> None:
    asked = computing.ask(answered.scenario, by=None, now=NOW)
    Answer.objects.filter(pk=asked.pk).update(
        stages=answered.stages, chosen=answered.chosen, figures=answered.figures
    )
    with pytest.raises(Refused) as refused:
        proposed(Answer.objects.get(pk=asked.pk), edition)

    assert [each.kind for each in refused.value.faults] == ["propose-unfinished"]
    jobs.cancel(asked.job, by=None, now=NOW)
    assert len(proposed(Answer.objects.get(pk=asked.pk), edition)) == 1


def test_the_way_to_the_plan_is_shown_to_who_keeps_plans(
    answered: Answer, rina: User, budi: User, as_user: Callable[[User], Client]
) -> None:
    page = answered.scenario.get_absolute_url()

    assert address(answered) in as_user(rina).get(page).content.decode()
    assert address(answered) not in as_user(budi).get(page).content.decode()


def test_sent_twice_it_is_proposed_once(
    answered: Answer, edition: Edition, rina: User, as_user: Callable[[User], Client]
) -> None:
    client, key = as_user(rina), new_key()
    first, second = (sent(client, answered, edition, **{FIELD: key}) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert Programme.objects.count() == 1


def test_others_do_not_propose(
    answered: Answer,
    edition: Edition,
    tetangga: User,
    budi: User,
    siti: User,
    as_user: Callable[[User], Client],
) -> None:
    for other in (tetangga, budi, siti):
        client = as_user(other)
        assert client.get(address(answered)).status_code in (403, 404)
        assert client.post(address(answered), {"edition": edition.code}).status_code in (403, 404)
    assert not Programme.objects.exists()


def test_without_an_open_edition_the_page_says_what_to_do(
    answered: Answer, rina: User, as_user: Callable[[User], Client]
) -> None:
    with translation.override("en"):
        page = as_user(rina).get(address(answered)).content.decode()

    assert "No edition is open" in page
    assert "<select" not in page


def test_queries_do_not_grow_with_the_sites(
    balikpapan: City,
    edition: Edition,
    rina: User,
    as_user: Callable[[User], Client],
    django_assert_max_num_queries: Any,
) -> None:
    client = as_user(rina)
    few_sites, many = answer(scenario(balikpapan)), answer(scenario(balikpapan, title="Banyak"), 60)
    client.get(address(few_sites))
    with django_assert_max_num_queries(60) as few:
        client.get(address(few_sites))
    with django_assert_max_num_queries(len(few)):
        client.get(address(many))
