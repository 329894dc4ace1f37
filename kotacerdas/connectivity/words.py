"""Words of this app's states, bases, layers and faults in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.faults import register

Words = str | Promise

STATES: dict[str, Words] = {
    "served": pgettext_lazy("signal", "served"),
    "weak": pgettext_lazy("signal", "weak"),
    "none": pgettext_lazy("signal", "none"),
    "unknown": pgettext_lazy("signal", "unknown"),
}
TONES: dict[str, str] = {"served": "ok", "weak": "awas", "none": "telat", "unknown": ""}
"""Tones of the badge beside the word."""

BASES: dict[str, Words] = {
    "verified": _("measured or checked"),
    "reported": _("reported, not verified"),
    "nothing": _("no evidence"),
}
LISTED = _("as the list of its RT says")
ANY_OPERATOR = _("Any operator")
FIXED_LINES = _("Fixed lines")

COLUMNS: dict[str, Words] = {
    "lat": _("Latitude"),
    "lon": _("Longitude"),
    "operator": _("Operator"),
    "at": pgettext_lazy("measurement", "Time"),
    "rsrp": "RSRP (dBm)",
    "level": _("Signal level (dBm)"),
    "rsrq": "RSRQ (dB)",
    "down_mbps": _("Download speed (Mbit/s)"),
    "down_kbps": _("Download speed (kbit/s)"),
    "up_mbps": _("Upload speed (Mbit/s)"),
    "up_kbps": _("Upload speed (kbit/s)"),
    "network": _("Kind of network"),
}
"""Of measurements, by their names in `readings.TITLES`."""

register(
    {
        "signal-no-column": _(
            "There is no column for “%(wanted)s”. The file has: %(found)s. Name the columns lat, lon, operator and rsrp."
        ),
        "signal-not-text": _("This is no text in UTF-8. Save the table as CSV (UTF-8)."),
        "signal-long-line": _("A line has more than %(most)s letters. Is this a table of measurements?"),
        "signal-too-many": _("The file has more than %(most)s rows. Split it by day or by area."),
        "signal-same-file": _("This very file is here already: “%(name)s”."),
        "signal-no-outlines": _(
            "%(city)s has no outlines of its kelurahan yet, so nobody could tell which places are its own. Upload them first."
        ),
        "signal-nothing-good": _("No row of this file can be brought in. Correct it and look at it again."),
        "signal-batch-coming": _("This batch is being brought in right now. Wait until it is there."),
        "signal-no-number": _("“%(given)s” in %(column)s is no number."),
        "signal-no-place": _("Latitude or longitude is missing, so nobody knows where this was measured."),
        "signal-swapped": _(
            "Latitude and longitude are swapped: %(lon)s stands as longitude and %(lat)s as latitude. Exchange the two."
        ),
        "signal-not-on-earth": _("Longitude %(lon)s and latitude %(lat)s are no place on earth."),
        "signal-outside": _("Longitude %(lon)s and latitude %(lat)s lie outside the city."),
        "signal-rsrp-impossible": _(
            "An RSRP of %(given)s dBm cannot be; it lies between %(least)s and %(most)s."
        ),
        "signal-rsrq-impossible": _(
            "An RSRQ of %(given)s dB cannot be; it lies between %(least)s and %(most)s."
        ),
        "signal-speed-impossible": _(
            "A speed of %(given)s Mbit/s cannot be; it lies between %(least)s and %(most)s."
        ),
        "signal-level-not-rsrp": _(
            "The level of a %(network)s network is no RSRP, and there is no other value."
        ),
        "signal-no-value": _(
            "Neither RSRP nor speed was measured here, and it does not say that there was no service."
        ),
        "signal-no-operator": _("The operator is missing."),
        "signal-operator-unknown": _(
            "No operator is called “%(given)s”. Known are the names in the list of operators."
        ),
        "signal-no-moment": _("“%(given)s” is no moment. Write it as 2026-11-29 10:30:00."),
        "signal-twice": _("The same measurement stands in the file already."),
        "signal-report-without-place": _("Say where: give the number of the RT, or longitude and latitude."),
        "signal-report-of-the-future": _("A report cannot be of a day that has not come."),
        "signal-own-report": _("You wrote this report yourself. Somebody else has to check it."),
        "signal-check-without-finding": _("Say what the check found."),
        "signal-half-a-place": _("Longitude and latitude belong together: give both or none."),
        "signal-technology-unknown": _("“%(given)s” is no technology. Known are 2G, 3G, 4G and 5G."),
        "signal-rt-unreadable": _("“%(given)s” is no number of an RT. Write it as 7 or 007."),
        "signal-kelurahan-unknown": _("The city has no kelurahan called “%(given)s”."),
        "signal-line-of-the-future": _("%(day)s has not come yet."),
    }
)
