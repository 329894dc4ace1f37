"""Goals, what serves what, issues, readiness and SWOT: written, refused, frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kotacerdas.audit.models import Entry
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.masterplan.actions import analysis, documents
from kotacerdas.masterplan.actions.analysis import Judged, Wording
from kotacerdas.masterplan.actions.documents import Sentence
from kotacerdas.masterplan.domain.readiness import Level
from kotacerdas.masterplan.models import Edition, Issue, Node, Serving
from kotacerdas.masterplan.tests.factories import NOW, edition, node, programme

if TYPE_CHECKING:
    from kotacerdas.people.models import City, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def how(rina: User) -> dict[str, Any]:
    return {"by": rina, "now": NOW}


def kinds(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [fault.kind for fault in refused.value.faults]


def codes(of: Edition) -> list[str]:
    return list(of.nodes.values_list("code", flat=True))


def test_a_goal_is_added_changed_moved_and_removed(plan: Edition, how: dict[str, Any]) -> None:
    vision = documents.add_node(plan, Sentence("vision", "V", "Visi"), **how)
    first = documents.add_node(plan, Sentence("mission", "M1", "Misi satu", parent=vision), **how)
    second = documents.add_node(plan, Sentence("mission", "M2", "Misi dua", parent=vision), **how)

    documents.change_node(first, Sentence("mission", "M1", "Misi lain", parent=vision), expected=1, **how)
    documents.move_node(second, up=True, **how)
    assert codes(plan) == ["V", "M2", "M1"]
    documents.move_node(second, up=True, **how)
    assert codes(plan) == ["V", "M2", "M1"]

    with pytest.raises(Refused) as refused:
        documents.remove_node(vision, expected=1, **how)
    assert kinds(refused) == ["node-has-below"]
    documents.remove_node(first, expected=2, **how)
    documents.remove_node(first, expected=2, **how)
    assert codes(plan) == ["V", "M2"]
    assert [each.kind for each in Entry.objects.order_by("pk")][-2:] == [
        "masterplan.move-node",
        "masterplan.drop-node",
    ]


def test_everything_wrong_with_a_goal_is_said_at_once(
    plan: Edition, balikpapan: City, how: dict[str, Any]
) -> None:
    node(plan, "T1")
    elsewhere = node(edition(balikpapan, "lain"), "X")

    with pytest.raises(Refused) as refused:
        documents.add_node(plan, Sentence("goal", "T1", " ", parent=elsewhere), **how)
    assert kinds(refused) == ["node-code-taken", "node-without-text", "node-elsewhere"]
    with pytest.raises(Refused) as refused:
        documents.add_node(plan, Sentence("goal", "T/1", "x"), **how)
    assert kinds(refused) == ["node-without-code"]


def test_two_who_change_a_goal_do_not_overwrite_each_other(plan: Edition, how: dict[str, Any]) -> None:
    kept = node(plan, "T1")
    documents.change_node(kept, Sentence("goal", "T1", "Satu"), expected=1, **how)

    with pytest.raises(versions.StaleSave):
        documents.change_node(kept, Sentence("goal", "T1", "Dua"), expected=1, **how)
    with pytest.raises(versions.StaleSave):
        documents.remove_node(kept, expected=1, **how)
    documents.change_node(kept, Sentence("goal", "T1", "Satu"), expected=1, **how)


def test_nothing_of_a_frozen_edition_is_changed(adopted: Edition, how: dict[str, Any]) -> None:
    kept = node(adopted, "T1")
    deeds = (
        lambda: documents.add_node(adopted, Sentence("goal", "T2", "x"), **how),
        lambda: documents.change_node(kept, Sentence("goal", "T1", "x"), expected=1, **how),
        lambda: documents.move_node(kept, up=True, **how),
        lambda: documents.remove_node(kept, expected=1, **how),
        lambda: documents.set_serves(kept, [], expected=1, **how),
        lambda: analysis.judge_readiness(
            adopted, {("gov", "structure"): Judged(Level(1, 2))}, expected=1, **how
        ),
        lambda: analysis.write_swot(adopted, "", {"s": ["x"]}, expected=1, **how),
    )
    for deed in deeds:
        with pytest.raises(Refused) as refused:
            deed()
        assert kinds(refused) == ["edition-frozen"]


def test_a_programme_of_an_open_edition_serves_a_goal_of_an_adopted_one(
    plan: Edition, adopted: Edition, how: dict[str, Any]
) -> None:
    mission, other = node(adopted, "M1", "mission"), node(adopted, "M2", "mission")
    lower = programme(plan)

    documents.set_serves(lower, [mission], expected=1, **how)
    documents.set_serves(lower, [mission], expected=1, **how)  # the same again is not stale
    documents.set_serves(lower, [other], expected=2, **how)

    assert list(lower.serves.values_list("higher__code", flat=True)) == ["M2"]
    with pytest.raises(versions.StaleSave):
        documents.set_serves(lower, [], expected=1, **how)


def test_a_circle_is_refused_whole_and_named_across_editions(
    plan: Edition, balikpapan: City, how: dict[str, Any]
) -> None:
    longer = edition(balikpapan, "rpjpd", kind="rpjpd")
    high = node(longer, "V", "vision")
    vision = node(plan, "V", "vision")
    mission = node(plan, "M1", "mission", parent=vision)
    documents.set_serves(vision, [high], expected=1, **how)

    with pytest.raises(Refused) as refused:
        documents.set_serves(high, [mission], expected=1, **how)
    assert kinds(refused) == ["servings-in-a-circle"]
    assert "M1" in str(refused.value.faults[0].values["circle"])
    with pytest.raises(Refused) as refused:
        documents.change_node(vision, Sentence("vision", "V", "Visi", parent=mission), expected=2, **how)
    assert kinds(refused) == ["servings-in-a-circle"]
    assert Serving.objects.count() == 1


def test_a_goal_serves_neither_itself_nor_another_city(
    plan: Edition, samarinda: City, how: dict[str, Any]
) -> None:
    kept, abroad = node(plan, "T1"), node(edition(samarinda), "T1")

    for higher, kind in ((kept, "serving-itself"), (abroad, "serving-elsewhere")):
        with pytest.raises(Refused) as refused:
            documents.set_serves(kept, [higher], expected=1, **how)
        assert kinds(refused) == [kind]


def test_an_issue_is_kept_with_its_source_and_answered(
    balikpapan: City, plan: Edition, adopted: Edition, how: dict[str, Any]
) -> None:
    words = Wording("air-baku", "Air baku", source_title="Notulen", source_url="https://contoh.go.id/n")
    issue = analysis.add_issue(balikpapan, words, **how)
    second = analysis.add_issue(balikpapan, Wording("banjir", "Banjir"), **how)
    mine, theirs = programme(plan), programme(adopted, "SG-02")

    analysis.answer_issue(issue, plan, [mine], expected=1, **how)
    analysis.answer_issue(issue, adopted, [theirs], expected=2, **how)
    analysis.answer_issue(issue, plan, [], expected=3, **how)
    assert list(issue.programmes.values_list("code", flat=True)) == ["SG-02"]
    with pytest.raises(Refused) as refused:
        analysis.answer_issue(issue, plan, [theirs], expected=4, **how)
    assert kinds(refused) == ["issue-elsewhere"]

    analysis.move_issue(second, up=True, **how)
    assert list(Issue.objects.values_list("code", flat=True)) == ["banjir", "air-baku"]
    source = Issue.objects.get(code="air-baku").source
    analysis.change_issue(issue, Wording("", "Air baku kota", source_title="Notulen", source_url="https://contoh.go.id/n"), expected=4, **how)  # fmt: skip
    assert Issue.objects.get(code="air-baku").source == source
    analysis.remove_issue(second, expected=1, **how)
    assert Issue.objects.count() == 1


def test_an_issue_needs_a_title_a_new_code_and_a_named_source(balikpapan: City, how: dict[str, Any]) -> None:
    analysis.add_issue(balikpapan, Wording("air", "Air"), **how)

    with pytest.raises(Refused) as refused:
        analysis.add_issue(balikpapan, Wording("air", "", source_url="https://contoh.go.id"), **how)
    assert kinds(refused) == ["issue-without-title", "issue-code-taken", "issue-source-without-title"]


def test_readiness_is_judged_emptied_again_and_off_scale_refused(plan: Edition, how: dict[str, Any]) -> None:
    at = ("gov", "structure")
    assert analysis.judge_readiness(plan, {at: Judged(Level(2, 3), "x")}, expected=1, **how) == 1
    assert analysis.judge_readiness(plan, {at: Judged(Level(2, 3), "x")}, expected=1, **how) == 0
    with pytest.raises(versions.StaleSave):
        analysis.judge_readiness(plan, {at: Judged(Level(3, 3))}, expected=1, **how)
    with pytest.raises(Refused) as refused:
        analysis.judge_readiness(plan, {at: Judged(Level(5, 3))}, expected=2, **how)
    assert kinds(refused) == ["readiness-off-scale"]
    assert analysis.judge_readiness(plan, {at: Judged(Level())}, expected=2, **how) == 1
    assert not plan.readiness.exists()


def test_a_swot_is_written_whole_and_only_of_its_dimension(plan: Edition, how: dict[str, Any]) -> None:
    analysis.write_swot(plan, "", {"s": ["Satu", " ", "Dua"]}, expected=1, **how)
    analysis.write_swot(plan, "gov", {"w": ["Tiga"]}, expected=2, **how)
    assert not analysis.write_swot(plan, "", {"s": ["Satu", "Dua"]}, expected=1, **how)
    analysis.write_swot(plan, "", {"s": ["Dua", "Satu"]}, expected=3, **how)

    rows = plan.swot.values_list("dimension", "quadrant", "text")
    assert list(rows) == [("", "s", "Dua"), ("", "s", "Satu"), ("gov", "w", "Tiga")]
    with pytest.raises(Refused) as refused:
        analysis.write_swot(plan, "", {"t": ["x"] * 41}, expected=4, **how)
    assert kinds(refused) == ["swot-too-many"]


def test_a_goal_that_a_review_speaks_of_stays(plan: Edition, how: dict[str, Any]) -> None:
    from kotacerdas.masterplan.actions import remarks

    kept = node(plan, "T1")
    word = remarks.Word(speaker="Ketua RT", text="Kata", said_on=NOW.date(), node=kept)
    remarks.write(plan, word, **how)

    with pytest.raises(Refused) as refused:
        documents.remove_node(kept, expected=1, **how)
    assert kinds(refused) == ["node-has-remarks"]
    assert Node.objects.filter(pk=kept.pk).exists()
