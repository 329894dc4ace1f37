"""The record of a programme: written whole or not at all, frozen with its edition."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.versions import StaleSave
from kotacerdas.masterplan.actions import programmes as deeds
from kotacerdas.masterplan.domain.record import Money, Record
from kotacerdas.masterplan.models import Edition, Programme
from kotacerdas.masterplan.tests.factories import NOW, apbd, edition, programme, targets

if TYPE_CHECKING:
    from kotacerdas.people.models import City

pytestmark = pytest.mark.django_db


def kinds(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [fault.kind for fault in refused.value.faults]


def test_a_programme_is_written_with_all_its_parts(plan: Edition) -> None:
    made = programme(
        plan,
        targets=targets(y2024="10", y2025="20"),
        partners=(("ITS", "university"),),
        budgets=apbd(2024, 500),
    )

    assert [(each.year, each.target) for each in made.figures.all()] == [(2024, 10), (2025, 20)]
    assert [each.effective for each in made.budgets.all()] == [500]
    assert [each.name for each in made.partners.all()] == ["ITS"]


def test_what_is_not_said_is_not_touched(plan: Edition) -> None:
    made = programme(plan, targets=targets(y2024="10"), budgets=apbd(2024, 500), goal="Cepat")

    deeds.change(made, Record({"title": "Baru"}, targets=targets(y2025="20")), expected=1, by=None, now=NOW)

    kept = Programme.objects.get(pk=made.pk)
    assert (kept.title, kept.goal, kept.version) == ("Baru", "Cepat", 2)
    assert [each.year for each in kept.figures.all()] == [2024, 2025]
    assert kept.budgets.count() == 1


def test_budgets_that_are_said_are_all_there_are(plan: Edition) -> None:
    made = programme(plan, budgets=apbd(2024, 500) | apbd(2025, 700))

    deeds.change(made, Record(budgets=apbd(2025, 800)), expected=1, by=None, now=NOW)

    assert [(each.year, each.ceiling) for each in made.budgets.all()] == [(2025, 800)]


def test_the_same_record_again_changes_nothing(plan: Edition) -> None:
    made = programme(plan, targets=targets(y2024="10"), budgets=apbd(2024, 500))
    again = Record({"title": made.title}, targets=targets(y2024="10"), budgets=apbd(2024, 500))

    assert deeds.write_all(plan, [deeds.Row(made.code, again, 1)], by=None, now=NOW) == 0
    assert Programme.objects.get(pk=made.pk).version == 1


def test_everything_that_is_wrong_is_said_at_once(plan: Edition) -> None:
    wrong = Record(
        {
            "title": " ",
            "kind": "dimension",
            "unit": "%",
            "starts_on": date(2024, 5, 1),
            "ends_on": date(2024, 4, 1),
        },
        targets=targets(y2024="120", y2031="1"),
        budgets={(2024, "apbd"): Money(100, plan=(60, 50, None, None))},
    )

    with pytest.raises(Refused) as refused:
        deeds.add(plan, "SG 01/a", wrong, by=None, now=NOW)

    assert set(kinds(refused)) == {
        "programme-code", "programme-without-title", "programme-without-dimension", "programme-ends-before-start",
        "percent-above-hundred", "year-outside-edition", "quarters-above-ceiling",
    }  # fmt: skip
    assert not Programme.objects.exists()


def test_of_many_rows_one_bad_one_keeps_all_out(plan: Edition) -> None:
    rows = [deeds.Row(f"P-{at}", Record({"title": "x", "kind": "quick_win"})) for at in range(3)]
    rows.append(deeds.Row("P-9", Record({"title": "", "kind": "quick_win"})))

    with pytest.raises(Refused):
        deeds.write_all(plan, rows, by=None, now=NOW)

    assert not Programme.objects.exists()


def test_two_people_editing_one_programme_lose_nothing(plan: Edition) -> None:
    made = programme(plan)
    deeds.change(made, Record({"title": "Rina"}), expected=1, by=None, now=NOW)

    with pytest.raises(StaleSave) as stale:
        deeds.change(made, Record({"title": "Budi"}), expected=1, by=None, now=NOW)

    assert stale.value.current.title == "Rina"  # type: ignore[attr-defined]  # a programme
    assert stale.value.typed == {"title": "Budi"}


def test_an_adopted_edition_keeps_words_targets_and_ceilings(adopted: Edition) -> None:
    made = programme(adopted, budgets=apbd(2024, 500))
    frozen = [
        Record({"title": "Lain"}),
        Record(targets=targets(y2024="10")),
        Record(budgets=apbd(2024, 600)),
        Record(budgets={}),
        Record(partners=(("ITS", "university"),)),
    ]

    for record in frozen:
        with pytest.raises(Refused) as refused:
            deeds.change(made, record, expected=1, by=None, now=NOW)
        assert kinds(refused) == ["edition-frozen"]
    with pytest.raises(Refused):
        deeds.add(adopted, "SG-02", Record({"title": "x", "kind": "quick_win"}), by=None, now=NOW)
    with pytest.raises(Refused):
        deeds.remove(made, by=None, now=NOW)


def test_after_adoption_goes_on_what_lives(adopted: Edition) -> None:
    made = programme(adopted, budgets=apbd(2024, 500))
    living = Record(
        {"state": "running", "sipd": {"kegiatan": "2.16.02"}},
        realised=targets(y2024="7"),
        budgets=apbd(2024, 500, changed=450, plan=(100, None, None, None)),
    )

    deeds.change(made, living, expected=1, by=None, now=NOW)

    assert [each.effective for each in made.budgets.all()] == [450]
    assert made.figures.get().realised == Decimal(7)


def test_money_is_exact_to_the_rupiah(plan: Edition) -> None:
    made = programme(plan, budgets=apbd(2024, 999_999_999_999_999))

    assert made.budgets.get().ceiling == 999_999_999_999_999


def test_removing_twice_is_removing_once(plan: Edition) -> None:
    made = programme(plan)

    deeds.remove(made, expected=1, by=None, now=NOW)
    deeds.remove(made, expected=1, by=None, now=NOW)

    assert not plan.programmes.exists()


def test_two_cities_may_use_the_same_codes(balikpapan: City, samarinda: City) -> None:
    ours, theirs = edition(balikpapan), edition(samarinda)

    assert programme(ours).code == programme(theirs).code


def test_many_rows_take_a_constant_number_of_queries(plan: Edition, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def] # pytest-django's
    def rows(count: int) -> list[deeds.Row]:
        record = Record(
            {"title": "x", "kind": "quick_win"}, targets=targets(y2024="1"), budgets=apbd(2024, 1)
        )
        return [deeds.Row(f"P-{at}", record) for at in range(count)]

    with django_assert_max_num_queries(24):
        deeds.write_all(plan, rows(3), by=None, now=NOW)
    with django_assert_max_num_queries(24):
        deeds.write_all(plan, rows(300), by=None, now=NOW)


def workplans(of: Programme) -> list[tuple[str, int]]:
    return list(of.workplan_years.values_list("document", "year"))


def test_years_of_renja_and_rkpd_are_told_apart_and_one_that_is_not_named_stays(plan: Edition) -> None:
    made = programme(plan, workplans={"renja": (2024, 2025), "rkpd": (2025,)})

    deeds.change(made, Record(workplans={"rkpd": (2026,)}), expected=1, by=None, now=NOW)

    assert workplans(made) == [("renja", 2024), ("renja", 2025), ("rkpd", 2026)]
    assert Programme.objects.get(pk=made.pk).version == 2
    again = deeds.Row(made.code, Record(workplans={"rkpd": (2026,)}), 2)
    assert deeds.write_all(plan, [again], by=None, now=NOW) == 0


def test_they_go_on_after_adoption(adopted: Edition) -> None:
    made = programme(adopted)

    deeds.change(made, Record(workplans={"renja": (2026,)}), expected=1, by=None, now=NOW)

    assert workplans(made) == [("renja", 2026)]


def test_a_year_of_the_rkpd_lies_within_the_edition(plan: Edition) -> None:
    with pytest.raises(Refused) as refused:
        programme(plan, workplans={"rkpd": (2021, 2026, 2027)})

    assert kinds(refused) == ["year-outside-edition", "year-outside-edition"]
    assert [fault.values["year"] for fault in refused.value.faults] == ["2021", "2027"]
