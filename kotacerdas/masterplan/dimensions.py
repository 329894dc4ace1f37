"""The sub-dimensions of each dimension from `data/masterplan/dimensions.yaml`, read once."""

from dataclasses import dataclass
from functools import cache

from kotacerdas.common.language import pick
from kotacerdas.masterplan.scales import document


@dataclass(frozen=True)
class Subdimension:
    """`names` are further spellings met in workbooks."""

    code: str
    dimension: str
    title_id: str
    title_en: str
    names: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return pick(self, "title")


@cache
def subdimensions() -> dict[str, Subdimension]:
    """By code, in the order of the instrument."""
    return {
        each["code"]: Subdimension(
            each["code"], dimension, each["title"]["id"], each["title"]["en"], tuple(each.get("names", ()))
        )
        for dimension, some in document("dimensions.yaml")["dimensions"].items()
        for each in some
    }
