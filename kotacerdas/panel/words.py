"""Words of this app: the sentences of its faults."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        "seat-twice": _("%(who)s sits in this panel already."),
        "seat-not-of-city": _(
            "%(who)s holds no office in this city; in a rehearsal the city's own people are the assessors."
        ),
        "seat-no-assessor": _("%(who)s is no assessor. Give the role first, then the seat."),
        "seat-works-in-city": _("%(who)s holds an office in this city and cannot be its assessor."),
        "seats-all-taken": _("A panel has %(most)s seats at most. Take an appointment back first."),
        "seats-too-few": _("The panel has %(count)s seats and needs at least %(least)s. Appoint others."),
        "seat-not-declared": _("Assessor %(number)s has not declared to be independent yet."),
        "seat-not-finished": _("Assessor %(number)s has still to score %(count)s questions."),
        "seat-of-another": _("This is the seat of another assessor."),
        "seat-over": _("This seat is no longer held. Ask whoever keeps the round."),
        "seat-undeclared": _(
            "Declare first that you are independent of this city, or say what stands against it."
        ),
        "seat-ended-without-reason": _("Write why the appointment is taken back; it stands beside the seat."),
        "conflict-without-words": _("Write what stands against it, in one sentence."),
        "panel-open": _("The panel is open already, so its seats stay as they are."),
        "panel-not-open": _("The panel is not open yet: each assessor still scores alone."),
        "panel-concluded": _(
            "The result of this city is entered. Whoever keeps the round can take it up again."
        ),
        "panel-not-concluded": _("There is no result of this panel yet."),
        "panel-published": _(
            "The round is published. Take it back first, then the result can be taken up again."
        ),
        "panel-taken-up-without-reason": _("Write why the result is taken up again; it stands in the trail."),
        "nothing-submitted": _("The city has submitted nothing yet, so there is nothing to be scored."),
        "mark-off-scale": _("The score must be a whole number from %(least)s to %(most)s."),
        "mark-of-own-answer": _("You have written in this answer yourself. Another assessor scores it."),
        "mark-after-opening": _(
            "The panel is open: a question that you have not scored stays without your score."
        ),
        "mark-taken-away": _(
            "After the opening a score can be changed, with the reason, but not taken away."
        ),
        "mark-changed-without-reason": _(
            "The panel is open. Write why you change your score; the first one stays beside it."
        ),
        "talk-without-words": _("Write what came of the talk, also if everybody stays with the own score."),
        "mean-of-no-panel": _("No %(seats)s whole scores have the mean %(mean)s."),
    }
)
