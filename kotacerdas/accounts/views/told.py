"""Brings refusals and doubts of a deed into the form that asked for it."""

from collections.abc import Callable

from django import forms

from kotacerdas.accounts.forms.offering import SureForm
from kotacerdas.common.faults import Refused, sentence, sentences
from kotacerdas.people.actions.roles import Doubtful


def carried_out(form: forms.Form, deed: Callable[[], str], *, lines: str = "") -> str | None:
    """The address that the deed gives; None if it was refused, and the form says why.

    Faults with a line belong to the field `lines`.
    """
    try:
        return deed()
    except Doubtful as doubtful:
        if not isinstance(form, SureForm):
            raise
        form.doubt(sentences(doubtful))
        form.add_error("sure", "")
    except Refused as refused:
        for fault in refused.faults:
            form.add_error(lines if lines and fault.line is not None else None, sentence(fault))
    return None
