"""What people may type: filters of lists, files with results, new rounds and their days."""

from kotacerdas.evaluation.forms.awards import AwardForm
from kotacerdas.evaluation.forms.days import DaysForm, ExtendForm, UsualDaysForm
from kotacerdas.evaluation.forms.invitations import CitiesFilter, InviteForm, JoinForm, ProvinceForm
from kotacerdas.evaluation.forms.opening import NewOwnRoundForm, NewRunRoundForm
from kotacerdas.evaluation.forms.results import ComparisonForm, LoadForm, RankingFilter, told

__all__ = [
    "AwardForm",
    "CitiesFilter",
    "ComparisonForm",
    "DaysForm",
    "ExtendForm",
    "InviteForm",
    "JoinForm",
    "LoadForm",
    "NewOwnRoundForm",
    "NewRunRoundForm",
    "ProvinceForm",
    "RankingFilter",
    "UsualDaysForm",
    "told",
]
