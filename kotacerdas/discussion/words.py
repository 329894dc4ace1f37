"""The sentences of this app's faults."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        "discussion-not-here": _("You may not do that in this discussion."),
        "discussion-closed": _(
            "A decision has closed this discussion. It can be opened again with a reason."
        ),
        "discussion-open": _("This discussion is open."),
        "comment-empty": _("Write something first."),
        "comment-too-long": _("At most %(most)s characters; these are %(given)s."),
        "comment-not-yours": _("Only whoever wrote a comment can change or withdraw it."),
        "comment-too-late": _(
            "A comment can be changed for %(minutes)s minutes, so that nobody answers what is no longer there. Write another one."
        ),
        "comment-gone": _("This comment has been withdrawn or hidden meanwhile."),
        "comments-too-many": _("You have written much in a short while. You can go on at %(until)s."),
        "mentions-too-many": _("Call at most %(most)s people in one comment."),
        "mention-unseen": _("%(person)s may not see this, so the call would lead nowhere."),
        "files-too-many": _("At most %(most)s files in one comment."),
        "decision-without-reason": _("Say why: whoever reads this later must understand it."),
    }
)
