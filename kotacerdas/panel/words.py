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
        "advice-none-written": _(
            "No assessor has written recommendations of stage I yet, so there is nothing to be told."
        ),
        "interview-cancelled": _("This interview is cancelled. Set a new one."),
        "interview-cancelled-without-reason": _(
            "Write why it is cancelled; the city and the assessors read it."
        ),
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
        "replay-unknown": _("There is no published result of %(city)s in the round %(round)s."),
        "replay-without-mean": _(
            "Question %(code)s has no published mean, so the round cannot be replayed. Choose one that was published question by question."
        ),
        "replay-differs": _("%(code)s: published is %(published)s, and the replay gives %(replayed)s."),
        "mean-of-no-panel": _("No %(seats)s whole scores have the mean %(mean)s."),
    }
)

# Questions to the city, and the interview.
register(
    {
        "clarification-without-words": _("Write what you want to know, as exactly as you can."),
        "clarification-due-soon": _("Give the city at least one hour."),
        "clarification-due-late": _(
            "The city can reply until %(at)s. Choose a moment before that, or ask whoever keeps the round to extend it."
        ),
        "clarification-not-yours": _(
            "The organisation that answers this question in the self-assessment replies, or the programme office."
        ),
        "clarification-withdrawn": _(
            "The assessor has withdrawn this question; nothing needs to be said to it."
        ),
        "clarification-replied": _("The city has replied already, so the question stays."),
        "reply-without-words": _("Write the reply. A file alone does not say what it shows."),
        "reply-final": _("The reply could be corrected until %(at)s and stays as it is now."),
        "interview-ends-first": _("The interview must end after it begins. Check both moments."),
        "interview-too-long": _("An interview lasts a day at most. Set one for each day."),
        "interview-nowhere": _("Write the room, or the link to the meeting, or both."),
        "interview-link-wrong": _("The link must begin with https:// or http://."),
        "interview-stage-unknown": _("Choose stage I or stage II."),
        "interview-not-yours": _(
            "Whoever keeps the round, the city's programme office and the assessors of the panel write in this log."
        ),
        "speaker-twice": _("%(code)s stands twice in the table; keep one line."),
        "speaker-without-name": _("%(code)s: write who answers, or choose no organisation for it."),
        "speaker-elsewhere": _("%(organisation)s does not belong to this city."),
        "entry-kind-unknown": _("Choose question, answer, promise or note."),
        "entry-without-words": _("Write what was said."),
        "entry-ahead": _("This minute is still to come. Check the clock."),
        "entry-of-another": _(
            "Only whoever wrote it, or keeps the round, strikes it out. Write what is right in a line of its own."
        ),
        "promise-due-past": _("A promise is due after it was given. Check the moment."),
        "promise-not-there": _("This promise was struck out meanwhile."),
    }
)
