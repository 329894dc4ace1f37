"""What a person may type about tasks: a new one, each deed, and what the lists are narrowed to."""

from kotacerdas.followup.forms.deeds import (
    DeedForm,
    HandOverForm,
    MoreTimeForm,
    NoteForm,
    PartsForm,
    ProofForm,
    ReasonForm,
    RemarkForm,
    ReopenForm,
    ReportForm,
    TimeDecisionForm,
    WaitForm,
)
from kotacerdas.followup.forms.giving import ChangeForm, ManyTasksForm, NewTaskForm, TaskForm
from kotacerdas.followup.forms.lists import BoardFilter, MineFilter

__all__ = [
    "BoardFilter",
    "ChangeForm",
    "DeedForm",
    "HandOverForm",
    "ManyTasksForm",
    "MineFilter",
    "MoreTimeForm",
    "NewTaskForm",
    "NoteForm",
    "PartsForm",
    "ProofForm",
    "ReasonForm",
    "RemarkForm",
    "ReopenForm",
    "ReportForm",
    "TaskForm",
    "TimeDecisionForm",
    "WaitForm",
]
