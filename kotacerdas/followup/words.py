"""Words of this app: states, deeds and priorities for people, and the sentences of its faults."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.faults import register
from kotacerdas.followup.domain.workflow import Deed, State

STATES: dict[State, "str | Promise"] = {
    State.OPEN: pgettext_lazy("task", "not yet taken"),
    State.TAKEN: pgettext_lazy("task", "in progress"),
    State.REPORTED: pgettext_lazy("task", "reported, to be checked"),
    State.RETURNED: pgettext_lazy("task", "returned"),
    State.ACCEPTED: pgettext_lazy("task", "accepted"),
    State.CANCELLED: pgettext_lazy("task", "cancelled"),
}
TONES: dict[State, str] = {
    State.OPEN: "",
    State.TAKEN: "jalan",
    State.REPORTED: "jalan",
    State.RETURNED: "awas",
    State.ACCEPTED: "ok",
    State.CANCELLED: "",
}
STEPS: dict[Deed, "str | Promise"] = {
    Deed.ASSIGN: _("Given by %(who)s"),
    Deed.TAKE: _("Taken by %(who)s"),
    Deed.NOTE: _("Note of %(who)s"),
    Deed.PROVE: _("%(who)s added a proof"),
    Deed.TICK: _("%(who)s changed the list of parts"),
    Deed.WAIT: _("%(who)s waits for others"),
    Deed.GO_ON: _("%(who)s waits no longer"),
    Deed.REPORT: _("Reported as done by %(who)s"),
    Deed.TAKE_BACK: _("%(who)s took the report back"),
    Deed.ACCEPT: _("Accepted by %(who)s"),
    Deed.RETURN: _("Returned by %(who)s"),
    Deed.ASK_MORE_TIME: _("%(who)s asks for more time"),
    Deed.GRANT_TIME: _("%(who)s granted more time"),
    Deed.REFUSE_TIME: _("%(who)s refused more time"),
    Deed.HAND_OVER: _("Handed over by %(who)s"),
    Deed.CHANGE: _("Changed by %(who)s"),
    Deed.CANCEL: _("Cancelled by %(who)s"),
    Deed.REOPEN: _("Opened again by %(who)s"),
}

register(
    {
        "task-not-now": _(
            "Somebody has gone on with this task meanwhile, so that cannot be done any more. Look at it again."
        ),
        "task-not-yours": _("This task is not yours to do that with. Ask whoever gave it."),
        "task-own-report": _("You reported this yourself, so somebody else checks it."),
        "task-without-reason": _("Say why: whoever reads this later must understand it."),
        "task-without-owner": _("Name a person or an organisation: a task that nobody owns is forgotten."),
        "task-owner-elsewhere": _(
            "%(owner)s has no role in this city today, so the task would reach nobody."
        ),
        "task-organisation-elsewhere": _("%(organisation)s does not belong to this city."),
        "task-due-past": _("The day %(day)s is past. Choose today or a later day."),
        "task-due-not-later": _("Ask for a day after the present one, %(day)s."),
        "task-no-title": _("Say in a few words what is to be done."),
        "task-waits-for-nothing": _("Name what this task waits for: another task or an organisation."),
        "task-waits-for-itself": _("A task cannot wait for itself or for one that waits for it."),
        "task-time-asked": _("More time has been asked for already; it is not decided yet."),
        "task-time-not-asked": _("Nobody asks for more time any more. Look at the task again."),
        "task-link-wrong": _(
            "That is not an address that can be opened: it begins with https:// or http://."
        ),
        "task-without-proof": _("This task needs a proof: a file, a link or a few words on what was done."),
        "task-unknown": _("There is no task %(code)s that you may see."),
        "task-proof-empty": _("A proof is a file, a link or a few words."),
        "task-city-unreached": _("You do not give tasks in %(city)s."),
        "task-person-unknown": _(
            "Cell %(cell)s: nobody with the e-mail %(text)s does tasks in this city today."
        ),
        "task-cannot-be-owned": _("Cell %(cell)s: %(reason)s"),
        "task-code-unknown": _(
            "Cell %(cell)s: this city has no task with the code %(text)s. Leave the cell empty for a new one."
        ),
        "task-hand-over-first": _(
            "Cell %(cell)s: the task lies with %(text)s. Hand it over on its page; a workbook does not."
        ),
        "task-is-finished": _("Cell %(cell)s: the task is %(state)s and stays as it is."),
    }
)
