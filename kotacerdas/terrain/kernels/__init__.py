"""Compiled loops of line of sight. Only `terrain.sight` and `terrain.fading` call them, and only where coverage is computed: numba
takes half a second to load, and the first call on a machine compiles.

All look from the middle of a cell to the middle of another, over heights that hold in the middles. `exact` walks a ray of its own
to each cell; `sweep` carries a horizon outwards ring by ring, many times faster; `loss` walks as `exact` does and adds up what a
signal loses. Each says what it samples.

No void reaches those of sight: `Elevation.ground` holds a number everywhere. Offsets into flat arrays are unsigned on purpose:
numba then leaves out its test for negative ones, and the loops become vector instructions.

Each of them is one file on purpose: numba keeps what it compiled until the file of a kernel changes, and does not notice a change
in the file of another kernel that it calls.
"""
