"""Words of this app's faults in the reader's language; each says what to do."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        # --- points ---
        "wifi-coordinate-no-number": _(
            "A longitude or latitude is missing or no number. Write degrees with decimals, such as 116.8312 and -1.2654."
        ),
        "wifi-coordinates-swapped": _(
            "Longitude and latitude are swapped: as it stands the point would not lie in the city. Write longitude %(lon)s and latitude %(lat)s."
        ),
        "wifi-coordinates-off-earth": _(
            "Longitude %(lon)s, latitude %(lat)s is no place on Earth. Longitudes go from -180 to 180, latitudes from -90 to 90."
        ),
        "wifi-point-outside": _(
            "Point %(code)s (longitude %(lon)s, latitude %(lat)s) lies outside every kelurahan of the city. Check both numbers."
        ),
        "wifi-height": _(
            "A height of %(given)s m cannot be: an antenna stands between 0 and %(most)s m above ground."
        ),
        "wifi-azimuth": _("The direction is given in whole degrees from 0 (north) to 359, clockwise."),
        "wifi-beam-width": _("A beam width lies between 1 and 360 degrees."),
        "wifi-sector-without-beam": _("A sector antenna needs a direction and a beam width."),
        "wifi-pattern-missing": _("Choose the antenna pattern, or bring its file in first."),
        "wifi-speed": _("A speed lies between 0 and %(most)s Mbit/s."),
        "wifi-gain": _("A gain lies between -%(most)s and %(most)s dBi."),
        "wifi-people": _("People served a day lie between 0 and %(most)s. Leave it empty if nobody counted."),
        "wifi-removed-before-installed": _(
            "It cannot be removed on %(removed)s before it was installed on %(installed)s."
        ),
        "wifi-own-hub": _("A point cannot be fed by itself."),
        "wifi-hub-circle": _(
            "These points would feed each other in a circle, so nothing would feed any of them: %(points)s. Say from where the link "
            "really comes."
        ),
        "wifi-code-taken": _(
            "Another point has the code %(code)s. Choose another code, or change that point."
        ),
        "wifi-point-has-past": _(
            "%(code)s has contracts, inspections or photos. Write the day on which it was removed instead of taking it away."
        ),
        "wifi-points-unknown": _("No point of the city has these codes: %(points)s (%(count)s in all)."),
        "wifi-code-unfit": _(
            "A code takes letters, figures, hyphens and underscores only, at most 40: “%(given)s”."
        ),
        # --- states ---
        "wifi-state-in-future": _("Only what is known is noted: the day may be %(today)s at the latest."),
        "wifi-off-without-reason": _("Say why the points are off."),
        "wifi-state-before-installed": _(
            "On that day not all of these points were installed yet: %(points)s (%(count)s in all)."
        ),
        "wifi-no-points": _("Choose at least one point."),
        "wifi-nothing-changes": _("All chosen points stand so on that day already; nothing was written."),
        "wifi-state-incomplete": _(
            "Another state needs the day since when it is so, and “off” needs a reason."
        ),
        "wifi-state-older": _(
            "A later state is noted from %(since)s on. What was before is put right on the page of the point."
        ),
        # --- contracts ---
        "wifi-contract-dates": _(
            "A contract cannot end on %(last)s before it begins on %(first)s. The days may be reversed."
        ),
        "wifi-contract-cost": _("A cost a month lies between 0 and %(most)s rupiah."),
        "wifi-contract-code-taken": _("Another contract has the code %(code)s."),
        "wifi-contract-code-unfit": _(
            "The code of a contract takes letters, figures, hyphens and underscores only, at most 60: “%(given)s”."
        ),
        "wifi-points-unreadable": _(
            "“%(text)s” is no code of a point. Write codes with commas in between, such as WIFI-001, WIFI-002: 550000."
        ),
        # --- inspections and photos ---
        "wifi-inspected-in-future": _("An inspection is written down when it has been: the day lies ahead."),
        "wifi-inspection-empty": _("Say what was found."),
        "wifi-measured-speed": _("A measured speed lies between 0 and %(most)s Mbit/s."),
        "wifi-photo-unreadable": _(
            "This is no JPEG or PNG picture, or it is damaged. Take the photo again, or save it anew."
        ),
        "wifi-photo-too-large": _("The picture has more than %(most)s million dots. Make it smaller."),
        # --- antenna patterns ---
        "wifi-pattern-too-large": _(
            "An antenna pattern is smaller than %(most_bytes)s; this file is something else."
        ),
        "wifi-pattern-empty": _("The file is empty."),
        "wifi-pattern-unreadable": _(
            "This is not a text file. Antenna patterns come as MSI (Planet) files, or as CSV with angle and gain."
        ),
        "wifi-pattern-no-horizontal": _(
            "The file holds no angles. An MSI file has a block HORIZONTAL 360, a CSV a row for each angle with its gain."
        ),
        "wifi-pattern-no-number": _("“%(text)s” is not an angle with a number."),
        "wifi-pattern-out-of-range": _("“%(text)s”: angles go to 360 degrees, values to %(most)s dB."),
        "wifi-pattern-angle-twice": _("The angle %(angle)s stands there twice with different values."),
        "wifi-pattern-few-angles": _(
            "%(count)s angles leave steps of more than %(most)s degrees. A pattern goes all around, best degree by degree."
        ),
        "wifi-pattern-code-taken": _("Another antenna pattern has the code %(code)s."),
        # --- GeoJSON ---
        "wifi-geojson-unreadable": _(
            "This is no GeoJSON: a text in JSON with a FeatureCollection of points."
        ),
        "wifi-geojson-not-points": _(
            "Feature %(number)s is no point but %(given)s. Only points come in here."
        ),
        "wifi-geojson-empty": _("The file holds no features."),
        "wifi-geojson-too-large": _("The file is larger than %(most_bytes)s. Split it."),
    }
)
