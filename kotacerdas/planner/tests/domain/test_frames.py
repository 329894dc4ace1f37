"""What is sent arrives as it was, and nothing hostile costs more than being refused."""

import io
import json
import struct
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.planner.domain.frames import KINDS, MAGIC, MOST_BYTES, Malformed, Message, packed, read


def sent(content: bytes) -> Message:
    stream = io.BytesIO(content)

    def exactly(count: int) -> bytes:
        found = stream.read(count)
        if len(found) < count:
            raise EOFError
        return found

    return read(exactly)


def framed(header: Any, behind: bytes = b"") -> bytes:
    content = header if isinstance(header, bytes) else json.dumps(header).encode()
    return MAGIC + struct.pack("<I", len(content)) + content + behind


@pytest.mark.parametrize("kind", KINDS)
def test_arrays_of_every_kind_arrive_as_they_were(kind: str) -> None:
    array = np.arange(6).reshape(2, 3).astype(kind)

    found = sent(packed(Message({"kota": "64.71"}, {"a": array, "none": array[:0]})))

    assert found.values == {"kota": "64.71"}
    assert found.arrays["a"].dtype == array.dtype
    assert np.array_equal(found.arrays["a"], array)
    assert found.arrays["none"].shape == (0, 3)


def test_a_part_of_an_array_and_one_of_another_byte_order_arrive_as_they_look() -> None:
    whole = np.arange(12, dtype=">i4").reshape(3, 4)

    found = sent(packed(Message({}, {"part": whole[1:, ::2]})))

    assert np.array_equal(found.arrays["part"], [[4, 6], [8, 10]])


@pytest.mark.parametrize("array", [np.array(["a"]), np.array([{}], dtype=object), np.array([1j])])
def test_what_could_not_be_read_is_not_sent(array: Any) -> None:
    with pytest.raises(ValueError, match="not sent"):
        packed(Message({}, {"a": array}))


def test_no_number_that_json_does_not_know_is_sent() -> None:
    with pytest.raises(ValueError, match="JSON"):
        packed(Message({"people": float("nan")}))


ARRAY = {"name": "a", "dtype": "<f4", "shape": [2]}
HOSTILE = {
    "another opening": b"GET / HTTP/1.1\r\n\r\n",
    "a header of nothing": MAGIC + struct.pack("<I", 0),
    "a header of four gigabytes": MAGIC + struct.pack("<I", 2**32 - 1),
    "no text": framed(b"\xff\xfe{}"),
    "no JSON": framed(b"{'a': 1}"),
    "brackets without end": framed(b"[" * 100_000),
    "no object": framed([1]),
    "not a number": framed(b'{"values": {"a": NaN}, "arrays": []}'),
    "digits without end": framed(b'{"values": {"a": ' + b"9" * 10_000 + b'}, "arrays": []}'),
    "parts missing": framed({"values": {}}),
    "parts too many": framed({"values": {}, "arrays": [], "more": 1}),
    "values of another kind": framed({"values": [], "arrays": []}),
    "too many arrays": framed({"values": {}, "arrays": [ARRAY] * 257}),
    "objects in an array": framed({"values": {}, "arrays": [ARRAY | {"dtype": "|O"}]}),
    "no kind": framed({"values": {}, "arrays": [ARRAY | {"dtype": 4}]}),
    "a negative side": framed({"values": {}, "arrays": [ARRAY | {"shape": [-1, -8]}]}),
    "a side that is true": framed({"values": {}, "arrays": [ARRAY | {"shape": [True]}]}),
    "a broken side": framed({"values": {}, "arrays": [ARRAY | {"shape": [1.5]}]}),
    "an array larger than memory": framed({"values": {}, "arrays": [ARRAY | {"shape": [MOST_BYTES, MOST_BYTES]}]}),
    "many that are too large together": framed({"values": {}, "arrays": [ARRAY | {"shape": [2**23]}] * 3}),
}  # fmt: skip


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_no_message_of_ours_is_refused(content: bytes) -> None:
    with pytest.raises(Malformed):
        sent(content)


@given(cut=st.integers(0, 80))
def test_a_message_that_ends_early_is_told_from_a_wrong_one(cut: int) -> None:
    whole = packed(Message({"a": 1}, {"b": np.ones(4, np.float32)}))

    with pytest.raises(EOFError):
        sent(whole[: min(cut, len(whole) - 1)])


@given(noise=st.binary(max_size=300), at=st.integers(0, 60))
def test_noise_is_refused_or_read_but_never_breaks(noise: bytes, at: int) -> None:
    whole = packed(Message({"a": 1}, {"b": np.ones(4, np.float32)}))
    try:
        found = sent(whole[:at] + noise + whole[at:])
    except (Malformed, EOFError):
        return
    assert isinstance(found.values, dict)
