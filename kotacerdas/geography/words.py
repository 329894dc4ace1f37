"""Sentences of this app's faults and of what a file of outlines shows before it is taken."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        # --- the file ---
        "geography-packed": _(
            "The file is packed (ZIP, GZ or the like). Unpack it and send the GeoJSON in it."
        ),
        "geography-not-text": _(
            "The file is no text in UTF-8, as GeoJSON is. Was a shapefile or a picture sent?"
        ),
        "geography-too-deep": _("The file nests more than %(most)s lists in each other, which no map does."),
        "geography-no-number": _(
            "The file holds “%(text)s” where a coordinate should be. Repair it in the program it comes from."
        ),
        "geography-not-json": _(
            "The file is no JSON: it cannot be read from line %(at)s on. Was it cut off?"
        ),
        "geography-not-geojson": _("The file is no GeoJSON with features: it begins with “%(found)s”."),
        "geography-topojson": _("The file is TopoJSON. Export it as GeoJSON and send that."),
        "geography-too-many-features": _(
            "The file holds more than %(most)s features. Send those of the city only."
        ),
        "geography-too-many-corners": _(
            "The shapes have more than %(most)s corners. Simplify them a little and send the file again."
        ),
        "geography-nothing-in-file": _("There is no feature in the file."),
        # --- single features ---
        "geography-no-geometry": _("Feature %(number)s has no shape and was left out."),
        "geography-other-geometry": _(
            "Feature %(number)s is of kind “%(found)s”, which does not belong here, and was left out."
        ),
        "geography-coordinates": _(
            "Feature %(number)s has coordinates that are no finite numbers and was left out."
        ),
        "geography-too-few-corners": _(
            "Feature %(number)s has a ring of fewer than three corners and was left out."
        ),
        # --- where on earth ---
        "geography-system-unknown": _(
            "The coordinate system “%(text)s” is not known here. Save the file in WGS 84 (EPSG:4326)."
        ),
        "geography-not-in-system": _(
            "The coordinates do not lie where %(system)s is valid. Is it the right system?"
        ),
        "geography-no-degrees": _(
            "The coordinates are no degrees, and the file does not name its system. Say below which EPSG code it has, such as 32750."
        ),
        "geography-all-abroad": _(
            "Nothing in the file lies in Indonesia: the first corner is at longitude %(lon)s, latitude %(lat)s."
        ),
        "geography-abroad": _("%(count)s features lie outside Indonesia and were left out: %(numbers)s."),
        "geography-reprojected": _("The file is in %(system)s and was converted to degrees of WGS 84."),
        "geography-swapped": _(
            "Latitude stood before longitude everywhere; they were put the right way round."
        ),
        # --- which area ---
        "geography-no-match": _(
            "No feature could be matched to a kelurahan of the city, neither by code nor by name. The first one has: %(names)s."
        ),
        "geography-lacking": _(
            "%(count)s kelurahan lack an outline in this file and will have none: %(names)s."
        ),
        "geography-strangers": _(
            "%(count)s features belong to no kelurahan of the city and are left out: %(names)s."
        ),
        "geography-doubtful": _(
            "%(count)s features have a name that several kelurahan share and are left out: %(names)s."
        ),
        "geography-pieces": _("%(count)s kelurahan came in several pieces, which were joined: %(names)s."),
        # --- the shapes ---
        "geography-mended": _("%(count)s outlines crossed themselves and were repaired: %(codes)s."),
        "geography-tangled": _(
            "%(count)s outlines cross themselves so often that nobody can say what is inside, and are left out: %(codes)s."
        ),
        "geography-empty-shape": _("%(count)s outlines enclose nothing and are left out: %(codes)s."),
        "geography-overlaps": _(
            "%(count)s pairs overlap, %(hectares)s ha in all, most of it %(first)s and %(second)s: %(most)s ha."
            " A place there counts for the one with the lower code."
        ),
        "geography-gaps": _(
            "%(count)s gaps lie between the areas, %(hectares)s ha in all, the largest %(most)s ha."
        ),
        "geography-no-points": _(
            "No representative points of this city's kelurahan are known, so no schematic outlines can be drawn."
        ),
        # --- places and people ---
        "geography-mostly-no-points": _(
            "Most features of the file are no points: %(count)s. Was the file of outlines sent?"
        ),
        "geography-place-code-taken": _("Another place has the code “%(code)s” already."),
        "geography-place-code": _(
            "Cell %(cell)s: “%(text)s” can be no code. Small letters, digits and hyphens can: %(better)s"
        ),
        "geography-place-swapped": _(
            "Cell %(cell)s: longitude %(lon)s and latitude %(lat)s stand the wrong way round."
        ),
        "geography-place-abroad": _(
            "Cell %(cell)s: longitude %(lon)s, latitude %(lat)s lies outside Indonesia."
        ),
        "geography-nothing-to-estimate": _(
            "Nothing is left to spread: of %(people)s people %(counted)s are counted, or every kelurahan has its count."
        ),
    }
)
