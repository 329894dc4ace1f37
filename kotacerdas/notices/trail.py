"""The deeds of this app in the trail."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit.kinds import register

register(
    {
        "notices.wishes_changed": _("%(who)s changed when and how notices come."),
        "notices.unsubscribed": _("Somebody ended mails of the kind %(kind)s by the link in a mail."),
        "notices.sent_again": _("%(who)s had the delivery %(what)s sent again."),
        "notices.said_received": _("%(who)s said that the delivery %(what)s was received."),
        "notices.address_corrected": _("%(who)s said that the address of the delivery %(what)s is right."),
        "notices.sent_by_hand": _("%(who)s opened the text of the delivery %(what)s in WhatsApp."),
        "notices.came_back": _("The mail of the delivery %(what)s came back."),
        "notices.target_added": _("%(who)s added the channel of a group %(what)s."),
        "notices.target_switched": _("%(who)s switched the channel of a group %(what)s on or off."),
    }
)
