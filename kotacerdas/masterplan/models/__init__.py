"""Tables of this app: planning documents as editions, their programmes, what is done and spent, what is said in review."""

from kotacerdas.masterplan.models.analysis import Issue, Readiness, Strength
from kotacerdas.masterplan.models.editions import Edition, Node, Serving
from kotacerdas.masterplan.models.money import Budget, Spent
from kotacerdas.masterplan.models.priorities import (
    Criterion,
    Dissent,
    Effort,
    Mark,
    Opinion,
    Portfolio,
    Relation,
    Resolution,
    Scale,
    Way,
)
from kotacerdas.masterplan.models.programmes import Partner, Programme, YearFigure
from kotacerdas.masterplan.models.progress import Milestone, Report, Risk
from kotacerdas.masterplan.models.remarks import Remark
from kotacerdas.masterplan.models.workplans import WorkplanYear

__all__ = [
    "Budget",
    "Criterion",
    "Dissent",
    "Edition",
    "Effort",
    "Issue",
    "Mark",
    "Milestone",
    "Node",
    "Opinion",
    "Partner",
    "Portfolio",
    "Programme",
    "Readiness",
    "Relation",
    "Remark",
    "Report",
    "Resolution",
    "Risk",
    "Scale",
    "Serving",
    "Spent",
    "Strength",
    "Way",
    "WorkplanYear",
    "YearFigure",
]
