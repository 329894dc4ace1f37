"""The deeds of this app as the audit trail tells them."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds

kinds.register(
    {
        "followup.assign": _("%(who)s gave the task %(what)s to %(owner)s, due %(due)s."),
        "followup.take": _("%(who)s took the task %(what)s."),
        "followup.note": _("%(who)s wrote a note on the task %(what)s."),
        "followup.prove": _("%(who)s added a proof to the task %(what)s."),
        "followup.tick": _("%(who)s changed the list of parts of the task %(what)s."),
        "followup.wait": _("%(who)s lets the task %(what)s wait for %(waits_for)s."),
        "followup.go_on": _("%(who)s lets the task %(what)s wait no longer."),
        "followup.report": _("%(who)s reported the task %(what)s as done."),
        "followup.take_back": _("%(who)s took back the report on the task %(what)s."),
        "followup.accept": _("%(who)s accepted the task %(what)s."),
        "followup.return": _("%(who)s returned the task %(what)s."),
        "followup.ask_more_time": _("%(who)s asked for more time for the task %(what)s, until %(due)s."),
        "followup.grant_time": _("%(who)s granted more time for the task %(what)s, until %(due)s."),
        "followup.refuse_time": _("%(who)s refused more time for the task %(what)s."),
        "followup.hand_over": _("%(who)s handed the task %(what)s over to %(owner)s."),
        "followup.change": _("%(who)s changed the task %(what)s."),
        "followup.cancel": _("%(who)s cancelled the task %(what)s."),
        "followup.reopen": _("%(who)s opened the task %(what)s again."),
        "followup.watch": _("%(who)s follows the task %(what)s."),
        "followup.unwatch": _("%(who)s follows the task %(what)s no longer."),
        "followup.feed_made": _("%(who)s made a secret calendar address for the own tasks."),
        "followup.feed_revoked": _("%(who)s revoked the secret calendar address of the own tasks."),
    }
)
