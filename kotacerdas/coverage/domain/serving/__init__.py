"""What Wi-Fi points serve over the ground, out of finished rasters: people, land, places, the points' own shares, signal, gaps.

Every raster has the shape of the elevation's grid; `area` numbers the kelurahan of each cell and is `OUTSIDE` elsewhere.
"""
