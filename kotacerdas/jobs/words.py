"""Sentences of this app: what is refused, and what stands in the trail."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds
from kotacerdas.common import faults

faults.register(
    {
        "job-is-over": _("This work is over already (%(state)s), so there is nothing to cancel."),
        "job-cannot-be-retried": _("Only failed or cancelled work can be started again; this is: %(state)s."),
        "job-waits-already": _("The same work waits already, so it is not started a second time."),
        "queue-unknown": _("No queue is called “%(name)s”; there are: %(known)s."),
        "job-unknown": _("There is no job with the number %(number)s."),
    }
)
kinds.register(
    {
        "jobs.cancelled": _("%(who)s cancelled the background work “%(what)s”."),
        "jobs.retried": _("%(who)s started the background work “%(what)s” again."),
    }
)
