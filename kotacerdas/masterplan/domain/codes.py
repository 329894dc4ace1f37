"""Codes of programmes stand in addresses: letters, digits, points and dashes, as in "SG-01" or "1.02.03"."""

import re

SHAPE = re.compile(r"^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,38}[A-Za-z0-9])?\Z")


# Words of ours that stand in the same place of an address.
_TAKEN = ("baru", "unduh.csv", "unduh.xlsx")


def is_code(text: str) -> bool:
    return SHAPE.match(text) is not None and text not in _TAKEN
