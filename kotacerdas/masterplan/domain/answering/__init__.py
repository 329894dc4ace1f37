"""What the programmes of a plan answer to the questions of an evaluation: a figure and the rows behind it, never a level.

Which question follows which rule is data; each rule is a function that takes what is known of a year (`material.Material`)
and what is asked (`material.Asked`) and gives what was found (`material.Found`). What is not known is None and says so.
"""

from collections.abc import Callable, Mapping

from kotacerdas.masterplan.domain.answering import counting, money, moving, quick_wins
from kotacerdas.masterplan.domain.answering.material import (
    Agency,
    Asked,
    Found,
    Material,
    Partner,
    Programme,
    Row,
)

Rule = Callable[[Material, Asked], Found | None]

RULES: Mapping[str, Rule] = {
    "legal_basis": counting.legal_basis,
    "running": counting.running,
    "agencies": counting.agencies,
    "budget_share": money.budget_share,
    "other_money": money.other_money,
    "continued": moving.continued,
    "new": moving.new,
    "formulated": quick_wins.formulated,
    "partners": quick_wins.partners,
    "funded": quick_wins.funded,
    "risks_identified": quick_wins.risks_identified,
    "risks_mitigated": quick_wins.risks_mitigated,
}

__all__ = ["RULES", "Agency", "Asked", "Found", "Material", "Partner", "Programme", "Row", "found"]


def found(material: Material, asked: Asked) -> Found | None:
    """None where there is nothing to say."""
    return RULES[asked.rule](material, asked)
