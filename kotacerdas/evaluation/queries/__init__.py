"""Reads for pages and other apps; each starts from what its reader may see and costs a constant number of queries."""

from kotacerdas.evaluation.queries.awards import Proposal, awards_of, proposals
from kotacerdas.evaluation.queries.cities import CityProfile, profile, results_of, tasks_of
from kotacerdas.evaluation.queries.comparisons import (
    ComparedNode,
    comparable_results,
    compared,
    same_instrument,
)
from kotacerdas.evaluation.queries.orders import Ordered, by_dimension, ordered
from kotacerdas.evaluation.queries.rankings import (
    RankedCity,
    Ranking,
    Standing,
    featured,
    ranking_of,
    standing_of,
    under_weights,
)
from kotacerdas.evaluation.queries.rounds import ListedRound, rounds
from kotacerdas.evaluation.queries.scorecards import (
    AxisRow,
    PartRow,
    QuestionRow,
    Scorecard,
    best_explained,
    compute,
    improvement,
    scorecard,
)

__all__ = [
    "AxisRow",
    "CityProfile",
    "ComparedNode",
    "ListedRound",
    "Ordered",
    "PartRow",
    "Proposal",
    "QuestionRow",
    "RankedCity",
    "Ranking",
    "Scorecard",
    "Standing",
    "awards_of",
    "best_explained",
    "by_dimension",
    "comparable_results",
    "compared",
    "compute",
    "featured",
    "improvement",
    "ordered",
    "profile",
    "proposals",
    "ranking_of",
    "results_of",
    "rounds",
    "same_instrument",
    "scorecard",
    "standing_of",
    "tasks_of",
    "under_weights",
]
