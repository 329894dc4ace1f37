"""Sentences of this app's deeds in the audit trail, and the events it tells."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds as deeds
from kotacerdas.events import kinds as events

deeds.register(
    {
        "imports.written": _(
            "%(who)s brought in %(what)s: %(written)s rows written, %(faulty)s with faults left out."
        ),
        "imports.undone": _(
            "%(who)s undid %(what)s: %(undone)s rows put back, %(kept)s left as they are now."
        ),
        "imports.dropped": _("%(who)s dropped %(what)s before anything was written."),
    }
)
events.register(
    events.Kind(
        "imports.written",
        _("A workbook was brought in."),
        {"intake": str, "rows": int},
    ),
    events.Kind(
        "imports.undone",
        _("A workbook that had been brought in was undone."),
        {"intake": str, "rows": int},
    ),
)
