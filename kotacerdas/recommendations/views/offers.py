"""The deeds of one recommendation by their words in the address: form, deed, and what is said when it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.recommendations import actions
from kotacerdas.recommendations.domain.caring import Deed
from kotacerdas.recommendations.forms import ClaimForm, JudgeForm, PlanForm, ReasonForm, VerdictForm

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from kotacerdas.evaluation.models import Recommendation

Do = Callable[["Recommendation", Any, dict[str, Any]], object]


@dataclass(frozen=True)
class Offer:
    """`needs`: shown where one of these deeds is possible. `how` of a deed: by, now and the expected version."""

    slug: str
    form: type[Any]
    needs: frozenset[Deed]
    do: Do
    done: "str | Promise"


def _plan(at: "Recommendation", form: Any, how: dict[str, Any]) -> object:
    return actions.plan(at, form.wanted(), **how)


def _claim(at: "Recommendation", form: Any, how: dict[str, Any]) -> object:
    return actions.claim(at, form.wanted(), words=form.cleaned_data["claim_words"], **how)


def _judge(at: "Recommendation", form: Any, how: dict[str, Any]) -> object:
    return actions.judge(at, suffices=form.suffices, reason=form.cleaned_data["reason"], **how)


def _verdict(at: "Recommendation", form: Any, how: dict[str, Any]) -> object:
    return actions.record_verdict(at, form.wanted(), **how)


def _close(at: "Recommendation", form: Any, how: dict[str, Any]) -> object:
    return actions.close(at, reason=form.cleaned_data["reason"], **how)


def _reopen(at: "Recommendation", form: Any, how: dict[str, Any]) -> object:
    return actions.reopen(at, reason=form.cleaned_data["reason"], **how)


OFFERS: dict[str, Offer] = {
    each.slug: each
    for each in (
        Offer("rencana", PlanForm, frozenset({Deed.PLAN}), _plan, _("The plan is saved.")),
        Offer("klaim", ClaimForm, frozenset({Deed.CLAIM}), _claim, _("The claim is saved.")),
        Offer(
            "nilai", JudgeForm, frozenset({Deed.ACCEPT, Deed.REJECT}), _judge, _("Your judgement is saved.")
        ),
        Offer(
            "putusan", VerdictForm, frozenset({Deed.RECORD_VERDICT}), _verdict, _("The verdict is recorded.")
        ),
        Offer("tutup", ReasonForm, frozenset({Deed.CLOSE}), _close, _("The recommendation is closed.")),
        Offer("buka", ReasonForm, frozenset({Deed.REOPEN}), _reopen, _("The recommendation is open again.")),
    )
}
