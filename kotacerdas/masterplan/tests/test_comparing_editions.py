"""Two editions of a city compared: from the tables, on the page, as files and by the command."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from kotacerdas.config import cli
from kotacerdas.masterplan.domain.comparing.changes import Kind
from kotacerdas.masterplan.models import Edition
from kotacerdas.masterplan.queries import comparing
from kotacerdas.masterplan.tests.factories import apbd, edition, node, programme, targets
from kotacerdas.people.tests import factories as people

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from kotacerdas.people.models import City, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def old(balikpapan: City) -> Edition:
    """Adopted, with three programmes of 2022 to 2026."""
    made = edition(balikpapan, "masterplan-2022", status="superseded")
    lead = people.organisation("Dinas Lingkungan Hidup", city=balikpapan, code="dlh")
    programme(made, "E1", title="Bank Sampah Digital", dimension="env", lead=lead,
              targets=targets(y2024="10", y2025="20"), budgets=apbd(2024, 500_000_000))  # fmt: skip
    programme(made, "E2", title="Penanaman Mangrove", dimension="env")
    programme(made, "E3", title="Taman Ramah Anak", dimension="liv")
    node(made, "V", "vision", text_id="Kota hijau")
    return made


@pytest.fixture
def new(old: Edition, balikpapan: City) -> Edition:
    """The first programme went to another agency with other targets and money, the second is gone, a fourth is new."""
    made = edition(balikpapan, "masterplan-2022-perubahan", status="adopted", predecessor=old)
    lead = people.organisation("Dinas Kominfo", city=balikpapan, code="diskominfo")
    programme(made, "G1", title="Sampah Pintar", dimension="env", lead=lead, continues=old.programmes.get(code="E1"),
              targets=targets(y2024="10", y2025="25"), budgets=apbd(2024, 700_000_000))  # fmt: skip
    programme(made, "E3", title="Taman Ramah Anak", dimension="liv")
    programme(made, "G4", title="Satu Data Kota")
    node(made, "V", "vision", text_id="Kota hijau dan cerdas")
    return made


@pytest.fixture
def ask(capsys: Any) -> Callable[..., tuple[int, str, str]]:
    def ask(*words: str) -> tuple[int, str, str]:
        code = cli.main(["plan", "diff", *words, "--lang", "en"])
        out = capsys.readouterr()
        return code, out.out, out.err

    return ask


def test_the_tables_are_compared_with_their_links(old: Edition, new: Edition) -> None:
    found = comparing.compared(old, new).difference

    assert {kind: found.counts[kind] for kind in (Kind.ADDED, Kind.DROPPED, Kind.MOVED)} == {
        Kind.ADDED: 1, Kind.DROPPED: 1, Kind.MOVED: 1,
    }  # fmt: skip
    (entry,) = [each for each in found.programmes if each.pair and each.changes]
    assert entry.pair is not None
    assert (entry.pair.how, entry.pair.is_doubtful) == ("continues", False)
    assert [(each.before, each.after, each.year) for each in entry.of_kind(Kind.RETARGETED)] == [
        (20, 25, 2025)
    ]
    assert (found.whole.before, found.whole.after) == (500_000_000, 700_000_000)
    assert found.unchanged_count == 1


def test_the_ceiling_after_the_change_counts(old: Edition) -> None:
    programme(old, "X", budgets=apbd(2025, 100, changed=300))

    assert comparing.compared(old, old).difference.whole.before == 500_000_300


def test_continuing_is_followed_through_editions_in_between(
    old: Edition, new: Edition, balikpapan: City
) -> None:
    last = edition(balikpapan, "masterplan-2027", predecessor=new)
    programme(last, "Z9", title="Kota Bersih", dimension="env", continues=new.programmes.get(code="G1"))

    found = comparing.compared(old, last).difference

    (entry,) = [each for each in found.programmes if each.pair and each.pair.how == "continues"]
    assert (entry.before and entry.before.code, entry.after and entry.after.code) == ("E1", "Z9")


def test_the_number_of_queries_does_not_grow(
    old: Edition, new: Edition, django_assert_num_queries: Any
) -> None:
    for at in range(25):
        programme(new, f"P{at}", targets=targets(y2024="1"), budgets=apbd(2024, 5))
        node(new, f"T{at}")

    with django_assert_num_queries(7):
        comparing.compared(old, new)


# --- Pages -------------------------------------------------------------------------------------------------


def address(of: Edition, rest: str = "banding/") -> str:
    return f"/rencana/{of.city.code}/{of.code}/{rest}"


def test_the_page_says_what_differs(anonymous: Client, old: Edition, new: Edition) -> None:
    page = anonymous.get(f"/en{address(new)}?dengan={old.code}").content.decode()

    assert "Programmes: 1 added, 1 dropped, 1 moved, 1 renamed" in page
    assert "Bank Sampah Digital" in page
    assert "Target 2025" in page
    assert "Kota hijau dan cerdas" in page
    assert "Dinas Kominfo" in page


def test_without_a_word_it_is_compared_with_what_it_continues(
    anonymous: Client, old: Edition, new: Edition
) -> None:
    assert anonymous.get(address(new)).context["before"] == old


def test_one_kind_of_change_can_be_looked_at(anonymous: Client, old: Edition, new: Edition) -> None:
    page = anonymous.get(f"{address(new)}?jenis=dropped")

    assert [told["row"].code for told in page.context["shown"]] == ["E2"]


def test_a_draft_is_compared_by_offices_alone(
    anonymous: Client, as_user: Callable[[User], Client], budi: User, old: Edition, balikpapan: City
) -> None:
    draft = edition(balikpapan, "masterplan-2027", predecessor=old)

    assert anonymous.get(address(draft)).status_code == 404
    assert anonymous.get(f"{address(old)}?dengan={draft.code}").status_code == 404
    assert as_user(budi).get(address(draft)).status_code == 200


def test_an_edition_by_itself_has_nothing_to_be_compared_with(anonymous: Client, old: Edition) -> None:
    page = anonymous.get(f"/en{address(old)}")

    assert "There is no other edition to compare with" in page.content.decode()


def test_the_page_asks_as_much_of_many_as_of_few(
    anonymous: Client, old: Edition, new: Edition, django_assert_max_num_queries: Any
) -> None:
    for at in range(60):
        programme(new, f"P{at}", title=f"Program {at}", targets=targets(y2024="1"), budgets=apbd(2024, 5))
    anonymous.get(address(new))

    with django_assert_max_num_queries(12):
        page = anonymous.get(address(new))

    assert len(page.context["shown"]) == 50


def test_everything_that_changed_can_be_taken_away(anonymous: Client, old: Edition, new: Edition) -> None:
    sheet = anonymous.get(f"/en{address(new, 'banding/unduh.xlsx')}?dengan={old.code}")
    table = anonymous.get(f"/en{address(new, 'banding/unduh.csv')}?dengan={old.code}")

    book = load_workbook(io.BytesIO(sheet.content), read_only=True)
    assert book.sheetnames == ["Changes", "Money", "Source"]
    rows = list(book["Changes"].values)
    assert ("Programme", "E1", "G1", "Sampah Pintar") in [row[:4] for row in rows]
    assert list(book["Money"].values)[1] == ("APBD", 2024, 500_000_000, 700_000_000, 200_000_000)
    assert "Penanaman Mangrove" in table.content.decode("utf-8-sig")
    assert anonymous.get(address(new, "banding/unduh.pdf")).status_code == 404


# --- The command -------------------------------------------------------------------------------------------


def test_the_command_says_the_same_in_lines(ask: Any, old: Edition, new: Edition) -> None:
    code, out, err = ask(old.code, new.code)

    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "Programmes: 1 added, 1 dropped, 1 moved, 1 renamed"
    assert "G1 Sampah Pintar [moved, renamed, another code, other targets, other money]" in out
    assert "  Target 2025: 20 → 25" in out


def test_the_json_is_a_promise(ask: Any, old: Edition, new: Edition) -> None:
    code, out, _err = ask(old.code, new.code, "--json")

    told = json.loads(out)
    assert code == 0
    assert list(told) == ["city", "before", "after", "compared_years", "counts", "money", "money_total", "programmes", "nodes"]  # fmt: skip
    assert told["counts"] == {"added": 1, "dropped": 1, "moved": 1, "recoded": 1, "renamed": 1, "retargeted": 1,
                              "money": 1, "unchanged": 1, "doubtful": 0}  # fmt: skip
    assert told["money"] == [{"source": "apbd", "year": 2024, "before": 500_000_000, "after": 700_000_000}]
    (entry,) = [each for each in told["programmes"] if each["matched"]]
    assert entry["before"] == {"code": "E1", "title": "Bank Sampah Digital"}
    assert entry["matched"] == {
        "how": "continues",
        "likeness": entry["matched"]["likeness"],
        "doubtful": False,
    }
    assert {"kind": "retargeted", "field": "target", "before": "20", "after": "25", "year": 2025} in entry[
        "changes"
    ]
    assert {"kind": "moved", "field": "lead", "before": "dlh", "after": "diskominfo"} in entry["changes"]


def test_an_edition_that_is_not_public_is_unknown_to_the_command(
    ask: Any, old: Edition, balikpapan: City
) -> None:
    draft = edition(balikpapan, "masterplan-2027")

    code, _out, err = ask(old.code, draft.code)

    assert code == 2
    assert "no edition with the code masterplan-2027" in err
    assert old.code in err


def test_a_city_that_nobody_knows_is_told(ask: Any, old: Edition) -> None:
    code, _out, err = ask(old.code, old.code, "--city", "Atlantis")

    assert (code, "Atlantis" in err) == (2, True)


def test_years_that_changed_alike_stand_in_one_line(ask: Any, old: Edition, new: Edition) -> None:
    alike = {**apbd(2022, 100), **apbd(2023, 100), **apbd(2025, 100)}
    programme(old, "M", title="Integrasi CCTV", budgets=alike)
    programme(new, "M", title="Integrasi CCTV")

    _code, out, _err = ask(old.code, new.code)

    assert "  APBD 2022 to 2023, each year: Rp 100 → – (−Rp 100)" in out
    assert "  APBD 2025: Rp 100 → – (−Rp 100)" in out
