"""Words of what may be wrong with elevation models and with looking over them: each says what to do."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        "terrain-no-group": _(
            "The packages for terrain are not installed (group `planning`). Type ./run --setup."
        ),
        "terrain-no-file": _("There is no file %(file)s."),
        "terrain-unreadable": _(
            "%(file)s cannot be read as an elevation model. Give a GeoTIFF or a .hgt file."
        ),
        "terrain-hgt-name": _(
            "%(file)s cannot be read. The name of a .hgt file says where it lies: S02E116.hgt begins 2 degrees south and "
            "116 degrees east."
        ),
        "terrain-hgt-size": _(
            "%(file)s has %(bytes)s bytes. A .hgt tile has %(coarse)s (1201 × 1201) or %(fine)s (3601 × 3601). Fetch it again."
        ),
        "terrain-no-crs": _(
            "%(file)s does not say in which coordinate system it lies. Ask its maker, and write it in: "
            "gdal_edit.py -a_srs EPSG:32750 %(file)s"
        ),
        "terrain-no-place": _(
            "%(file)s does not say where it lies. Ask its maker for a GeoTIFF with its place."
        ),
        "terrain-no-zone": _(
            "No UTM zone follows from the place of %(file)s: its coordinate system is a local one, or it lies near a pole or beside the "
            "earth. Ask its maker for one in a system that is known, such as EPSG:32750."
        ),
        "terrain-elsewhere": _("%(file)s lies beside the city. Is it the right tile?"),
        "terrain-bands": _(
            "%(file)s has %(bands)s bands; an elevation model has one. Take out the one with heights."
        ),
        "terrain-degrees": _(
            "%(file)s is in degrees, in which a cell has no one size. Add --cell 30 to have it resampled to cells of 30 m in "
            "%(crs)s, or do it yourself: gdalwarp -t_srs %(crs)s -tr 30 30 -r bilinear %(file)s NEW.tif"
        ),
        "terrain-unit": _(
            "%(file)s is measured in %(unit)s, not in metres. Add --cell 30 to have it resampled to cells of 30 m in %(crs)s."
        ),
        "terrain-heights-in-feet": _(
            "The heights of %(file)s are in feet. Turn them into metres first: "
            "gdal_calc.py -A %(file)s --calc=A*0.3048 --type=Float32 --outfile=NEW.tif, and declare the unit m."
        ),
        "terrain-rotated": _(
            "The rows of %(file)s do not run from north to south in straight lines. Add --cell 30 to have it turned and resampled "
            "to cells of 30 m in %(crs)s."
        ),
        "terrain-oblong-cells": _(
            "The cells of %(file)s are not square (%(width)s by %(height)s m). Add --cell 30 to have it resampled to cells of "
            "30 m in %(crs)s."
        ),
        "terrain-too-large": _(
            "%(file)s has %(cells)s cells, which would need about %(gib)s GiB of memory; at most %(most)s are taken. Cut out the "
            "part around the points, or take larger cells (--cell)."
        ),
        "terrain-too-small": _(
            "%(file)s would have %(rows)s × %(columns)s cells, too few for a ground. Take smaller cells, or a larger model."
        ),
        "terrain-file-too-large": _(
            "%(file)s has %(cells)s cells; at most %(most)s are read. Cut out the part around the city."
        ),
        "terrain-pieces": _(
            "%(file)s is packed in pieces of %(mib)s MiB, each of which has to be unpacked as a whole. Pack it in tiles: "
            "gdal_translate -co TILED=YES -co COMPRESS=DEFLATE %(file)s NEW.tif"
        ),
        "terrain-cell-size": _("Cells may have %(least)s to %(most)s metres, not %(given)s."),
        "terrain-all-void": _("No cell of the elevation model has a height (%(cells)s cells)."),
        "terrain-only-sea": _(
            "The elevation model holds only sea: no cell lies above 0 m (the highest: %(highest)s m). Is it the right tile?"
        ),
        "terrain-impossible-heights": _(
            "Heights from %(lowest)s to %(highest)s m are no ground. A number that means “nothing here” must be declared: "
            "gdal_edit.py -a_nodata NUMBER FILE"
        ),
        "terrain-radius": _("The radius must be more than 0 metres, not %(radius)s."),
        "terrain-refraction": _("The refraction is a share from 0 to below 1 (usually 0.13), not %(given)s."),
        "terrain-target-height": _("A target stands 0 to %(most)s m above the ground, not %(given)s."),
        "terrain-mast-height": _("An antenna stands 0 to %(most)s m above the ground, not %(given)s."),
        "terrain-point-outside": _(
            "The point %(point)s lies outside the elevation model (%(x)s, %(y)s in its system; it reaches from %(west)s, %(south)s "
            "to %(east)s, %(north)s)."
        ),
        "terrain-point-swapped": _(
            "The point %(point)s lies outside the elevation model, but inside it with longitude and latitude changed over. Is "
            "%(lon)s really the longitude?"
        ),
        "terrain-point-on-void": _(
            "The point %(point)s stands where the elevation model has no height. Fill its voids, or move the point."
        ),
    }
)
