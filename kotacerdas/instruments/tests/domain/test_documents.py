"""An edition as a document and as the repository's file, there and back, and files that mean no good."""

import json
import time
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.instruments import catalogue, documents, files
from kotacerdas.instruments.domain import editing
from kotacerdas.instruments.domain.editing import Typed
from kotacerdas.instruments.domain.edition import Edition, Period, Source, Words

KEYS = catalogue.shipped_keys()
WORDS = 'code: uji\nedition: "1"\ntitle: {id: Uji}\n'


def changed() -> Edition:
    """A copy with what is awkward to write: quotes, line breaks, a fraction as weight, numbers that look like dates."""
    base = catalogue.edition("smartcity/2023-kppn")
    form = editing.clone(
        base,
        edition="2027-uji",
        title=Words('Uji: "kutip" # bukan catatan', "yes"),
        applies_to=Words("baris satu\nbaris dua", "~"),
        in_force=Period(date(2027, 1, 1), date(2027, 12, 31)),
        today=date(2026, 11, 28),
    )
    typed = Typed(Words("- daftar", "null"), number="2027-01-01", note=Words("*bukan rujukan", "1.10"))
    form = editing.added(form, "A", "A6", typed)
    a, b = form.nodes["A"], form.nodes["B"]
    form = editing.rewritten(form, "A", Typed(a.title, Decimal("12.5")))
    return editing.rewritten(form, "B", Typed(b.title, Decimal("17.50")))


def refusal(text: "str | bytes") -> list[str]:
    with pytest.raises(Refused) as refused:
        documents.from_yaml(text.encode() if isinstance(text, str) else text)
    return [fault.kind for fault in refused.value.faults]


@pytest.mark.parametrize("key", KEYS)
def test_every_form_is_the_same_after_it_was_kept_as_json(key: str) -> None:
    form = catalogue.edition(key)

    held = json.loads(json.dumps(documents.document(form)))

    assert documents.from_document(held) == form


@pytest.mark.parametrize("key", KEYS)
def test_every_form_is_the_same_after_it_was_written_as_a_file(key: str, tmp_path: Path) -> None:
    form = catalogue.edition(key)
    path = tmp_path / key / "instrument.yaml"
    path.parent.mkdir(parents=True)

    path.write_text(documents.to_yaml(form), encoding="utf-8")

    assert files.load(path) == form
    assert documents.from_yaml(path.read_bytes()) == form


def test_a_changed_copy_is_a_file_that_the_repository_takes(tmp_path: Path) -> None:
    path = tmp_path / "smartcity" / "2027-uji" / "instrument.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(documents.to_yaml(changed()), encoding="utf-8")

    loaded = files.load(path)

    assert loaded == changed()
    assert documents.from_document(json.loads(json.dumps(documents.document(changed())))) == changed()
    assert documents.to_yaml(loaded) == path.read_text(encoding="utf-8")


def test_decimals_are_written_with_every_digit() -> None:
    text = documents.to_yaml(changed())

    assert "weight: 12.5\n" in text
    assert "in_force:\n  start: 2027-01-01\n" in text
    assert "rounding: {places: 2}" in text


def test_references_to_other_places_are_refused_before_they_grow() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{letter}: &{letter} [{','.join([f'*{before}'] * 9)}]\n"
        for before, letter in zip("abcdefgh", "bcdefghi", strict=True)
    )
    began = time.process_time()

    assert refusal(bomb) == ["edition-file-alias"]
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("!!python/object/apply:os.system ['true']", "edition-file-unread"),
        ("a: !!python/name:os.system", "edition-file-unread"),
        ("a: [1, 2", "edition-file-unread"),
        ("a: 1\na: 2", "edition-file-unread"),
        ("a: \x00", "edition-file-unread"),
        (b"\xff\xfe\x00", "edition-file-unread"),
        ("a: .inf", "edition-file-unread"),
        ("a: " + "9" * 5000, "edition-file-unread"),
        ("a: 2027-99-99", "edition-file-unread"),
        ('a: "x\\0"', "edition-file-unread"),
        ('a: "x\\ud800"', "edition-file-unread"),
        ("? [a, b]\n: 1", "edition-file-unread"),
        ("{a: 1}: 2", "edition-file-unread"),
        ("2027-01-01: 2", "edition-shape-value"),
        ("1.5: 2", "edition-shape-value"),
        ("<<: {a: 1}", "edition-file-unread"),
        ("!!set {a, b}", "edition-shape-value"),
        ("!!binary aGFsbw==", "edition-shape-value"),
        ("root: {code: 1, title: {id: [x]}}", "edition-shape-value"),
        ("[" * 100_000, "edition-file-nested"),
        ("- a\n" * 50_000, "edition-file-nested"),
        ("x" * (documents.MOST_BYTES + 1), "edition-file-large"),
        ("hanya kata", "edition-shape-value"),
        ("", "edition-shape-value"),
    ],
)
def test_what_is_no_form_is_refused_in_words(text: "str | bytes", kind: str) -> None:
    assert kind in refusal(text)


def test_everything_that_is_missing_or_unknown_is_told_with_its_place() -> None:
    with pytest.raises(Refused) as refused:
        documents.from_yaml((WORDS + "warna: biru\n").encode())

    told = {(fault.kind, fault.values["place"]) for fault in refused.value.faults}
    assert ("edition-shape-unknown", "warna") in told
    assert {("edition-shape-missing", name) for name in ("applies_to", "root", "scales", "sources")} <= told


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda form: replace(form, edition="../../etc"), "edition-name"),
        (lambda form: replace(form, edition="2027 Kota"), "edition-name"),
        (lambda form: replace(form, code="x" * 21), "edition-name"),
        (lambda form: _with(form, code="A/1"), "edition-code-form"),
        (lambda form: _with(form, code="A2"), "edition-code-twice"),
        (lambda form: _with(form, title=Words("x" * 2001)), "edition-words-long"),
        (
            lambda form: replace(form, sources=(Source("s", "x", url="javascript:alert(1)"),)),
            "edition-source-address",
        ),
        (lambda form: replace(form, root=_deep(form)), "edition-too-deep"),
        (lambda form: replace(form, root=_wide(form)), "edition-too-many"),
    ],
)
def test_what_no_form_needs_is_refused(change, kind) -> None:  # type: ignore[no-untyped-def]  # any change
    assert kind in refusal(documents.to_yaml(change(catalogue.edition("smartcity/2023-kppn"))))


@pytest.mark.parametrize("weight", ["1.0e+999999", "1.0e-999999", "9" * 4000, "0.1234567890123"])
def test_a_number_that_no_form_needs_is_refused_at_once(weight: str) -> None:
    text = documents.to_yaml(catalogue.edition("smartcity/2023-kppn"))
    began = time.process_time()

    assert refusal(text.replace("weight: 10\n", f"weight: {weight}\n", 1)) == ["edition-number"]
    assert time.process_time() - began < 1


def _with(form: Edition, **values: object) -> Edition:
    """The first question with other values."""
    first, *rest = form.nodes["A"].children
    part = replace(form.nodes["A"], children=(replace(first, **values), *rest))  # type: ignore[arg-type]  # fields of Node
    return replace(form, root=replace(form.root, children=(part, *form.root.children[1:])))


def _deep(form: Edition):  # type: ignore[no-untyped-def]  # a node, whose class the test does not need
    node = form.leaves[0]
    for level in range(7):
        node = replace(form.root, code=f"L{level}", children=(node,))
    return node


def _wide(form: Edition):  # type: ignore[no-untyped-def]  # as above
    some = tuple(replace(form.leaves[0], code=f"Q{number}") for number in range(1001))
    return replace(form.root, children=some)
