"""The command `wifi loss`, as its users call it."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from kotacerdas.config.cli import main

HILL = "distance_m,height_m\n" + "".join(f"{at * 10},{30 if at == 50 else 0}\n" for at in range(101))


@pytest.fixture
def hill(tmp_path: Path) -> Path:
    path = tmp_path / "bukit.csv"
    path.write_text(HILL, encoding="utf-8")
    return path


def run(*arguments: object) -> int:
    return main(["wifi", "loss", *map(str, arguments)])


def asked(path: Path, *more: object) -> list[object]:
    return ["--profile", path, "--freq-mhz", 2437, "--tx", 20, "--rx", 20, *more]


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    assert run(*arguments) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_json_tells_every_part_of_the_loss(hill: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One edge 10.0147 m above the ray in the middle of 1 km: v = 10.0147 sqrt(2 * 1000 / (0.12302 * 250 000)) = 2.5538.

    J = 6.9 + 20 log10(sqrt(2.4538^2 + 1) + 2.4538) = 6.9 + 14.157 = 21.057; with the correction 21.057 + 0.97009 * 10.02 = 30.777.
    Free space: 32.448 + 67.737 = 100.185.
    """
    found = told(capsys, *asked(hill, "--json"))
    assert found["file"] == "bukit.csv"
    assert found["free_space_db"] == pytest.approx(100.185, abs=0.002)
    assert found["diffraction_db"] == pytest.approx(30.777, abs=0.01)
    assert found["total_db"] == pytest.approx(130.962, abs=0.01)
    assert found["bullington_point"]["distance_m"] == 500
    assert found["bullington_point"]["above_ray_m"] == pytest.approx(10.015, abs=0.001)
    assert found["bullington_point"]["v"] == pytest.approx(2.5538, abs=0.0005)
    assert (found["line_of_sight"], found["verdict"]) == (False, "blocked")
    assert found["fresnel"]["worst"]["zone_radius_m"] == pytest.approx(5.546, abs=0.001)
    assert found["fresnel"]["raise_both_m"] == pytest.approx(13.342, abs=0.002)
    assert found["k"] == pytest.approx(4 / 3, abs=1e-6)
    assert found["delta_bullington"]["diffraction_db"] >= found["diffraction_db"]
    assert found["itm"] is None


def test_two_samples_are_in_sight_and_lose_free_space_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "itm.csv"
    path.write_text("distance_m,height_m\n0,5\n30,6\n", encoding="utf-8")
    found = told(capsys, *asked(path, "--json"))
    assert (found["verdict"], found["diffraction_db"], found["bullington_point"]) == ("clear", 0, None)


def test_a_row_of_itm_and_its_own_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("itmlogic", reason="the group planning is not installed")
    path = tmp_path / "rows.csv"
    path.write_text("2,10,1,1,1\n100,30," + ",".join(["4"] * 101) + "\n", encoding="utf-8")
    found = told(capsys, *asked(path, "--row", 2, "--itm", "--json"))
    assert (found["distance_m"], found["verdict"]) == (3000, "clear")
    assert found["itm"]["total_db"] == pytest.approx(found["free_space_db"], abs=3)


def test_words_tell_the_same_in_both_languages(hill: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*asked(hill, "--lang", "en")) == 0
    words = capsys.readouterr().out
    assert "Blocked: 500 m from the start the ground covers the ray by 10.0 m." in words
    assert "With both antennas 13.3 m higher the zone would be free." in words
    assert "Free space: 100.2 dB" in words
    assert run(*asked(hill, "--lang", "id")) == 0
    assert "100,2 dB" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--freq-mhz", 0], "between 100 and 100,000 MHz"),
        (["--freq-mhz", "nan"], "MHz"),
        (["--tx", 301], "between 0 and 300 m"),
        (["--rx", -1], "between 0 and 300 m"),
        (["--refraction", 1], "refraction"),
        (["--row", 2], "There is no profile 2"),
    ],
)
def test_options_out_of_range_are_refused(
    tmp_path: Path, options: list[object], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "row.csv"
    path.write_text("2,10,1,1,1\n", encoding="utf-8")
    assert run(*asked(path), *options, "--lang", "en") == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "english"),
    [
        ("", "The file is empty."),
        ("0,12\n30,14\n", "distance_m and height_m"),
        ("distance_m,height_m\n0,1\n0,2\n", "Line 3: The distance 0 does not come after 0."),
        ("2,10,1,1,1\n2,10,1,1,1\n", "Say which with --row."),
    ],
)
def test_bad_files_are_refused_in_both_languages(
    tmp_path: Path, content: str, english: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "buruk.csv"
    path.write_text(content, encoding="utf-8")
    assert run(*asked(path, "--lang", "en")) == 2
    assert english in capsys.readouterr().err
    assert run(*asked(path, "--lang", "id")) == 2
    assert capsys.readouterr().err.strip()


def test_a_file_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*asked(tmp_path / "tiada.csv", "--lang", "en")) == 2
    assert "tiada.csv cannot be read" in capsys.readouterr().err


VECTORS = Path(__file__).resolve().parents[4] / "shared" / "data" / "radio"


@pytest.mark.skipif(
    not (VECTORS / "itm_p2p.csv").exists(), reason="NTIA's vectors lie beside the project and are not here"
)
@pytest.mark.parametrize("at", range(5))
def test_the_published_cases_can_be_asked_for(at: int, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("itmlogic", reason="the group planning is not installed")
    with (VECTORS / "itm_p2p.csv").open(encoding="utf-8", newline="") as file:
        row = list(csv.DictReader(file))[at]
    found = told(
        capsys, "--profile", VECTORS / "itm_profiles.csv", "--row", at + 1, "--freq-mhz", row["f__mhz"],
        "--tx", row["h_tx__meter"], "--rx", row["h_rx__meter"], "--climate", row["climate"], "--n0", row["N_0"],
        "--epsilon", row["epsilon"], "--sigma", row["sigma"], "--mdvar", row["mdvar"], "--time", row["time"],
        "--location", row["location"], "--situation", row["situation"], "--pol", "hv"[int(row["pol"])], "--itm", "--json",
    )  # fmt: skip
    assert found["itm"]["total_db"] == pytest.approx(float(row["A__db"]), abs=0.1)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--climate", 8], "--climate must lie between 1 and 7, not 8."),
        (["--time", 100], "--time must lie between 0.01 and 99.99, not 100."),
        (["--rx", 0.2], "antennas of half a metre"),
    ],
)
def test_the_model_is_not_asked_what_it_cannot_know(
    hill: Path, options: list[object], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*asked(hill), "--itm", *options, "--lang", "en") == 2
    assert said in capsys.readouterr().err
