"""A file with outlines, as cities send it: whatever is wrong with it is said, and nothing is guessed in doubt."""

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Transformer
from shapely import Polygon, box
from shapely.geometry import mapping

from kotacerdas.common.domain.faults import Refused
from kotacerdas.geography.domain.outlines import mending, reading
from kotacerdas.geography.domain.outlines.matching import Known
from kotacerdas.geography.domain.outlines.proposal import propose

REAL = Path(__file__).parents[5] / "shared/data/balikpapan/kelurahan.geojson"
KNOWN = [
    Known("64.71.01.1001", ("Manggar",)),
    Known("64.71.01.1002", ("Lamaru",)),
    Known("64.71.01.1003", ("Teritip", "Tritip")),
    Known("64.71.02.1001", ("Baru Ilir",)),
]
SIDE = 0.01


def square(column=0, row=0, side=SIDE):
    return box(
        116.9 + column * SIDE, -1.2 + row * SIDE, 116.9 + column * SIDE + side, -1.2 + row * SIDE + side
    )


def feature(shape, **properties):
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": mapping(shape) if shape is not None else None,
    }


def collection(*features, **rest):
    return json.dumps({"type": "FeatureCollection", "features": features, **rest}).encode()


def four(key="kode", value=lambda known: known.code, shapes=None):
    shapes = shapes or [square(0), square(1), square(0, 1), square(1, 1)]
    return [feature(shape, **{key: value(known)}) for known, shape in zip(KNOWN, shapes, strict=True)]


def kinds(faults):
    return [fault.kind for fault in faults]


def refused(content, **options):
    with pytest.raises(Refused) as problem:
        propose(content, KNOWN, **options)
    return problem.value.faults


# --- which area --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["kode", "code", "KODE_DESA", "kd_kel", "id"])
@pytest.mark.parametrize(
    "value",
    [
        lambda known: known.code,
        lambda known: known.code.replace(".", ""),
        lambda known: int(known.code.replace(".", "")),
    ],
)
def test_codes_are_found_under_whatever_name_and_in_whatever_way_of_writing(key, value):
    found = propose(collection(*four(key, value)), KNOWN)

    assert list(found.shapes) == [known.code for known in KNOWN]
    assert (found.property_name, found.is_by_name, found.lacking) == (key, False, [])
    assert (found.notes, found.warnings) == ([], [])


def test_names_are_the_second_choice_and_other_spellings_count():
    rows = four("WADMKD", lambda known: known.names[-1].upper())

    found = propose(collection(*rows), KNOWN)

    assert found.is_by_name
    assert (found.property_name, len(found.shapes)) == ("WADMKD", 4)


def test_a_code_of_another_city_is_not_overruled_by_a_name():
    rows = four()
    rows[3]["properties"] = {"kode": "73.71.02.1001", "nama": "Baru Ilir"}

    found = propose(collection(*rows), KNOWN)

    assert [known.name for known in found.lacking] == ["Baru Ilir"]
    assert kinds(found.warnings) == ["geography-lacking", "geography-strangers"]


def test_kelurahan_without_an_outline_are_named():
    found = propose(collection(*four()[:2]), KNOWN)

    assert [known.code for known in found.lacking] == ["64.71.01.1003", "64.71.02.1001"]
    assert found.warnings[0].values == {"count": 2, "names": ["Teritip", "Baru Ilir"]}


def test_a_name_of_two_areas_is_left_out():
    twins = [*KNOWN, Known("64.71.03.1001", ("Manggar",))]

    found = propose(collection(*four("nama", lambda known: known.name)), twins)

    assert "geography-doubtful" in kinds(found.warnings)
    assert "64.71.01.1001" not in found.shapes


def test_pieces_of_one_area_become_one_shape():
    rows = [*four(), feature(square(4, 4), kode="64.71.01.1001")]

    found = propose(collection(*rows), KNOWN)

    assert found.shapes["64.71.01.1001"].geom_type == "MultiPolygon"
    assert kinds(found.notes) == ["geography-pieces"]


def test_a_file_of_somewhere_else_is_refused_with_what_it_has():
    rows = [feature(square(), NAMA="Antah", NOMOR=7)]

    (fault,) = refused(collection(*rows))

    assert (fault.kind, fault.values["names"]) == ("geography-no-match", ["NAMA", "NOMOR"])


# --- where on earth ----------------------------------------------------------------------------------------


def test_latitude_before_longitude_is_put_right_and_said():
    turned = [Polygon([(y, x) for x, y in square(at % 2, at // 2).exterior.coords]) for at in range(4)]

    found = propose(collection(*four(shapes=turned)), KNOWN)

    assert kinds(found.notes) == ["geography-swapped"]
    assert found.shapes["64.71.01.1001"].symmetric_difference(square()).area < 1e-12


@pytest.mark.parametrize("is_named", [True, False])
def test_metres_are_converted_where_the_file_or_a_person_names_the_system(is_named):
    there = Transformer.from_crs(4326, 32750, always_xy=True)
    flat = [
        Polygon([there.transform(*corner) for corner in square(at % 2, at // 2).exterior.coords])
        for at in range(4)
    ]
    crs = {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32750"}}} if is_named else {}

    found = propose(collection(*four(shapes=flat), **crs), KNOWN, None if is_named else 32750)

    assert kinds(found.notes) == ["geography-reprojected"]
    assert found.shapes["64.71.01.1001"].symmetric_difference(square()).area < 1e-9


def test_metres_without_a_system_are_refused():
    flat = [box(at * 1000, 9_000_000, at * 1000 + 900, 9_001_000) for at in range(1, 5)]

    assert kinds(refused(collection(*four(shapes=flat)))) == ["geography-no-degrees"]


@pytest.mark.parametrize("name", ["EPSG:999999", "Datum ID-74 lokal", "urn:ogc:def:crs:EPSG::5773"])
def test_a_system_that_is_none_is_refused(name):
    crs = {"type": "name", "properties": {"name": name}}

    assert kinds(refused(collection(*four(), crs=crs))) == ["geography-system-unknown"]


def test_abroad_is_refused_and_a_stray_feature_left_out():
    paris = box(2.3, 48.8, 2.4, 48.9)

    assert kinds(refused(collection(feature(paris, kode=KNOWN[0].code)))) == ["geography-all-abroad"]
    found = propose(collection(*four()[:3], feature(paris, kode=KNOWN[3].code)), KNOWN)
    assert kinds(found.notes) == ["geography-abroad"]
    assert len(found.shapes) == 3


# --- the shapes --------------------------------------------------------------------------------------------


def test_a_shape_that_crosses_itself_is_repaired_and_said():
    bow = Polygon([(116.9, -1.2), (116.91, -1.19), (116.91, -1.2), (116.9, -1.19)])

    found = propose(collection(*four(shapes=[bow, square(1), square(0, 1), square(1, 1)])), KNOWN)

    assert kinds(found.notes) == ["geography-mended"]
    assert found.shapes["64.71.01.1001"].is_valid


def test_a_tangle_is_left_out_before_it_takes_minutes():
    star = [(116.9 + at * 37 % 1999 / 1e5, -1.2 + at * 911 % 1999 / 1e5) for at in range(1500)]

    mended = mending.mend(Polygon(star))

    assert (mended.shape, mended.is_tangled) == (None, True)


def test_overlaps_and_gaps_are_measured():
    shapes = [square(0, side=0.012), square(1), square(0, 1), square(1, 1)]
    ring = [square(column, row) for column in range(3) for row in range(3) if (column, row) != (1, 1)]
    known = [Known(f"64.71.01.{1001 + at}", (f"K{at}",)) for at in range(8)]

    (overlap,) = propose(collection(*four(shapes=shapes)), KNOWN).warnings
    around = [feature(shape, kode=each.code) for shape, each in zip(ring, known, strict=True)]
    (gap,) = propose(collection(*around), known).warnings

    assert (overlap.kind, overlap.values["count"]) == ("geography-overlaps", 3)
    assert gap.kind == "geography-gaps"
    assert gap.values["hectares"] == pytest.approx(123, rel=0.02)


def test_a_lake_within_one_area_is_no_gap():
    lake = square(0).difference(box(116.903, -1.197, 116.907, -1.193))

    assert (
        propose(collection(*four(shapes=[lake, square(1), square(0, 1), square(1, 1)])), KNOWN).warnings == []
    )


# --- what is no such file ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "file-empty"),
        (b"  \n", "file-empty"),
        (b"PK\x03\x04 zip", "geography-packed"),
        (b"\x1f\x8b gz", "geography-packed"),
        (b"\xff\xfe\x00", "geography-not-text"),
        (b"not json", "geography-not-json"),
        (b'{"type":"FeatureCollection","features":[', "geography-not-json"),
        (b"[1, 2]", "geography-not-geojson"),
        (b'"text"', "geography-not-geojson"),
        (b'{"type":"Topology"}', "geography-topojson"),
        (b'{"type":"FeatureCollection","features":"many"}', "geography-not-geojson"),
        (b'{"type":"FeatureCollection","features":[]}', "geography-nothing-in-file"),
        (b'{"type":"FeatureCollection","features":[NaN]}', "geography-no-number"),
        (b"[" * 100_000, "geography-too-deep"),
        (b'{"a":' * 500 + b"1" + b"}" * 500, "geography-too-deep"),
        (b'{"type":"FeatureCollection","features":[null,1,"x",[]]}', "geography-no-geometry"),
        (b'{"type":"Feature","properties":[],"geometry":{"type":"Point","coordinates":[1,2]}}', "geography-other-geometry"),
    ],
)  # fmt: skip
def test_what_is_no_file_of_outlines_is_refused_with_its_reason(content, kind):
    assert refused(content)[0].kind == kind


@pytest.mark.parametrize(
    "coordinates",
    [
        None,
        5,
        "x",
        [],
        [[]],
        [[[1, 2]]],
        [[[1, 2], [3, 4]]],
        [[["a", "b"]] * 4],
        [[[True, False]] * 4],
        [[[1]] * 4],
        [[[10**400, 1]] * 4],
    ],
)
def test_coordinates_that_are_none_cost_one_feature_only(coordinates):
    bad = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": coordinates}}

    found = propose(collection(*four(), bad), KNOWN)

    assert len(found.shapes) == 4
    assert kinds(found.warnings)[0] in {
        "geography-coordinates",
        "geography-too-few-corners",
        "geography-no-geometry",
    }


def test_a_number_beyond_all_floats_is_no_coordinate():
    text = collection(*four()).replace(b"116.9,", b"1e999,", 1)

    assert kinds(propose(text, KNOWN).warnings)[0] == "geography-coordinates"


def test_more_than_the_limits_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_CORNERS", 12)
    assert kinds(refused(collection(*four()))) == ["geography-too-many-corners"]
    monkeypatch.setattr(reading, "MOST_FEATURES", 3)
    assert kinds(refused(collection(*four()))) == ["geography-too-many-features"]
    monkeypatch.setattr(reading, "MOST_BYTES", 100)
    assert kinds(refused(collection(*four()))) == ["file-too-large"]


jsons = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.integers() | st.text(max_size=5)
    | st.sampled_from(["Polygon", "FeatureCollection", "Feature", "64.71.01.1001"]),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["type", "features", "geometry", "coordinates", "properties", "crs", "name", "kode"]), inner, max_size=5),
    max_leaves=25,
)  # fmt: skip


@given(jsons)
@settings(max_examples=150)
def test_whatever_json_comes_is_read_or_refused(told):
    with contextlib.suppress(Refused):
        propose(json.dumps(told).encode(), KNOWN)


# --- out is in ---------------------------------------------------------------------------------------------

whole = st.integers(min_value=0, max_value=40)


@given(st.lists(st.tuples(whole, whole), min_size=4, max_size=4, unique=True))
@settings(max_examples=40)
def test_what_went_out_comes_in_the_same(corners):
    shapes = [
        box(116.8 + x / 200, -1.3 + y / 200, 116.8 + (x + 1) / 200, -1.3 + (y + 1) / 200) for x, y in corners
    ]

    once = propose(collection(*four(shapes=shapes)), KNOWN).shapes
    twice = propose(collection(*(feature(shape, kode=code) for code, shape in once.items())), KNOWN).shapes

    assert {code: mapping(shape) for code, shape in twice.items()} == {
        code: mapping(shape) for code, shape in once.items()
    }


@pytest.mark.skipif(not REAL.exists(), reason="the real outlines lie beside the project, not in it")
def test_the_real_kelurahan_fit_together():
    content = REAL.read_bytes()
    rows = json.loads(content)["features"]
    known = [Known(row["properties"]["kode"], (row["properties"]["nama"],)) for row in rows]

    found = propose(content, known)

    assert (len(found.shapes), found.lacking, found.notes, found.warnings) == (34, [], [], [])
    assert sum(found.square_metres.values()) / 1e6 == pytest.approx(509.45, abs=0.5)
    twice = propose(collection(*(feature(shape, kode=code) for code, shape in found.shapes.items())), known)
    assert {code: mapping(shape) for code, shape in twice.shapes.items()} == {
        code: mapping(shape) for code, shape in found.shapes.items()
    }
