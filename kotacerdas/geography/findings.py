"""What the pages of this app say first."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kotacerdas.common import formats
from kotacerdas.geography.queries.overview import Overview
from kotacerdas.people.models import City


def of_city(view: Overview, city: City) -> str:
    """How many areas, and whether they are drawn as they are."""
    count = len(view.rows)
    if not count:
        return _("No kelurahan of %(city)s are known yet") % {"city": city.short_name}
    areas = ngettext("%(count)s kelurahan", "%(count)s kelurahan", count) % {"count": formats.number(count)}
    if not view.drawn:
        return _("%(areas)s, none of them drawn") % {"areas": areas}
    if view.areas.is_schematic:
        return _("%(areas)s, drawn schematically") % {"areas": areas}
    if view.drawn < count:
        return _("%(areas)s, %(drawn)s of them with their borders") % {
            "areas": areas, "drawn": formats.number(view.drawn),
        }  # fmt: skip
    return _("%(areas)s with their borders") % {"areas": areas}


def beside_city(view: Overview) -> str:
    """People and places, and how sure they are."""
    parts = []
    if view.people:
        people = formats.number(view.people)
        if not view.counted:
            parts.append(
                _("%(people)s people, spread in equal shares: an estimate, not a count.") % {"people": people}
            )
        elif view.estimated:
            parts.append(
                _("%(people)s people; %(count)s areas are only estimated.")
                % {"people": people, "count": formats.number(view.estimated)}
            )
        elif unknown := len(view.rows) - view.counted:
            parts.append(
                _("%(people)s people are counted; %(count)s areas are not known.")
                % {"people": people, "count": formats.number(unknown)}
            )
        else:
            parts.append(_("%(people)s people, counted in every area.") % {"people": people})
    else:
        parts.append(_("How many people live in each is not known here yet."))
    if view.places:
        parts.append(
            ngettext("%(count)s place is kept.", "%(count)s places are kept.", view.places)
            % {"count": formats.number(view.places)}
        )
    return " ".join(parts)


def of_places(shown: int, total: int, city: City) -> str:
    if not total:
        return _("No places of %(city)s are kept yet") % {"city": city.short_name}
    words = {"count": formats.number(total), "shown": formats.number(shown), "city": city.short_name}
    if shown == total:
        return ngettext("%(count)s place in %(city)s", "%(count)s places in %(city)s", total) % words
    return _("%(shown)s of %(count)s places in %(city)s") % words
