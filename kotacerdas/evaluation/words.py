"""Words of this app's faults in the reader's language."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        "round-unknown": _("There is no round “%(round)s”. Known: %(known)s."),
        "round-without-instrument": _(
            "It is not known which instrument the round %(round)s used, so only finals can be loaded."
        ),
        "city-unknown": _("No kabupaten or kota is called “%(city)s”. Close to it: %(near)s."),
        "city-ambiguous": _("“%(city)s” means several: %(cities)s. Write the full name or the code."),
        "city-out-of-reach": _("%(city)s is not in your area; its results are loaded by its own operator."),
        "absent-but-scored": _("%(city)s did not take part but has scores. Remove the one or the other."),
        "too-many-decimals": _(
            "%(code)s: %(given)s has more than %(most)s decimals, the most that are kept. Write it as it was published."
        ),
        "final-differs": _(
            "%(city)s: the scores give %(computed)s but the published final is %(published)s. Check the scores."
        ),
        "part-differs": _(
            "%(city)s: the scores of %(code)s give %(computed)s but %(published)s was published. Check the scores."
        ),
    }
)
