"""One message over a socket: JSON and arrays behind it, with every length said before it comes.

    "KCp1" | length of the header (4 bytes) | header: {"values": {...}, "arrays": [{"name", "dtype", "shape"}, ...]} | the arrays' bytes

Whatever else arrives is `Malformed`, whoever sent it, and costs no more memory than the limits below.
"""

import json
import math
import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAGIC = b"KCp1"
MOST_HEADER = 2**20
MOST_BYTES = 64 * 2**20
MOST_ARRAYS = 256
KINDS = ("|b1", "|u1", "<u2", "<i2", "<i4", "<i8", "<f4", "<f8")
_OPENING = struct.Struct("<4sI")

Receive = Callable[[int], bytes]
"""Exactly so many bytes, or `EOFError`."""


class Malformed(Exception):
    """Nothing that this program would have sent."""


@dataclass(frozen=True, eq=False)
class Message:
    values: Mapping[str, Any]
    arrays: Mapping[str, NDArray[Any]] = field(default_factory=dict)


def packed(message: Message) -> bytes:
    """Raises `ValueError` for what `read` would not take."""
    arrays = {name: _plain(each) for name, each in message.arrays.items()}
    told = [
        {"name": name, "dtype": each.dtype.str, "shape": list(each.shape)} for name, each in arrays.items()
    ]
    header = json.dumps({"values": message.values, "arrays": told}, allow_nan=False).encode()
    if len(header) > MOST_HEADER or len(arrays) > MOST_ARRAYS:
        raise ValueError("the header of the message is too long")
    if sum(each.nbytes for each in arrays.values()) > MOST_BYTES:
        raise ValueError("the arrays of the message are too large")
    return b"".join(
        [_OPENING.pack(MAGIC, len(header)), header, *(each.tobytes() for each in arrays.values())]
    )


def _plain(array: NDArray[Any]) -> NDArray[Any]:
    found = np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<"), copy=False).reshape(array.shape)
    if found.dtype.str not in KINDS:
        raise ValueError(f"arrays of {array.dtype} are not sent")
    return found


def read(receive: Receive) -> Message:
    magic, length = _OPENING.unpack(receive(_OPENING.size))
    if magic != MAGIC or not 2 <= length <= MOST_HEADER:
        raise Malformed("no opening of ours")
    header = _header(receive(length))
    shapes = list(_shapes(header["arrays"]))
    if sum(dtype.itemsize * math.prod(shape) for _name, dtype, shape in shapes) > MOST_BYTES:
        raise Malformed("arrays that are too large")
    return Message(header["values"], {name: _array(receive, dtype, shape) for name, dtype, shape in shapes})


def _header(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise Malformed("a header that is no JSON") from error
    if not isinstance(found, dict) or found.keys() != {"values", "arrays"}:
        raise Malformed("a header without its parts")
    if not isinstance(found["values"], dict) or not isinstance(found["arrays"], list):
        raise Malformed("a header with other parts")
    return found


def _no_constant(name: str) -> float:
    raise ValueError(name)


def _shapes(told: list[Any]) -> Iterator[tuple[str, np.dtype[Any], tuple[int, ...]]]:
    if len(told) > MOST_ARRAYS:
        raise Malformed("too many arrays")
    for each in told:
        if not isinstance(each, dict) or each.keys() != {"name", "dtype", "shape"}:
            raise Malformed("an array without its parts")
        name, kind, shape = each["name"], each["dtype"], each["shape"]
        if not isinstance(name, str) or not isinstance(kind, str) or kind not in KINDS:
            raise Malformed("an array of another kind")
        if not isinstance(shape, list) or len(shape) > 4 or not all(map(_is_side, shape)):
            raise Malformed("an array of no shape")
        yield name, np.dtype(kind), tuple(shape)


def _is_side(given: Any) -> bool:
    return isinstance(given, int) and not isinstance(given, bool) and 0 <= given <= MOST_BYTES


def _array(receive: Receive, dtype: "np.dtype[Any]", shape: tuple[int, ...]) -> NDArray[Any]:
    return np.frombuffer(receive(dtype.itemsize * math.prod(shape)), dtype).reshape(shape)
