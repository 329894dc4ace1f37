"""An edition from draft to adoption: once, by one person, with what was said decided first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kotacerdas.audit.models import Entry
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.versions import StaleSave
from kotacerdas.discussion import actions as discussion
from kotacerdas.events.models import Event
from kotacerdas.masterplan.actions import cloning, opened, remarks
from kotacerdas.masterplan.actions import editions as deeds
from kotacerdas.masterplan.actions import programmes as records
from kotacerdas.masterplan.actions.editions import Head
from kotacerdas.masterplan.actions.remarks import Word
from kotacerdas.masterplan.domain.record import Record
from kotacerdas.masterplan.models import Edition, Issue, Programme, Readiness, Serving, Strength
from kotacerdas.masterplan.queries import comparing
from kotacerdas.masterplan.tests.factories import NOW, apbd, edition, node, programme, targets
from kotacerdas.notices.models import Notice
from kotacerdas.people.tests import factories as people

if TYPE_CHECKING:
    from kotacerdas.people.models import City, User

pytestmark = pytest.mark.django_db

TODAY = NOW.date()
NEXT = Head("masterplan", "masterplan-2027", "Masterplan Kota Cerdas", 2027, 2031)
WORD = Word("Ketua RT 12", "Tambahkan tempat sampah terpilah.", TODAY)


def kinds(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [fault.kind for fault in refused.value.faults]


def again(of: Edition) -> Edition:
    return Edition.objects.select_related("city").get(pk=of.pk)


def adopt(of: Edition, **more: Any) -> Edition:
    how = {
        "on": TODAY,
        "legal_basis": "Perwali 1/2026",
        "expected": again(of).version,
        "by": None,
        "now": NOW,
    }
    return deeds.adopt(of, **{**how, **more})


def review(of: Edition, **more: Any) -> Edition:
    how = {"until": TODAY + timedelta(14), "expected": again(of).version, "by": None, "now": NOW}
    return deeds.open_review(of, **{**how, **more})


# --- Beginning ---------------------------------------------------------------------------------------------


def test_an_edition_begins_as_a_draft_and_leaves_a_line(balikpapan: City, rina: User) -> None:
    made = deeds.create(balikpapan, NEXT, by=rina, now=NOW)

    assert (made.status, made.predecessor) == ("draft", None)
    assert Entry.objects.filter(kind="masterplan.begin-edition").count() == 1


def test_a_code_is_given_once(plan: Edition, balikpapan: City) -> None:
    with pytest.raises(Refused) as refused:
        deeds.create(balikpapan, replace(NEXT, code=plan.code), by=None, now=NOW)

    assert kinds(refused) == ["plan-code-taken"]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"title_id": " "}, "edition-without-title"),
        ({"last_year": 2020}, "edition-years"),
        ({"last_year": 2099}, "edition-too-long"),
        ({"kind": "renstra"}, "edition-agency"),
    ],
)
def test_a_cover_that_cannot_be_is_refused(balikpapan: City, changes: dict[str, Any], fault: str) -> None:
    with pytest.raises(Refused) as refused:
        deeds.create(balikpapan, replace(NEXT, **changes), by=None, now=NOW)

    assert kinds(refused) == [fault]


def test_the_cover_changes_but_leaves_no_figure_outside(plan: Edition) -> None:
    programme(plan, targets=targets(y2026="5"))
    head = Head(plan.kind, plan.code, "Judul baru", 2022, 2025)

    with pytest.raises(Refused) as refused:
        deeds.change_head(plan, head, expected=1, by=None, now=NOW)
    deeds.change_head(plan, replace(head, last_year=2026), expected=1, by=None, now=NOW)

    assert kinds(refused) == ["edition-years-in-use"]
    assert again(plan).title_id == "Judul baru"


def test_two_who_change_the_cover_see_each_other(plan: Edition) -> None:
    head = Head(plan.kind, plan.code, "Judul baru", 2022, 2026)
    deeds.change_head(plan, head, expected=1, by=None, now=NOW)

    with pytest.raises(StaleSave) as stale:
        deeds.change_head(plan, replace(head, title_id="Judul lain"), expected=1, by=None, now=NOW)

    assert stale.value.current.title_id == "Judul baru"  # type: ignore[attr-defined] # an edition


# --- The next one ------------------------------------------------------------------------------------------


def test_the_next_edition_holds_what_the_last_one_did(adopted: Edition, balikpapan: City) -> None:
    above, rpjmd = node(adopted, "M1", "mission"), node(edition(balikpapan, "rpjmd", kind="rpjmd"))
    below = node(adopted, "T1", parent=above)
    helping = people.organisation("Dinas Perhubungan", city=balikpapan)
    one = programme(adopted, supporting=(helping.pk,), partners=(("ITK", "university"),), lead=helping)
    Serving.objects.create(lower=below, higher=rpjmd)
    Serving.objects.create(programme=one, higher=below)
    Readiness.objects.create(edition=adopted, dimension="gov", element="structure", now=2)
    Strength.objects.create(edition=adopted, quadrant="s", text="Pelabuhan")
    issue = Issue.objects.create(city=balikpapan, code="banjir", title_id="Banjir")
    issue.programmes.add(one)

    made = cloning.succeed(adopted, NEXT, by=None, now=NOW)

    (new,) = made.programmes.all()
    copied = made.nodes.get(code="T1")
    assert (new.code, new.continues, new.lead, new.state) == ("SG-01", one, helping, "planned")
    assert copied.parent == made.nodes.get(code="M1")
    assert list(copied.serves.values_list("higher", flat=True)) == [rpjmd.pk]
    assert list(new.serves.values_list("higher", flat=True)) == [copied.pk]
    assert [each.name for each in new.partners.all()] == ["ITK"]
    assert list(new.supporting.all()) == [helping]
    assert list(new.issues.all()) == [issue]
    assert (made.readiness.count(), made.swot.count(), made.predecessor) == (1, 1, adopted)


def test_a_copy_for_the_same_years_differs_in_nothing(adopted: Edition) -> None:
    days = {"starts_on": date(2023, 3, 1), "ends_on": date(2026, 12, 31)}
    workplans = {"renja": (2023, 2024), "rkpd": (2024,)}
    programme(
        adopted,
        targets=targets(y2024="10"),
        budgets=apbd(2024, 500, changed=700),
        workplans=workplans,
        **days,
    )
    node(adopted)

    made = cloning.succeed(adopted, replace(NEXT, first_year=2022, last_year=2026), by=None, now=NOW)

    found = comparing.compared(adopted, made).difference
    assert found.is_empty
    assert [entry.pair and entry.pair.how for entry in found.programmes] == ["continues"]
    assert found.whole.before == found.whole.after == 700


def test_targets_money_and_days_outside_the_new_period_stay_behind(adopted: Edition) -> None:
    one = programme(adopted, targets=targets(y2024="10", y2026="20"), budgets=apbd(2024, 5) | apbd(2026, 7),
                    starts_on=date(2024, 1, 1), ends_on=date(2026, 6, 30), workplans={"rkpd": (2024, 2026)})  # fmt: skip

    made = cloning.succeed(adopted, replace(NEXT, first_year=2025, last_year=2029), by=None, now=NOW)

    new = made.programmes.get(continues=one)
    assert [each.year for each in new.figures.all()] == [2026]
    assert [each.year for each in new.budgets.all()] == [2026]
    assert [each.year for each in new.workplan_years.all()] == [2026]
    assert (new.starts_on, new.ends_on) == (None, date(2026, 6, 30))


def test_the_number_of_queries_of_a_copy_is_constant(
    adopted: Edition, django_assert_max_num_queries: Any
) -> None:
    for at in range(30):
        programme(adopted, f"SG-{at}", targets=targets(y2024="10"), budgets=apbd(2024, 5))
        node(adopted, f"T{at}")

    with django_assert_max_num_queries(45):
        cloning.succeed(adopted, NEXT, by=None, now=NOW)


def test_another_kind_does_not_follow(adopted: Edition) -> None:
    with pytest.raises(Refused) as refused:
        cloning.succeed(adopted, replace(NEXT, kind="rpjmd"), by=None, now=NOW)

    assert kinds(refused) == ["edition-of-another-kind"]


# --- Review ------------------------------------------------------------------------------------------------


def test_when_a_review_opens_those_who_take_part_are_told_once(plan: Edition, rina: User, budi: User) -> None:
    review(plan, by=rina)
    review(plan, by=rina, until=TODAY + timedelta(30))

    assert again(plan).review_until == TODAY + timedelta(30)
    assert list(Notice.objects.filter(kind="masterplan.review").values_list("person", flat=True)) == [budi.pk]
    assert Event.objects.filter(kind="plan.review_opened").count() == 1


def test_the_same_day_again_changes_nothing(plan: Edition) -> None:
    review(plan)
    review(plan)

    assert again(plan).version == 2


def test_a_review_does_not_end_in_the_past(plan: Edition) -> None:
    with pytest.raises(Refused) as refused:
        review(plan, until=TODAY - timedelta(1))

    assert kinds(refused) == ["review-ends-in-the-past"]


def test_only_while_the_review_is_open_can_anybody_comment(
    plan: Edition, budi: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = programme(plan)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    with pytest.raises(Refused):
        discussion.comment(one, text="Kurang jelas.", by=budi, now=NOW)
    review(plan)

    discussion.comment(Programme.objects.get(pk=one.pk), text="Kurang jelas.", by=budi, now=NOW)

    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(15))
    with pytest.raises(Refused):
        discussion.comment(Programme.objects.get(pk=one.pk), text="Terlambat.", by=budi, now=NOW)


def test_back_to_a_draft_needs_a_reason_and_keeps_what_was_said(plan: Edition) -> None:
    review(plan)
    remarks.write(plan, WORD, by=None, now=NOW)
    version = again(plan).version

    with pytest.raises(Refused) as refused:
        deeds.take_back(plan, reason=" ", expected=version, by=None, now=NOW)
    deeds.take_back(plan, reason="Salah unggah", expected=version, by=None, now=NOW)

    assert kinds(refused) == ["edition-without-reason"]
    assert (again(plan).status, again(plan).review_until) == ("draft", None)
    assert plan.remarks.count() == 1


# --- Adoption ----------------------------------------------------------------------------------------------


def test_adoption_freezes_supersedes_and_sets_going(plan: Edition, adopted: Edition) -> None:
    due = programme(plan, "A", starts_on=date(2022, 1, 1), ends_on=date(2026, 12, 31))
    programme(plan, "B", ends_on=date(2026, 1, 31))
    programme(plan, "C", starts_on=date(2026, 12, 1))
    programme(plan, "D")
    programme(plan, "E", state="stopped", stop_reason="Tidak jadi")

    adopt(plan)

    assert (again(plan).status, again(plan).adopted_on) == ("adopted", TODAY)
    assert again(adopted).status == "superseded"
    states = dict(plan.programmes.values_list("code", "state"))
    assert states == {"A": "running", "B": "planned", "C": "planned", "D": "running", "E": "stopped"}
    (event,) = Event.objects.filter(kind="plan.adopted")
    assert event.fields["superseded"] == adopted.code
    with pytest.raises(Refused):
        opened.require_open(plan)
    with pytest.raises(Refused):
        records.change(due, Record({"title": "Lain"}), expected=2, by=None, now=NOW)


def test_a_plan_of_the_next_year_leaves_the_one_of_this_year_in_force(balikpapan: City) -> None:
    this = edition(balikpapan, "rkpd-2026", kind="rkpd", first_year=2026, status="adopted")
    coming = edition(balikpapan, "rkpd-2027", kind="rkpd", first_year=2027, last_year=2027)

    adopt(coming)

    assert again(this).status == "adopted"


def test_another_kind_agency_or_city_is_not_superseded(
    plan: Edition, balikpapan: City, samarinda: City
) -> None:
    agency = people.organisation(city=balikpapan)
    others = [
        edition(balikpapan, "rpjmd", kind="rpjmd", status="adopted"),
        edition(balikpapan, "renstra", kind="renstra", organisation=agency, status="adopted"),
        edition(samarinda, "masterplan", status="adopted"),
    ]

    adopt(plan)

    assert {again(each).status for each in others} == {"adopted"}


def test_undecided_words_hold_it_up_unless_overruled_with_a_reason(
    plan: Edition, budi: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    review(plan)
    remarks.write(plan, WORD, by=None, now=NOW)
    discussion.comment(again(plan), text="Kurang jelas.", by=budi, now=NOW)

    with pytest.raises(Refused) as refused:
        adopt(plan)
    adopt(plan, overruled="Tenggat nasional")

    (fault,) = refused.value.faults
    assert (fault.kind, fault.values["count"]) == ("edition-undecided", 2)
    entry = Entry.objects.get(kind="masterplan.adopt-overruling")
    assert entry.values.content["reason"][1] == "Tenggat nasional"


def test_a_day_to_come_is_no_adoption(plan: Edition) -> None:
    with pytest.raises(Refused) as refused:
        adopt(plan, on=TODAY + timedelta(1))

    assert kinds(refused) == ["adoption-in-the-future"]


def test_of_two_who_adopt_at_once_the_second_learns_of_the_first(plan: Edition) -> None:
    """Both had opened the page at the same version."""
    adopt(plan, expected=1)

    with pytest.raises(Refused) as refused:
        adopt(plan, expected=1)

    assert kinds(refused) == ["edition-frozen"]
    assert Event.objects.filter(kind="plan.adopted").count() == 1


def test_who_adopts_what_somebody_just_changed_is_stopped(plan: Edition) -> None:
    deeds.change_head(
        plan, Head(plan.kind, plan.code, "Judul baru", 2022, 2026), expected=1, by=None, now=NOW
    )

    with pytest.raises(StaleSave):
        adopt(plan, expected=1)

    assert again(plan).status == "draft"


@pytest.mark.parametrize("deed", ["cover", "review", "back", "remark"])
def test_an_adopted_edition_refuses_every_writing_deed(adopted: Edition, deed: str) -> None:
    how: dict[str, Any] = {"by": None, "now": NOW}
    doing = {
        "cover": lambda: deeds.change_head(
            adopted, Head("masterplan", adopted.code, "Lain", 2022, 2026), expected=1, **how
        ),
        "review": lambda: review(adopted),
        "back": lambda: deeds.take_back(adopted, reason="Salah", expected=1, **how),
        "remark": lambda: remarks.write(adopted, WORD, **how),
    }

    with pytest.raises(Refused) as refused:
        doing[deed]()

    assert kinds(refused) == ["edition-frozen"]


# --- Remarks -----------------------------------------------------------------------------------------------


def test_a_remark_is_decided_once_with_a_reason(plan: Edition, rina: User) -> None:
    made = remarks.write(plan, replace(WORD, programme=programme(plan), is_outside=True), by=rina, now=NOW)

    with pytest.raises(Refused) as refused:
        remarks.decide(made, outcome="accepted", reason="", expected=1, by=rina, now=NOW)
    decided = remarks.decide(made, outcome="partly", reason="Anggaran 2027.", expected=1, by=rina, now=NOW)
    with pytest.raises(StaleSave):
        remarks.decide(made, outcome="rejected", reason="Tidak.", expected=1, by=None, now=NOW)

    assert kinds(refused) == ["remark-without-reason"]
    assert (decided.outcome, decided.decided_by, decided.version) == ("partly", rina, 2)


def test_a_decided_remark_is_not_corrected_until_it_is_open_again(plan: Edition) -> None:
    made = remarks.write(plan, WORD, by=None, now=NOW)
    remarks.decide(made, outcome="rejected", reason="Sudah ada.", expected=1, by=None, now=NOW)

    for deed in (
        lambda: remarks.change(made, WORD, expected=2, by=None, now=NOW),
        lambda: remarks.remove(made, by=None, now=NOW),
    ):
        with pytest.raises(Refused) as refused:
            deed()
        assert kinds(refused) == ["remark-decided"]
    remarks.reopen(made, reason="Usul diperjelas.", expected=2, by=None, now=NOW)
    remarks.change(made, replace(WORD, text="Yang jelas."), expected=3, by=None, now=NOW)

    assert (plan.remarks.get().text, plan.remarks.get().reason) == ("Yang jelas.", "")


def test_a_remark_taken_away_twice_is_gone_once(plan: Edition) -> None:
    made = remarks.write(plan, WORD, by=None, now=NOW)
    kept = plan.remarks.get()

    remarks.remove(made, by=None, now=NOW)
    remarks.remove(kept, by=None, now=NOW)

    assert Entry.objects.filter(kind="masterplan.drop-remark").count() == 1


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"text": " "}, "remark-empty"),
        ({"speaker": ""}, "remark-without-speaker"),
        ({"said_on": TODAY + timedelta(1)}, "remark-in-the-future"),
    ],
)
def test_a_remark_that_cannot_be_is_refused(plan: Edition, changes: dict[str, Any], fault: str) -> None:
    with pytest.raises(Refused) as refused:
        remarks.write(plan, replace(WORD, **changes), by=None, now=NOW)

    assert kinds(refused) == [fault]


def test_a_remark_is_on_something_of_its_own_edition(plan: Edition, adopted: Edition) -> None:
    with pytest.raises(Refused) as refused:
        remarks.write(plan, replace(WORD, programme=programme(adopted)), by=None, now=NOW)

    assert kinds(refused) == ["remark-elsewhere"]
