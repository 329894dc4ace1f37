"""What a person may type about indicators, and what narrows their list."""

from kotacerdas.indicators.forms.defining import DefinitionForm, VariableForm, variable_forms
from kotacerdas.indicators.forms.figures import FigureForm, RemoveForm, SeriesForm, TargetForm
from kotacerdas.indicators.forms.listing import ListFilter

__all__ = [
    "DefinitionForm",
    "FigureForm",
    "ListFilter",
    "RemoveForm",
    "SeriesForm",
    "TargetForm",
    "VariableForm",
    "variable_forms",
]
