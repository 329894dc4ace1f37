"""What other apps and people may hear of evidence: the kinds of its events, and of its notices with their words."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.events import kinds as event_kinds
from kotacerdas.evidence.sending import links
from kotacerdas.notices.kinds import Kind, register

event_kinds.register(
    event_kinds.Kind("evidence.added", _("A document was brought as evidence.")),
    event_kinds.Kind(
        "evidence.citation_withdrawn", _("A citation was taken back; it proves nothing any more.")
    ),
    event_kinds.Kind("evidence.cited", _("Somebody quoted a document as proof.")),
    event_kinds.Kind("evidence.confirmed", _("A second person confirmed a citation.")),
    event_kinds.Kind("evidence.packed", _("A pack of confirmed proofs was made, to be given away.")),
    event_kinds.Kind("evidence.rejected", _("A second person rejected a citation, with a reason.")),
    event_kinds.Kind("evidence.requested", _("An agency was asked for evidence.")),
    event_kinds.Kind("evidence.request_answered", _("Files came that answer a request for evidence.")),
    event_kinds.Kind(
        "evidence.request_closed", _("A request for evidence was closed: enough, or no longer needed.")
    ),
    event_kinds.Kind("evidence.use_ended", _("A citation proves one of its targets no more.")),
)

register(
    Kind(
        "evidence.requested",
        title=_("Requests for evidence to my organisation"),
        subject=_("Evidence needed: %(what)s"),
        body=_(
            "%(who)s asks %(agency)s for evidence: “%(what)s”. It is due on %(due)s.\n\n%(note)s\n\n"
            "Files can be sent by the link below, without signing in. Pass it on to whoever has them."
        ),
        button=_("Send files"),
        leads_to=links.address_in,
        by_hand=True,
    ),
    Kind(
        "evidence.request_answered",
        title=_("Files that answer my requests for evidence"),
        subject=_("Files came for: %(what)s"),
        body=_(
            "%(agency)s sent %(count)s files for the request “%(what)s”. "
            "Say whether they are enough, or what is missing."
        ),
        button=_("Look at the files"),
        may_digest=True,
    ),
    Kind(
        "evidence.intake_given_up",
        title=_("Deliveries of mine that were given up"),
        subject=_("Given up: the files that you began to send on %(on)s"),
        body=_(
            "On %(on)s you began a delivery of evidence. For %(days)s days nothing was added to it and nobody said that "
            "these are all files, so it was given up; %(count)s files that had arrived are kept no longer.\n\n"
            "If they are needed, send them again in a new delivery."
        ),
        button=_("Open the delivery"),
        may_unsubscribe=True,
        may_digest=True,
    ),
    Kind(
        "evidence.damaged",
        title=_("Kept evidence whose bytes are damaged"),
        subject=_("Damaged evidence: %(what)s"),
        body=_(
            "The nightly check found that the kept bytes of “%(what)s” are no longer what was brought "
            "(%(cited)s living citations rest on it).\n\n"
            "Bring exactly the same file again, from the agency or from a backup: the system recognises it by its hash, "
            "and the citations stay."
        ),
        button=_("Open the document"),
        is_urgent=True,
    ),
    Kind(
        "evidence.confirmed",
        title=_("Citations of mine that were confirmed"),
        subject=_("Confirmed: %(what)s"),
        body=_("%(who)s confirmed your citation of “%(what)s”:\n\n“%(quote)s”"),
        button=_("Open the citation"),
        may_unsubscribe=True,
        may_digest=True,
    ),
    Kind(
        "evidence.rejected",
        title=_("Citations of mine that were rejected"),
        subject=_("Rejected: %(what)s"),
        body=_(
            "%(who)s rejected your citation of “%(what)s”:\n\n“%(quote)s”\n\nThe reason: %(reason)s\n\n"
            "Cite other words or another document."
        ),
        button=_("Open the citation"),
    ),
    Kind(
        "evidence.to_review",
        title=_("Citations that wait for my check"),
        subject=_("%(count)s citations wait for your check"),
        body=_(
            "Others have cited documents as proof; %(count)s of these citations wait for a second person, "
            "the oldest since %(since)s. You are one who may confirm or reject them."
        ),
        button=_("Check them"),
        may_unsubscribe=True,
        may_digest=True,
    ),
)
