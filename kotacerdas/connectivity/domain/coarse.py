"""How exactly everybody is told where a person stood: to about a hundred metres, as wide as a cell, and never a door."""

from decimal import Decimal
from typing import TypeVar

DECIMALS = 3
Degrees = TypeVar("Degrees", float, Decimal)


def degrees(value: Degrees) -> Degrees:
    return round(value, DECIMALS)
