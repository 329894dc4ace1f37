"""Where things lie in a city: outlines of its areas, places of need, people an area, and metres out of degrees.

Words: an *outline* is the shape of an area, uploaded by the city, or *schematic* where none was (a cell around the area's
representative point); a *tile* is its square in the tile-grid map; a *place* is a school, a posyandu, a park or the like;
a *count* says how many people live in an area, from a source or as an *estimate*. Others ask `queries`; only `actions` writes.
"""
