"""Words and tones of the board and of requests: where a question or a request stands, names of the dimensions."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.evidence.domain import requests
from kotacerdas.evidence.domain.board import Standing

STANDINGS: dict[Standing, "str | Promise"] = {
    Standing.MISSING: pgettext_lazy("question", "not dug up yet"),
    Standing.PROPOSED: pgettext_lazy("question", "proposals found"),
    Standing.WAITING: pgettext_lazy("question", "waits for a second person"),
    Standing.CONFIRMED: pgettext_lazy("question", "confirmed"),
}
STANDING_TONES: dict[Standing, str] = {
    Standing.MISSING: "telat",
    Standing.PROPOSED: "awas",
    Standing.WAITING: "jalan",
    Standing.CONFIRMED: "ok",
}

REQUEST_STANDINGS: dict[requests.Standing, "str | Promise"] = {
    requests.Standing.CAME: pgettext_lazy("request for evidence", "files came, to be checked"),
    requests.Standing.LATE: pgettext_lazy("request for evidence", "late"),
    requests.Standing.WAITS: pgettext_lazy("request for evidence", "waits for the agency"),
    requests.Standing.ENOUGH: pgettext_lazy("request for evidence", "enough has come"),
    requests.Standing.DROPPED: pgettext_lazy("request for evidence", "no longer needed"),
}
REQUEST_TONES: dict[requests.Standing, str] = {
    requests.Standing.CAME: "jalan",
    requests.Standing.LATE: "telat",
    requests.Standing.WAITS: "awas",
    requests.Standing.ENOUGH: "ok",
    requests.Standing.DROPPED: "",
}

DIMENSION_NAMES: dict[str, "str | Promise"] = {
    "gov": _("Governance"),
    "brand": _("Branding"),
    "eco": _("Economy"),
    "liv": _("Living"),
    "soc": _("Society"),
    "env": _("Environment"),
}
# As `{% dimension %}` of common knows them.
DIMENSION_KEYS = {
    "gov": "governance",
    "brand": "branding",
    "eco": "economy",
    "liv": "living",
    "soc": "society",
    "env": "environment",
}
DIMENSIONS_SHORT: dict[str, "str | Promise"] = {
    "": pgettext_lazy("dimension", "Gen."),
    "gov": pgettext_lazy("dimension", "Gov."),
    "brand": pgettext_lazy("dimension", "Bra."),
    "eco": pgettext_lazy("dimension", "Eco."),
    "liv": pgettext_lazy("dimension", "Liv."),
    "soc": pgettext_lazy("dimension", "Soc."),
    "env": pgettext_lazy("dimension", "Env."),
}
GENERAL_LONG = _("Without a dimension")

# What speaks against a proposal.
MARKS: dict[str, "str | Promise"] = {
    "draft": pgettext_lazy("proposal", "only a draft"),
    "other-city": pgettext_lazy("proposal", "speaks of another city"),
    "other-year": pgettext_lazy("proposal", "names other years only"),
}
