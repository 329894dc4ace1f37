"""People of an area where nobody counted them: the rest of the city's whole in equal shares.

Equal, because kelurahan are drawn for about as many people each; how large one is says nothing, the largest are forest and
harbour. It is a rough guess, and everything that shows it says so.
"""

from collections.abc import Mapping, Sequence


def spread(whole: int, codes: Sequence[str], counted: Mapping[str, int]) -> dict[str, int]:
    """For each code that was not counted. Empty where the counted ones leave nothing."""
    open_codes = [code for code in codes if code not in counted]
    rest = whole - sum(counted.values())
    if rest <= 0 or not open_codes:
        return {}
    share, more = divmod(rest, len(open_codes))
    return {code: share + (at < more) for at, code in enumerate(open_codes)}
