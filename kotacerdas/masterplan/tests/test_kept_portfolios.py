"""A portfolio is renamed and taken away; never one on which a decision or a chosen way stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from kotacerdas.audit.models import Entry
from kotacerdas.common import submissions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.versions import StaleSave
from kotacerdas.jobs.models import Job
from kotacerdas.jobs.tests.running import run_all
from kotacerdas.masterplan.actions import kept_portfolios as deeds
from kotacerdas.masterplan.actions import portfolios, priorities, ways
from kotacerdas.masterplan.actions.portfolios import ResolutionWords
from kotacerdas.masterplan.models import Portfolio, Scale
from kotacerdas.masterplan.tests.factories import NOW, apbd, programme
from kotacerdas.masterplan.tests.priorities import AGREEING, marked, portfolio, scale, way

if TYPE_CHECKING:
    from django.test import Client

    from kotacerdas.masterplan.models import Edition
    from kotacerdas.people.models import User

pytestmark = pytest.mark.django_db
SCALE = "/en/rencana/64.71/masterplan-2022/prioritas/skala/"


@pytest.fixture
def ranked(plan: Edition, budi: User) -> Scale:
    for code in ("SG-01", "SG-02"):
        programme(plan, code, budgets=apbd(2026, 400))
    made = scale(plan)
    priorities.compare(made, AGREEING, by=budi, now=NOW)
    marked(made, {"SG-01": (90, 80, 80), "SG-02": (70, 70, 70)})
    return made


def solved(of: Scale) -> Portfolio:
    row = portfolio(of)
    run_all()
    row.refresh_from_db()
    return row


def sent(client: Client, address: str, **fields: Any) -> Any:
    return client.post(address, {**fields, submissions.FIELD: submissions.new_key()})


def decided(row: Portfolio) -> None:
    words = ResolutionWords("taken", "Disepakati dalam rapat.", date(2026, 11, 20))
    portfolios.resolve(row, words, by=None, now=NOW)


def kinds(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [fault.kind for fault in refused.value.faults]


# --- A name ------------------------------------------------------------------------------------------------


def test_it_is_renamed_once_and_leaves_both_names_in_the_trail(ranked: Scale, rina: User) -> None:
    row = portfolio(ranked)
    deeds.rename(row, " Anggaran dipangkas ", expected=1, by=rina, now=NOW)
    deeds.rename(row, "Anggaran dipangkas", expected=2, by=rina, now=NOW)

    (entry,) = Entry.objects.filter(kind="masterplan.rename-portfolio")
    assert Portfolio.objects.get().title == "Anggaran dipangkas"
    assert entry.values.content["title"] == ["Uji coba", "Anggaran dipangkas"]


def test_a_decided_one_may_be_renamed_but_needs_a_name(ranked: Scale) -> None:
    row = solved(ranked)
    decided(row)
    deeds.rename(row, "Hasil rapat", expected=row.version, by=None, now=NOW)

    with pytest.raises(Refused) as refused:
        deeds.rename(row, "  ", expected=row.version, by=None, now=NOW)
    assert kinds(refused) == ["portfolio-without-title"]


def test_two_who_rename_it_see_each_other(ranked: Scale, office: Client) -> None:
    row = portfolio(ranked)
    address = f"{SCALE}portofolio/{row.code}/nama/"
    assert sent(office, address, title="Nama pertama", version=1).status_code == 302

    answer = sent(office, address, title="Nama kedua", version=1)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Nama pertama" in page
    assert "Nama kedua" in page


def test_an_answer_that_comes_meanwhile_is_said(ranked: Scale, office: Client) -> None:
    row = solved(ranked)

    answer = sent(office, f"{SCALE}portofolio/{row.code}/nama/", title=row.title, version=1)

    assert answer.status_code == 409
    assert "its answer has come" in answer.content.decode()


# --- Taken away --------------------------------------------------------------------------------------------


def test_what_is_lost_is_said_before_and_gone_afterwards(ranked: Scale, office: Client) -> None:
    row = solved(ranked)
    address = f"{SCALE}portofolio/{row.code}/hapus/"
    page = " ".join(office.get(address).content.decode().split())
    assert "Its answer is lost: 2 chosen programmes for Rp 800" in page.replace("Rp\xa0", "Rp ")

    assert sent(office, address, version=row.version).status_code == 302

    assert not Portfolio.objects.exists()
    (entry,) = Entry.objects.filter(kind="masterplan.drop-portfolio")
    assert entry.values.content["portfolio"] == [None, "Uji coba"]
    assert ranked.edition.programmes.count() == 2
    assert office.get(address).status_code == 404
    assert sent(office, address, version=row.version).status_code == 302


def test_a_job_that_waits_for_it_is_cancelled(ranked: Scale) -> None:
    row = portfolio(ranked)
    deeds.remove(row, expected=1, by=None, now=NOW)
    deeds.remove(row, expected=1, by=None, now=NOW)

    assert Job.objects.get().state == "cancelled"
    assert Entry.objects.filter(kind="masterplan.drop-portfolio").count() == 1


def test_an_answer_for_what_was_taken_away_is_no_failure(
    ranked: Scale, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The solver is at work when the portfolio goes; a job that runs cannot be stopped from there at once."""
    row, solve = portfolio(ranked), portfolios.computed

    def meanwhile(of: Portfolio, check: Any) -> dict[str, Any]:
        Portfolio.objects.filter(pk=row.pk).delete()
        return solve(of)

    monkeypatch.setattr(portfolios, "computed", meanwhile)
    run_all()

    assert Job.objects.get().state == "done"


def test_one_that_was_decided_about_stays(ranked: Scale, office: Client) -> None:
    row = solved(ranked)
    decided(row)
    address = f"{SCALE}portofolio/{row.code}/hapus/"

    with pytest.raises(Refused) as refused:
        deeds.remove(row, expected=row.version, by=None, now=NOW)
    page = office.get(address).content.decode()
    answer = sent(office, address, version=row.version)

    assert kinds(refused) == ["portfolio-decided"]
    assert "it was decided about on 20 November 2026" in page
    assert "Take it away for ever" not in page
    assert answer.status_code == 422
    assert Portfolio.objects.exists()


def test_one_whose_way_to_build_was_chosen_stays(plan: Edition, budi: User) -> None:
    one = programme(plan, "SG-01", budgets=apbd(2026, 400))
    built = way(one, capital={"apbd": {2026: 300}})
    made = scale(plan)
    priorities.compare(made, AGREEING, by=budi, now=NOW)
    marked(made, {"SG-01": (90, 80, 80)})
    row = solved(made)
    ways.choose(built, "Paling murah", expected=1, by=None, now=NOW)

    with pytest.raises(Refused) as refused:
        deeds.remove(row, expected=row.version, by=None, now=NOW)

    assert kinds(refused) == ["portfolio-way-chosen"]


def test_who_saw_it_without_its_answer_looks_again(ranked: Scale) -> None:
    row = solved(ranked)

    with pytest.raises(StaleSave):
        deeds.remove(row, expected=1, by=None, now=NOW)


def test_only_who_keeps_plans_renames_and_takes_away(ranked: Scale, desk: Client, elsewhere: Client) -> None:
    row = portfolio(ranked)
    for rest in ("nama/", "hapus/"):
        address = f"{SCALE}portofolio/{row.code}/{rest}"
        assert desk.get(address).status_code == 403
        assert sent(desk, address, title="X", version=1).status_code == 403
        assert elsewhere.get(address).status_code == 404
        assert sent(elsewhere, address, title="X", version=1).status_code == 404
    assert Portfolio.objects.get().title == "Uji coba"
