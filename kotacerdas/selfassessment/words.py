"""Words of this app: deeds for people, and the sentences of its faults."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.faults import register
from kotacerdas.selfassessment.domain.answering import Deed

DEEDS: dict[Deed, "str | Promise"] = {
    Deed.SHARE: pgettext_lazy("step of an answer", "given to"),
    Deed.COPY: pgettext_lazy("step of an answer", "taken over"),
    Deed.SAVE: pgettext_lazy("step of an answer", "written"),
    Deed.HAND_IN: pgettext_lazy("step of an answer", "handed in"),
    Deed.TAKE_BACK: pgettext_lazy("step of an answer", "taken back"),
    Deed.ACCEPT: pgettext_lazy("step of an answer", "accepted"),
    Deed.RETURN: pgettext_lazy("step of an answer", "returned"),
}

TONES: dict[str, str] = {"open": "", "answered": "jalan", "returned": "awas", "verified": "ok"}
"""Of the states of an answer, as the status component knows them."""

FIELDS: dict[str, "str | Promise"] = {
    "level": pgettext_lazy("field", "claimed level"),
    "statement": pgettext_lazy("field", "statement"),
    "figures": pgettext_lazy("field", "figures"),
    "survey": pgettext_lazy("field", "survey"),
    "organisation": pgettext_lazy("field", "organisation"),
    "person": pgettext_lazy("field", "person in charge"),
    "due_on": pgettext_lazy("field", "due on"),
}
"""What a step of the history can have changed."""

register(
    {
        "answer-not-yours": _(
            "This question was given to another organisation. Ask the programme office if it should be yours."
        ),
        "answer-is-own": _("You have written in this answer yourself. Somebody else checks it."),
        "answer-not-now-open": _("The answer is not handed in yet."),
        "answer-not-now-answered": _("The answer is handed in. Take it back to go on writing."),
        "answer-not-now-returned": _("The answer was returned and has not been handed in again."),
        "answer-not-now-verified": _("The answer is checked. The verifier can return it, with the reason."),
        "answer-shared-by-office": _(
            "Only the programme office says who answers a question and until when. Ask it, and leave these cells as they are."
        ),
        "workbook-person-elsewhere": _(
            "Nobody with the e-mail “%(text)s” answers for %(organisation)s today. Write another one, or empty the cell."
        ),
        "answer-organisation-gone": _(
            "The organisation “%(text)s” is no longer there. Check the workbook again."
        ),
        "workbook-other-question": _(
            "Cell %(cell)s has the words of question %(other)s, but the row is %(code)s. Perhaps rows were sorted without "
            "their codes; download the workbook again."
        ),
        "answer-without-reason": _("Write what is missing, so that the organisation can mend it."),
        "answer-without-level": _("Choose the level that you claim."),
        "answer-without-statement": _("Write what is the case; a level alone cannot be checked."),
        "answer-level-off-scale": _("The level must be a whole number from %(least)s to %(most)s."),
        "figure-unreadable": _(
            "“%(text)s” is no figure. Write a name, a colon, a number and a unit: Coverage: 87,5 %%"
        ),
        "figures-too-many": _(
            "An answer takes %(most)s figures at most. Put a table into a document and cite it."
        ),
        "assessment-locked": _(
            "The round was submitted. The programme office can open it again while a step for it is open."
        ),
        "assessment-not-joined": _("The city has not yet said that it takes part in this round."),
        "assessment-without-form": _(
            "It is not known which form this round uses, so there are no questions."
        ),
        "assessment-incomplete": _(
            "%(count)s of %(total)s answers are not checked yet. Finish them, or write why you submit with gaps."
        ),
        "assessment-not-submitted": _("Nothing has been submitted yet."),
        "assessment-without-signer": _("Write who signs for the city."),
        "receipt-without-number": _("Write the number that the portal gave, or what stands on the receipt."),
        "reopen-without-reason": _("Write why the answers are opened again; it stands in the trail."),
        "answer-given-meanwhile": _(
            "%(code)s: somebody else has changed this since you opened the page; now it is with %(organisation)s."
        ),
        "answer-person-not-there": _(
            "%(code)s: the person does not work for this organisation. Choose somebody of it, or nobody."
        ),
        "answer-organisation-unknown": _(
            "%(code)s: this organisation cannot be given questions. Choose another."
        ),
        "answer-day-unreadable": _("%(code)s: “%(text)s” is no day. Write it as 2026-11-30."),
        "answer-day-of-nobody": _("%(code)s: choose the organisation, too; a day alone is kept nowhere."),
        "answer-day-over": _("%(code)s: the day is over. Choose today or a later one."),
        "assessment-changed-meanwhile": _(
            "An answer or a proof was changed since you opened this page. Look at the figures again, then submit."
        ),
        "snapshot-unreadable": _("%(name)s is no submission of a self-assessment: it cannot be read as one."),
        "snapshot-not-as-written": _(
            "%(name)s is a submission whose bytes were changed: its content would be written otherwise."
        ),
        "snapshot-other-hash": _("%(name)s has the SHA-256 %(found)s, and not %(wanted)s: it was changed."),
        "snapshot-hash-unreadable": _("“%(hash)s” is no SHA-256, which has 64 letters and figures."),
        "snapshot-unknown": _(
            "This system did not make %(name)s (SHA-256 %(found)s). If you were told its hash, give it with --sha256."
        ),
        "ministry-too-large": _(
            "All files together have %(total_bytes)s, and one ZIP takes %(most_bytes)s. Take it part by part."
        ),
        "ministry-damaged": _(
            "%(code)s: the file %(name)s cannot be read any more. Ask the operator to bring it back from a backup."
        ),
        "snapshot-damaged": _(
            "The frozen file is damaged or missing, so nothing can be made of it. It must come back from a backup."
        ),
        "question-unknown": _("The form of this round has no question “%(code)s”."),
        "survey-off-scale": _("The mean must lie between %(least)s and %(most)s."),
        "survey-incomplete": _(
            "A survey figure needs its mean, the number of respondents and how it was asked."
        ),
    }
)
