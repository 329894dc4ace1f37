"""Which programme (or sentence) of one edition is which of the other: each at most once, and how that was found.

The surest way comes first. Every step gives the same pairs whichever edition is called the first: rows of one key are paired
in the order of their codes, and of pairs that are equally alike the one with the smaller codes wins; two pairs that exclude
each other share one side, so that it does not matter which side is looked at first.
"""

from kotacerdas.imports.domain.fields import fold
from kotacerdas.masterplan.domain.comparing.matching import How, Matching, Paired
from kotacerdas.masterplan.domain.comparing.states import NodeState, PlanState, ProgrammeState


def programmes(before: PlanState, after: PlanState) -> Paired[ProgrammeState]:
    work = Matching(before.programmes, after.programmes)
    work.by_links(_links(before, after))
    work.by_key(How.CODE, lambda row: (row.code, fold(row.title)))
    # The finest key first: of several programmes with one title those of one agency belong together.
    work.by_key(How.TITLE, lambda row: (fold(row.title), row.dimension, row.subdimension, row.kind, row.lead))
    work.by_key(How.TITLE, lambda row: (fold(row.title), row.dimension, row.subdimension))
    work.by_key(How.TITLE, lambda row: (fold(row.title), row.dimension), is_last=True)
    work.by_code()
    work.by_likeness()
    return work.done()


def nodes(before: PlanState, after: PlanState) -> Paired[NodeState]:
    work = Matching(before.nodes, after.nodes, keeps_place=True)
    work.by_key(How.CODE, lambda row: (row.kind, row.code, fold(row.text)))
    work.by_key(How.TITLE, lambda row: (row.kind, fold(row.text), row.parent))
    work.by_key(How.TITLE, lambda row: (row.kind, fold(row.text)), is_last=True)
    work.by_code()
    work.by_likeness()
    return work.done()


def _links(before: PlanState, after: PlanState) -> list[tuple[str, str]]:
    """Codes before and after of what one edition says about the other."""
    found = []
    if after.follows == before.name:
        found += [(row.continues, row.code) for row in after.programmes if row.continues is not None]
    if before.follows == after.name:
        found += [(row.code, row.continues) for row in before.programmes if row.continues is not None]
    return found
