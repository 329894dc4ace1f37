"""How kernels are compiled: kept on the disk, without the lock of Python, dividing as numpy does."""

from collections.abc import Callable
from typing import Any, TypeVar

from numba import njit

Kernel = TypeVar("Kernel", bound=Callable[..., Any])
LOOSELY = {"contract", "nsz", "arcp", "reassoc"}  # not "nnan" and "ninf": those keep their meaning


def plainly(kernel: Kernel) -> Kernel:
    """What is written is what is computed."""
    return _compiled(kernel, False)


def quickly(kernel: Kernel) -> Kernel:
    """Products may be fused with sums and put in another order."""
    return _compiled(kernel, LOOSELY)


def _compiled(kernel: Kernel, loosely: set[str] | bool) -> Kernel:
    dispatcher: Any = njit(nogil=True, cache=True, error_model="numpy", fastmath=loosely)(kernel)
    called: Kernel = dispatcher
    return called
