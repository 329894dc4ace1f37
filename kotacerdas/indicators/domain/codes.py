"""Codes that an office may give: words that stand in addresses for something else are kept free."""

from kotacerdas.common.domain.faults import Fault, Refused

TAKEN = frozenset({"baru", "ambil", "skenario", "unduh"})


def require_free(code: str) -> None:
    """Raises `Refused` for a code that no address could lead to."""
    if code in TAKEN:
        raise Refused(Fault("indicator-code-taken", {"code": code}))
