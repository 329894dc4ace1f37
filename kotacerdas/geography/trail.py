"""The deeds of this app in words, for the trail."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds

kinds.register(
    {
        "geography.schematic": _("%(who)s drew %(count)s areas as schematic cells."),
        "geography.outlines": _(
            "%(who)s took the outlines of %(count)s areas out of %(what)s; %(lacking)s areas have none."
        ),
        "geography.add-place": _("%(who)s added the place %(what)s."),
        "geography.change-place": _("%(who)s changed the place %(what)s."),
        "geography.remove-place": _("%(who)s took away the place %(place)s."),
        "geography.store-places": _("%(who)s brought in places: %(added)s new, %(changed)s changed."),
        "geography.remove-places": _("%(who)s took back %(count)s places that had been brought in."),
        "geography.store-counts": _(
            "%(who)s brought in counts of people for %(years)s: %(added)s new, %(changed)s changed."
        ),
        "geography.remove-counts": _(
            "%(who)s took back %(count)s counts of people that had been brought in."
        ),
        "geography.estimate": _(
            "%(who)s spread %(people)s people of %(year)s over %(count)s areas that nobody had counted."
        ),
    }
)
