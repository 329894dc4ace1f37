"""States and bases of signal with word, icon and colour; places as people read them."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kotacerdas.common import formats
from kotacerdas.common.templatetags.components import status
from kotacerdas.connectivity import words
from kotacerdas.connectivity.domain.rules import FIXED
from kotacerdas.connectivity.models import SignalReport

register = template.Library()

_REPORT_TONES = {"checked": "ok", "rejected": "telat"}


@register.simple_tag
def signal_state(state: str) -> SafeString:
    return status(str(words.STATES[state]), words.TONES[state])


@register.simple_tag
def signal_basis(basis: str, layer: str) -> str:
    """Of fixed lines nobody measures anything; a list says so."""
    if layer == FIXED and basis != "nothing":
        return str(words.LISTED)
    return str(words.BASES[basis])


@register.simple_tag
def column_name(key: str) -> str:
    """Of a column of measurements."""
    return str(words.COLUMNS[key])


@register.simple_tag
def report_state(report: SignalReport) -> SafeString:
    return status(str(report.get_state_display()), _REPORT_TONES.get(report.state, ""))


@register.simple_tag
def coordinates(at: tuple[float, float]) -> str:
    """Longitude comes first in the data, latitude first where people read it."""
    lon, lat = at
    return _("Latitude %(lat)s, longitude %(lon)s") % {
        "lat": formats.number(round(lat, 6), 6), "lon": formats.number(round(lon, 6), 6)
    }  # fmt: skip
