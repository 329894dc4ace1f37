"""The shipped instrument files are sound, and every breach of the schema is refused with the place named."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from kotacerdas.instruments import files
from kotacerdas.instruments.domain.edition import Confidence, Edition

DATA = Path(__file__).parents[4] / "data" / "instruments"
FILES = sorted(DATA.glob("*/*/instrument.yaml"))
KEYS = [f"{path.parent.parent.name}/{path.parent.name}" for path in FILES]

SOUND = """\
code: demo
edition: "1"
title: {id: Contoh, en: Example}
applies_to: {id: Semua, en: All}
in_force: {start: 2024-01-01, end: 2024-12-31}
legal_basis: {id: Tidak ada, en: None}
confidence: derived
confidence_note: {id: Contoh, en: Example}
checked_on: 2024-02-01
sources:
  - {key: s, title: Sumber}
scales:
  default: {min: 0, max: 4}
bands:
  - {code: low, start: 0, title: {id: Rendah, en: Low}}
  - {code: high, start: 2.5, title: {id: Tinggi, en: High}}
root:
  code: INDEX
  title: {id: Indeks, en: Index}
  method: weighted_sum
  rounding: {places: 2}
  children:
    - {code: A, weight: 40, title: {id: A, en: A}}
    - code: B
      weight: 60
      title: {id: B, en: B}
      method: formula
      formula: half * ln(C + D)
      parameters: {half: 0.5}
      children:
        - {code: C, title: {id: C, en: C}}
        - {code: D, title: {id: D, en: D}}
"""
FORMULA = "half * ln(C + D)"


def edition(key: str) -> Edition:
    return files.load(DATA / key / "instrument.yaml")


def write(folder: Path, text: str, place: str = "demo/1") -> Path:
    path = folder / place / "instrument.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def refusal(folder: Path, text: str, place: str = "demo/1") -> str:
    with pytest.raises(files.BadInstrument) as refused:
        files.load(write(folder, text, place))
    return str(refused.value)


def test_the_eight_official_editions_are_shipped() -> None:
    assert set(KEYS) == {
        "ipm/2014",
        "pemdi/2026",
        "skm/2017",
        "smartcity/2022",
        "smartcity/2022-kppn",
        "smartcity/2023-kppn",
        "smartcity/2024",
        "spbe/2020",
    }


@pytest.mark.parametrize("path", FILES, ids=KEYS)
def test_every_edition_loads_and_has_worked_examples(path: Path) -> None:
    loaded = files.load(path)
    examples = files.read_yaml(path.parent / "worked_examples.yaml")

    assert loaded.leaves
    assert examples
    for example in examples:
        assert example["basis"] in {"published", "regulation", "hand"}, example["name"]
        assert set(example.get("given", {})) | set(example.get("panels", {})) <= set(loaded.nodes)
        if example["basis"] != "hand":
            assert example["source"] in {source.key for source in loaded.sources}, example["name"]


@pytest.mark.parametrize("path", FILES, ids=KEYS)
def test_every_text_is_in_both_languages(path: Path) -> None:
    loaded = files.load(path)
    words = [loaded.title, loaded.applies_to, loaded.legal_basis, loaded.confidence_note, *loaded.notes]
    words += [band.title for band in loaded.bands]
    for node in loaded.root.walk():
        words += [text for text in (node.title, node.section, node.note) if text is not None]

    assert [text.id for text in words if not (text.id.strip() and text.en.strip())] == []


@pytest.mark.parametrize("path", FILES, ids=KEYS)
def test_every_source_has_an_address_or_says_why_not(path: Path) -> None:
    for source in files.load(path).sources:
        assert source.url.startswith("http") or source.note is not None, source.key


@pytest.mark.parametrize("path", FILES, ids=KEYS)
def test_a_superseding_edition_is_shipped(path: Path) -> None:
    assert files.load(path).superseded_by in {None, *KEYS}


def test_smart_city_2023_has_117_questions() -> None:
    counts = Counter(leaf.code[0] for leaf in edition("smartcity/2023-kppn").leaves)

    assert counts == {"A": 5, "B": 7, "C": 33, "D": 54, "E": 12, "F": 6}
    assert counts.total() == 117


def test_the_survey_asks_nine_questions_in_each_dimension() -> None:
    survey = edition("smartcity/2023-kppn").nodes["D"].children

    assert Counter(node.dimension for node in survey) == dict.fromkeys(
        ("gov", "brand", "eco", "liv", "soc", "env"), 9
    )
    assert set(Counter(node.section for node in survey).values()) == {3}


def test_smart_city_2022_kppn_has_59_questions_and_no_c09_or_c10() -> None:
    codes = {leaf.code for leaf in edition("smartcity/2022-kppn").leaves}

    assert Counter(code[0] for code in codes) == {"A": 5, "B": 7, "C": 31, "D": 4, "E": 12}
    assert not codes & {"C09", "C10"}


@pytest.mark.parametrize(
    ("key", "weights"),
    [
        ("smartcity/2022-kppn", (10, 20, 30, 10, 30)),
        ("smartcity/2022", (10, 20, 30, 20, 20)),
        ("smartcity/2023-kppn", (10, 20, 20, 20, 20, 10)),
        ("smartcity/2024", (10, 20, 30, 20, 20)),
    ],
)
def test_smart_city_weights_differ_by_year_and_cohort(key: str, weights: tuple[int, ...]) -> None:
    assert tuple(child.weight for child in edition(key).root.children) == weights


def test_what_nobody_published_is_marked_so() -> None:
    older = edition("smartcity/2022")
    latest = edition("smartcity/2024")

    assert not any(leaf.children_published for leaf in (*older.leaves, *latest.leaves))
    assert latest.confidence == Confidence.DERIVED


def test_spbe_has_47_indicators_that_weigh_100() -> None:
    spbe = edition("spbe/2020")

    assert [leaf.code for leaf in spbe.leaves] == [f"I{number}" for number in range(1, 48)]
    assert sum(leaf.weight or 0 for leaf in spbe.leaves) == Decimal(100)
    assert {leaf.scale for leaf in spbe.leaves[:31]} == {"process"}
    assert {leaf.scale for leaf in spbe.leaves[31:]} == {"service"}


def test_pemdi_has_20_indicators_in_seven_aspects_that_weigh_100() -> None:
    pemdi = edition("pemdi/2026")

    assert [leaf.code for leaf in pemdi.leaves] == [f"I{number}" for number in range(1, 21)]
    assert [child.code for child in pemdi.root.children] == [f"A{number}" for number in range(1, 8)]
    assert sum(leaf.weight or 0 for leaf in pemdi.leaves) == Decimal(100)


def test_ipm_counts_spending_in_thousand_rupiah() -> None:
    ipm = edition("ipm/2014")

    assert [leaf.code for leaf in ipm.leaves] == ["UHH", "HLS", "RLS", "PPP"]
    assert (ipm.scales["spending"].min, ipm.scales["spending"].max) == (
        Decimal("1007.436"),
        Decimal("26572.352"),
    )


def test_the_sound_example_of_these_tests_loads(tmp_path: Path) -> None:
    loaded = files.load(write(tmp_path, SOUND))

    assert loaded.nodes["B"].parameters == {"half": Decimal("0.5")}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("{code: D, title", "{code: A, title", "the code A is used 2 times"),
        ("weight: 60", "weight: 59", "INDEX: the weights add up to 99, not 100"),
        ("{code: A, weight: 40", "{code: A", "A: needs a weight above 0"),
        ("{code: C, title", "{code: C, scale: stars, title", "C: no scale is called 'stars'"),
        ("min: 0, max: 4", "min: 4, max: 0", "scale default: 4 is not below 0"),
        ("start: 2.5", "start: -1", "the bands do not rise"),
        ("start: 2.5", "start: 0", "the bands do not rise"),
        ("  - {key: s, title: Sumber}", "  []", "demo/1: no source is given"),
        ("end: 2024-12-31", "end: 2023-12-31", "in force until 2023-12-31, before it begins"),
        ("code: demo\n", "code: demo\ncode: demo\n", "the key 'code' is written twice"),
        ("checked_on:", "chekced_on:", "chekced_on"),
        ("{code: C, title", "{code: C, colour: red, title", "root.children.1.children.0.colour"),
        ("confidence: derived", "confidence: sure", "confidence: Input should be"),
        ("weight: 40", "weight: forty", "root.children.0.weight"),
        ("checked_on: 2024-02-01", "checked_on: soon", "checked_on"),
        ('edition: "1"', "edition: 1", "edition"),
        ("{code: C, title", "{code: C, dimension: sky, title", "C: no dimension is called 'sky'"),
        ("rounding: {places: 2}", "rounding: {places: 2, mode: half_even}", "INDEX: cannot round half_even"),
        (FORMULA, "half * ln(C + D + E)", "B: the formula uses E, unknown"),
        (FORMULA, "half * ln(C)", "B: the formula does not use D"),
        (FORMULA, "half * open(C + D)", "B: only ln and cbrt of one value may be called"),
        (FORMULA, "half * ln(C.real + D)", "B: Attribute is not allowed"),
        (FORMULA, "half * ln(C ** D)", "B: Pow is not allowed"),
        (FORMULA, "0.5 * half * ln(C + D)", "B: write 0.5 as a parameter"),
        (FORMULA, "half * ln(C + D", "B: cannot read the formula"),
        (f"      formula: {FORMULA}\n", "", "B: the method 'formula' and a formula go together"),
        ("method: weighted_sum", "method: median", "root.method"),
        ("rounding: {places: 2}", "contribution_rounding: {places: 11}", "INDEX: cannot round half_up to 11"),
    ],
)
def test_a_breach_is_refused_with_its_place(tmp_path: Path, before: str, after: str, said: str) -> None:
    assert SOUND.count(before) >= 1

    assert said in refusal(tmp_path, SOUND.replace(before, after, 1))


def test_children_must_weigh_as_much_as_their_parent(tmp_path: Path) -> None:
    text = SOUND.replace("method: formula", "method: weighted_mean").replace(
        f"      formula: {FORMULA}\n", ""
    )
    text = text.replace("      parameters: {half: 0.5}\n", "")
    text = text.replace("{code: C,", "{code: C, weight: 30,").replace("{code: D,", "{code: D, weight: 29,")

    assert "B: its children weigh 59, not 60" in refusal(tmp_path, text)


def test_several_faults_are_all_told(tmp_path: Path) -> None:
    said = refusal(tmp_path, SOUND.replace("weight: 60", "weight: 59").replace("start: 2.5", "start: 0"))

    assert "the weights add up to 99" in said
    assert "the bands do not rise" in said


@pytest.mark.parametrize("text", ["code: [unclosed", "\t- tab", "x: !!python/object/apply:os.getcwd []"])
def test_what_is_not_plain_yaml_is_refused(tmp_path: Path, text: str) -> None:
    assert "instrument.yaml" in refusal(tmp_path, text)


@pytest.mark.parametrize("text", ["", "just words", "- a list"])
def test_a_file_without_an_edition_is_refused(tmp_path: Path, text: str) -> None:
    assert "the file: " in refusal(tmp_path, text)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "")
    path.write_bytes(SOUND.replace("Contoh", "Contoh \u2013").encode("cp1252"))

    with pytest.raises(files.BadInstrument):
        files.load(path)


def test_an_edition_in_the_wrong_folder_is_refused(tmp_path: Path) -> None:
    said = refusal(tmp_path, SOUND, "demo/2")

    assert "the file calls itself demo/1 but lies in demo/2" in said


def test_decimals_keep_every_digit(tmp_path: Path) -> None:
    text = SOUND.replace("half: 0.5", "half: 0.100000000000000000000000000001")

    half = files.load(write(tmp_path, text)).nodes["B"].parameters["half"]

    assert half == Decimal("0.100000000000000000000000000001")
