"""Set-up does what is not done yet, and does again what was interrupted."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kotacerdas.config import front_end, setup, steps
from kotacerdas.config.refusals import Refusal

ROOT = Path(__file__).resolve().parents[1]


def step(work: Callable[[], None], *, inputs: str = "1", intact: bool = True) -> steps.Step:
    return steps.Step("step", "A step", inputs=lambda: inputs, work=work, intact=lambda: intact)


def test_a_finished_step_is_skipped(tmp_path):
    done = []

    steps.bring_up_to_date([step(lambda: done.append(1))], tmp_path)
    steps.bring_up_to_date([step(lambda: done.append(2))], tmp_path)

    assert done == [1]


@pytest.mark.parametrize("changed", [{"inputs": "2"}, {"intact": False}])
def test_a_step_is_redone_when_its_inputs_changed_or_its_result_is_gone(tmp_path, changed):
    done = []

    steps.bring_up_to_date([step(lambda: done.append(1))], tmp_path)
    steps.bring_up_to_date([step(lambda: done.append(2), **changed)], tmp_path)

    assert done == [1, 2]


def test_an_interrupted_step_is_redone_and_those_before_it_are_not(tmp_path):
    done = []

    def interrupted() -> None:
        raise KeyboardInterrupt

    first = steps.Step("first", "First", lambda: "1", lambda: done.append("first"))
    with pytest.raises(KeyboardInterrupt):
        steps.bring_up_to_date([first, step(interrupted)], tmp_path)
    steps.bring_up_to_date([first, step(lambda: done.append("second"))], tmp_path)

    assert done == ["first", "second"]


def test_a_step_that_is_redone_and_interrupted_does_not_count_as_done(tmp_path):
    def interrupted() -> None:
        raise KeyboardInterrupt

    steps.bring_up_to_date([step(lambda: None)], tmp_path)
    with pytest.raises(KeyboardInterrupt):
        steps.bring_up_to_date([step(interrupted, intact=False)], tmp_path)

    assert not (tmp_path / "step").exists()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    made = tmp_path / "kotacerdas"
    (made / "templates").mkdir(parents=True)
    return made


MODULES = ROOT / "node_modules"


def test_the_sprite_holds_the_icons_that_are_used_and_no_others(package, tmp_path):
    (package / "templates/a.html").write_text('{% icon "leaf" %}{% component "x" icon="coins" %}')
    (package / "views.py").write_text('TABLE = {"icon": "home-heart"}\n')

    front_end.gather(package, MODULES, tmp_path / "front-end")

    sprite = (tmp_path / "front-end/icons.svg").read_text()
    assert [part.split('"')[0] for part in sprite.split('id="')[1:]] == ["coins", "home-heart", "leaf"]


def test_an_icon_that_does_not_exist_stops_the_set_up(package, tmp_path):
    (package / "templates/a.html").write_text('{% icon "unicorn-of-balikpapan" %}')

    with pytest.raises(Refusal, match=r"a\.html asks for an icon 'unicorn-of-balikpapan'"):
        front_end.gather(package, MODULES, tmp_path / "front-end")


def test_the_typeface_comes_with_the_two_subsets_we_need(package, tmp_path):
    front_end.gather(package, MODULES, tmp_path / "front-end")

    rules = (tmp_path / "front-end/fonts.css").read_text()
    files = sorted(path.name for path in (tmp_path / "front-end").glob("*.woff2"))
    assert [name for name in files if name in rules] == files
    assert len(files) == rules.count("@font-face") == 2


def test_the_library_of_maps_lies_in_a_folder_of_its_version_beside_its_parts(package, tmp_path):
    front_end.gather(package, MODULES, tmp_path / "front-end")

    stub = (tmp_path / "front-end/maplibre.mjs").read_text()
    version = json.loads((MODULES / "maplibre-gl/package.json").read_text())["version"]
    assert stub == f'export * from "./maplibre-{version}/maplibre-gl.mjs";\n'
    parts = {path.name for path in (tmp_path / f"front-end/maplibre-{version}").iterdir()}
    assert parts == set(front_end.MAP_FILES)
    # Whatever they ask for by its plain name is there.
    folder = tmp_path / f"front-end/maplibre-{version}"
    asked = {
        name
        for part in parts
        for name in re.findall(
            r"[`\"']\.?/?(maplibre-gl[a-z-]*\.mjs)[`\"']", (folder / part).read_text(encoding="utf-8")
        )
    }
    assert "maplibre-gl-worker.mjs" in asked
    assert asked <= parts | {"maplibre-gl-worker-dev.mjs"}


def test_programs_that_are_missing_are_told_in_one_line_and_what_they_would_add(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.setenv("PATH", str(tmp_path))

    setup.tell_what_is_missing()

    (line,) = capsys.readouterr().out.splitlines()
    assert "tesseract-ocr (reads scans and photos)" in line
    assert line.endswith("sudo apt install tesseract-ocr tesseract-ocr-ind libreoffice-writer")
