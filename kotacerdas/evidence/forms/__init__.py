"""What people may type about documents and citations."""

from kotacerdas.evidence.forms.citations import CiteForm, RejectForm, UseForm, WithdrawForm
from kotacerdas.evidence.forms.documents import DocumentFilter, EditForm, ReasonForm, RevisionForm

__all__ = [
    "CiteForm",
    "DocumentFilter",
    "EditForm",
    "ReasonForm",
    "RejectForm",
    "RevisionForm",
    "UseForm",
    "WithdrawForm",
]
