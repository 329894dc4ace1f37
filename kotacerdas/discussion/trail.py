"""The deeds of this app as the audit trail tells them. None carries what was said: that stays with its author."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds

kinds.register(
    {
        "discussion.commented": _("%(who)s commented on %(about)s."),
        "discussion.mended": _("%(who)s changed an own comment on %(about)s."),
        "discussion.withdrew": _("%(who)s withdrew an own comment on %(about)s."),
        "discussion.hid": _("%(who)s hid a comment on %(about)s: %(reason)s"),
        "discussion.showed": _("%(who)s showed a hidden comment on %(about)s again."),
        "discussion.voted": _("%(who)s voted on %(about)s."),
        "discussion.decided": _("%(who)s decided on %(about)s: %(outcome)s. %(reason)s"),
        "discussion.reopened": _("%(who)s opened the discussion on %(about)s again: %(reason)s"),
    }
)
