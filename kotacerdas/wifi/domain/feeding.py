"""Which point feeds which: whoever follows what feeds a point comes to an end, never back to it."""

from collections.abc import Mapping

SHOWN = 6


def circle(code: str, fed_by: Mapping[str, str]) -> tuple[str, ...]:
    """From this point over what feeds it back to itself; empty where it does not come back."""
    way = [code]
    seen = {code}
    while (above := fed_by.get(way[-1])) is not None:
        way.append(above)
        if above == code:
            return tuple(way)
        if above in seen:
            return ()
        seen.add(above)
    return ()


def written(way: tuple[str, ...]) -> str:
    """A long way without its middle."""
    shown = way if len(way) <= SHOWN else (*way[: SHOWN - 2], "…", way[-1])
    return " ← ".join(shown)
