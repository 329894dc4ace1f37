"""The shipped rounds and results hang together: sources, instruments, codes and counts."""

import csv
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from kotacerdas.instruments import files
from kotacerdas.instruments.domain import scoring
from kotacerdas.instruments.domain.edition import Edition

DATA = Path(__file__).parents[4] / "data"
FOLDER = DATA / "evaluation"
CITY_CODE = re.compile(r"\d{2}\.\d{2}")


def rows(path: str) -> list[dict[str, str]]:
    with (FOLDER / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def names(pattern: str) -> list[str]:
    return sorted(str(path.relative_to(FOLDER)) for path in FOLDER.glob(pattern))


def rounds() -> dict[str, dict[str, Any]]:
    return {round_["code"]: round_ for round_ in files.read_yaml(FOLDER / "rounds.yaml")}


def edition_of(path: str) -> Edition:
    return files.load(DATA / "instruments" / rounds()[Path(path).stem]["instrument"] / "instrument.yaml")


SOURCES = {source["key"] for source in files.read_yaml(FOLDER / "sources.yaml")}
CITY_FILES = names("cities/*/*.csv")
ROUND_FILES = names("results/*.csv") + names("questions/*.csv")


def test_every_source_is_named_once_and_has_an_address() -> None:
    sources = files.read_yaml(FOLDER / "sources.yaml")

    assert len(sources) == len(SOURCES)
    assert all(source["title"] and source["url"].startswith("http") for source in sources)
    assert [key for key in SOURCES if len(key) > 20] == []


def test_every_source_is_used() -> None:
    by_rounds = chain.from_iterable(round_["sources"] for round_ in rounds().values())
    by_rows = (row["source"] for path in ("finals.csv", *CITY_FILES) for row in rows(path))

    assert {*by_rounds, *by_rows} == SOURCES


@pytest.mark.parametrize("code", rounds())
def test_every_round_names_a_shipped_instrument_or_none(code: str) -> None:
    round_ = rounds()[code]

    key = round_["instrument"]
    assert key is None or (DATA / "instruments" / key / "instrument.yaml").exists()
    assert round_["zone"] == "Asia/Jakarta"
    assert round_["sources"]
    for texts in (round_["title"], round_["cohort"], round_["note"]):
        assert texts["id"]
        assert texts["en"]


@pytest.mark.parametrize("path", ROUND_FILES)
def test_every_file_of_scores_belongs_to_a_round_with_an_instrument(path: str) -> None:
    assert rounds()[Path(path).stem]["instrument"]


@pytest.mark.parametrize("path", ["finals.csv", *CITY_FILES])
def test_every_row_has_a_known_source(path: str) -> None:
    assert {row["source"] for row in rows(path)} <= SOURCES


def test_city_codes_have_the_ministrys_form() -> None:
    codes = [row["city"] for path in ("finals.csv", *names("questions/*.csv")) for row in rows(path)]
    codes += [row["code"] for path in names("results/*.csv") for row in rows(path)]
    codes += [Path(path).parts[1] for path in CITY_FILES]

    assert [code for code in codes if not CITY_CODE.fullmatch(code)] == []


def test_the_2022_table_is_whole_38_cities_and_4_that_stayed_away() -> None:
    table = rows("results/smartcity-2022-kppn.csv")

    assert Counter(row["participated"] for row in table) == {"yes": 38, "no": 4}
    assert len({row["code"] for row in table}) == 42
    away = [row for row in table if row["participated"] == "no"]
    assert {row["city"] for row in away} == {
        "Kab. Halmahera Timur",
        "Kab. Kutai Barat",
        "Kab. Ngada",
        "Kab. Wakatobi",
    }
    assert {Decimal(row[column]) for row in away for column in ("A", "B", "C", "D", "E", "final")} == {
        Decimal(0)
    }


def test_a_complete_round_has_as_many_rows_as_cities() -> None:
    complete = [round_ for round_ in rounds().values() if round_["is_complete"]]

    assert [round_["code"] for round_ in complete] == ["smartcity-2022-kppn"]
    for round_ in complete:
        assert len(rows(f"results/{round_['code']}.csv")) == round_["cities_invited"]


@pytest.mark.parametrize("path", names("results/*.csv"))
def test_every_published_final_follows_from_its_components(path: str) -> None:
    edition = edition_of(path)
    components = [child.code for child in edition.root.children]

    wrong = []
    for row in rows(path):
        computed = scoring.score(edition, {code: Decimal(row[code]) for code in components}).index
        if computed != Decimal(row["final"]):
            wrong.append((row["city"], computed, row["final"]))
    assert wrong == []


@pytest.mark.parametrize("path", names("questions/*.csv"))
def test_published_questions_answer_the_whole_form(path: str) -> None:
    by_city: dict[str, list[str]] = {}
    for row in rows(path):
        by_city.setdefault(row["city"], []).append(row["code"])

    expected = Counter(leaf.code for leaf in edition_of(path).leaves)
    assert all(Counter(codes) == expected for codes in by_city.values())


def test_malangs_questions_give_the_published_components_and_finals() -> None:
    def components(code: str) -> list[str]:
        edition = edition_of(code)
        given = {row["code"]: Decimal(row["score"]) for row in rows(f"questions/{code}.csv")}
        result = scoring.score(edition, given)
        return [str(result.shown(node.code)) for node in (*edition.root.children, edition.root)]

    assert components("smartcity-2022-kppn") == ["1.40", "1.54", "2.92", "2.56", "3.08", "2.51"]
    assert components("smartcity-2023-kppn") == ["3.60", "2.29", "3.41", "2.81", "3.13", "2.53", "2.94"]


def test_finals_name_a_round_and_a_figure() -> None:
    for row in rows("finals.csv"):
        assert row["round"] in rounds()
        assert row["final"] or row["rank"], row
        assert not row["final"] or Decimal(0) <= Decimal(row["final"]) <= Decimal(4)
        assert bool(row["note_id"]) == bool(row["note_en"])


def test_nothing_claims_to_be_balikpapans_score() -> None:
    balikpapan = [row for row in rows("finals.csv") if row["city"] == "64.71"]
    elsewhere = [row for path in names("results/*.csv") for row in rows(path) if row["code"] == "64.71"]

    assert [(row["final"], row["rank"], row["rank_of"]) for row in balikpapan] == [("", "40", "100")]
    assert elsewhere == []


def test_balikpapan_has_12_and_7_recommendations_of_which_4_are_not_public() -> None:
    advice = rows("cities/64.71/recommendations.csv")

    assert Counter(row["year"] for row in advice) == {"2022": 12, "2023": 7}
    hidden = [row for row in advice if row["is_public"] == "no"]
    assert [row["number"] for row in hidden] == ["9", "10", "11", "12"]
    assert not any(row["text_id"] or row["text_en"] for row in hidden)
    assert all(row["text_id"] and row["text_en"] for row in advice if row["is_public"] == "yes")
    assert [row["number"] for row in advice if "terpotong" in row["text_id"]] == ["8"]


def test_the_timeline_is_in_order_and_as_precise_as_it_says() -> None:
    events = rows("cities/64.71/timeline.csv")

    dates = [date.fromisoformat(row["date"]) for row in events]
    assert dates == sorted(dates)
    assert {row["precision"] for row in events} <= {"day", "month", "year"}
    assert all(at.day == 1 for at, row in zip(dates, events, strict=True) if row["precision"] != "day")
    assert all(row["title_id"] and row["title_en"] for row in events)
