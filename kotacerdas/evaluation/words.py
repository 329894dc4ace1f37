"""Words of this app's steps and faults in the reader's language."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.domain.faults import Fault
from kotacerdas.common.faults import register
from kotacerdas.evaluation.domain.workflow import Standing, Step

STEPS: dict[Step, "str | Promise"] = {
    Step.INVITATION: pgettext_lazy("step", "Invitation"),
    Step.SELF_ASSESSMENT: pgettext_lazy("step", "Self-assessment"),
    Step.VERIFICATION: pgettext_lazy("step", "Internal verification"),
    Step.SUBMISSION: pgettext_lazy("step", "Submission"),
    Step.STAGE_1: pgettext_lazy("step", "Stage I: presentation and questions"),
    Step.FOLLOW_UP: pgettext_lazy("step", "Follow-up of stage I"),
    Step.STAGE_2: pgettext_lazy("step", "Stage II: interview and scoring"),
    Step.COMPLETION: pgettext_lazy("step", "Completion window"),
    Step.RESULT: pgettext_lazy("step", "Result"),
    Step.CLOSED: pgettext_lazy("step", "Closed"),
}
"""Official names of the yearly cycle; the Indonesian ones are those that cities use."""

STANDINGS: dict[Standing, "str | Promise"] = {
    Standing.UNDATED: pgettext_lazy("step", "no days yet"),
    Standing.AHEAD: pgettext_lazy("step", "not yet open"),
    Standing.OPEN: pgettext_lazy("step", "open"),
    Standing.OVER: pgettext_lazy("step", "over"),
}


def told(faults: Iterable[Fault]) -> list[Fault]:
    """With the names of steps as people read them, in the reader's language."""
    return [
        replace(fault, values={name: _named(name, value) for name, value in fault.values.items()})
        for fault in faults
    ]


def _named(name: str, value: object) -> object:
    return STEPS[Step(str(value))] if name in {"step", "earlier"} else value


register(
    {
        "round-unknown": _("There is no round “%(round)s”. Known: %(known)s."),
        "round-without-instrument": _(
            "It is not known which instrument the round %(round)s used, so only finals can be loaded."
        ),
        "city-unknown": _("No kabupaten or kota is called “%(city)s”. Close to it: %(near)s."),
        "city-ambiguous": _("“%(city)s” means several: %(cities)s. Write the full name or the code."),
        "city-out-of-reach": _("%(city)s is not in your area; its results are loaded by its own operator."),
        "absent-but-scored": _("%(city)s did not take part but has scores. Remove the one or the other."),
        "too-many-decimals": _(
            "%(code)s: %(given)s has more than %(most)s decimals, the most that are kept. Write it as it was published."
        ),
        "final-differs": _(
            "%(city)s: the scores give %(computed)s but the published final is %(published)s. Check the scores."
        ),
        "part-differs": _(
            "%(city)s: the scores of %(code)s give %(computed)s but %(published)s was published. Check the scores."
        ),
        "round-not-yours": _("Your account does not include this permission: “%(permission)s”"),
        "round-not-yet": _("“%(step)s” opens on %(at)s. Until then this cannot be done."),
        "round-over": _("“%(step)s” was over on %(at)s. Whoever keeps the round can extend it and says why."),
        "round-undated": _(
            "The calendar of this round has no days for “%(step)s” yet. Whoever keeps the round sets them."
        ),
        "round-step-ends-first": _("“%(step)s” ends before it begins. Check its two moments."),
        "round-steps-crossed": _("“%(step)s” begins before “%(earlier)s”. Check the moments of both."),
        "round-step-has-begun": _(
            "“%(step)s” has begun, so its days stay as they are. Extend it instead, with the reason."
        ),
        "round-extension-without-reason": _("Write why the step ends later; it stands beside the new end."),
        "round-extension-not-later": _("“%(step)s” ends on %(at)s. Choose a later moment that lies ahead."),
        "round-city-not-in-it": _("%(city)s is not in this round. Invite it first."),
        "letter-city-not-in-round": _(
            "%(city)s is not in this round and has no result in it. Invite it or load its result first."
        ),
        "letter-says-nothing": _("Write what stands in the letter: its number, its date, or a remark."),
        "remark-too-long": _(
            "A remark has more than %(most)s letters: “%(text)s”. Put each remark on a line of its own."
        ),
        "remarks-too-many": _(
            "These are %(count)s remarks; %(most)s are the most that are kept. Check whether lines were torn apart."
        ),
        "advice-followed-up": _(
            "Recommendation %(label)s is followed up already, so it stays: “%(text)s”. Put its line back; correct its "
            "words if need be."
        ),
        "round-declined-without-reason": _("Write why the city does not take part; the operator reads it."),
        "intervals-not-computable": _(
            "Not computable from published means. Load the single answers of at least two assessors to every question."
        ),
        "intervals-lack-sheets": _(
            "Cities without single answers of at least two assessors to every question: %(count)s (%(cities)s). Load "
            "theirs, too: a place depends on all."
        ),
        "intervals-overtaken": _(
            "Results of this round changed while its intervals were computed. Compute them again."
        ),
        "award-without-title": _("Write what the award is called."),
        "award-without-result": _("%(city)s has no result in this round. Load its result first."),
        "award-part-unknown": _("The form of this round has no part “%(part)s”. Choose one of its parts."),
        "award-twice": _("%(city)s has the award “%(title)s” already."),
    }
)
