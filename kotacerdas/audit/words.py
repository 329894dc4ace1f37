"""What is said about the trail: sentences of breaches, and of files that cannot be used."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

BREACHES = {
    "changed": _("Entry %(number)s was changed."),
    "values-changed": _("What entry %(number)s says of values was changed."),
    "removed": _("Entry %(number)s was removed."),
    "reordered": _("Entry %(number)s does not stand where it was written: the order was changed."),
    "added": _("Entry %(number)s was put in later."),
    "cut-off": _("The end was cut off: entry %(number)s and all after it are gone."),
    "rewritten": _("Entry %(number)s is not the one that was exported: the chain was rewritten."),
    "head-changed": _("The head does not fit the last entry (%(number)s)."),
}

register(
    {
        "heads-unreadable": _("%(file)s is not a file of exported heads."),
        "heads-changed": _("%(file)s was changed after it was exported: its signature does not fit."),
        "heads-of-others": _("%(file)s was exported by another installation."),
        "chain-unknown": _("There is no trail of “%(code)s”. Known: %(known)s."),
    }
)
