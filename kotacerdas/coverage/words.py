"""Words of what may be wrong with blank spots and coverage: each says what to do."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        "coverage-own-spot": _(
            "You wrote this blank spot down yourself: let a second person verify it, or say why there is none."
        ),
        "coverage-without-grid": _(
            "Who has a signal where was not computed yet. Bring evidence of signal and outlines first; then the blank spots follow."
        ),
        "coverage-run-without-ground": _(
            "%(city)s has no elevation model that is ready. Bring one, or make a synthetic relief, on the page of the terrain; then "
            "compute the coverage."
        ),
        "coverage-run-without-outlines": _(
            "%(city)s has no outlines of its kelurahan yet, so nobody could tell whom the points reach. Upload them first."
        ),
        "coverage-run-without-points": _(
            "No Wi-Fi point that is on stands on the ground of %(city)s (%(beside)s stand beside it). Write points down, or bring an "
            "elevation model that reaches them."
        ),
        "coverage-too-many-points": _(
            "%(count)s points are more than the %(most)s that can be counted at once. Note as removed what is gone, or as off what is off."
        ),
        "coverage-run-overtaken": _(
            "A run that was asked for later is in use already. Compute anew if these figures are wanted after all."
        ),
        "coverage-survey-overtaken": _(
            "A survey that was asked for later is done already. Compute the blank spots anew if anything changed since."
        ),
        "coverage-without-teller": _("Say who told it, for example “RT 12, Kelurahan Manggar”."),
        "coverage-without-place": _("Give a place and a radius, or paste a shape as GeoJSON."),
        "coverage-radius": _("The radius is between %(least)s and %(most)s metres."),
        "coverage-not-on-earth": _(
            "That is no place on earth: longitude comes first, for example 116.85, then latitude, for example -1.25."
        ),
        "coverage-outside": _(
            "The place lies outside %(city)s. Look whether longitude and latitude were swapped."
        ),
        "coverage-drawing-too-long": _(
            "The shape has more than %(most)s characters. Draw it with fewer corners."
        ),
        "coverage-drawing-too-large": _("The shape is larger than %(most)s hectares. Draw single areas."),
        "coverage-drawing-unreadable": _("This is no GeoJSON of one shape. Copy the whole text of the file."),
        "coverage-drawing-no-area": _("The shape encloses nothing. Draw an area (Polygon)."),
        "coverage-drawing-crosses-itself": _(
            "The border of the shape crosses itself. Draw it again without crossing lines."
        ),
        "coverage-without-reason": _("Write the reason: what was seen, measured or decided, and when."),
        "coverage-without-remedy": _("Choose the remedy."),
        "coverage-programme-elsewhere": _("This programme belongs to another city."),
        "coverage-without-proof": _(
            "Nothing proves yet that people are served: cite a document for this blank spot and have the quote confirmed, or bring "
            "a newer measurement and compute the blank spots anew."
        ),
        "coverage-cannot-verify": _("Only a reported blank spot can be verified. Look at it again."),
        "coverage-cannot-plan": _("A remedy is planned for a verified blank spot. Verify it first."),
        "coverage-cannot-solve": _("Only a verified or planned blank spot can be solved. Verify it first."),
        "coverage-cannot-reject": _("Only an open blank spot can be rejected. Look at it again."),
        "coverage-cannot-reopen": _("Only a solved or rejected blank spot can be opened again."),
    }
)
