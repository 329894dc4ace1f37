"""The ground and what it hides: elevation models, line of sight over them, and what a hill costs a radio signal.

Words: an *elevation* is a grid of heights in metres over a local grid; a *void* is a cell without a height, *sea* a cell of
which the source says that it is water; a *profile* is the ground between two points; the *ground* of a city is the model over
which everything of it is computed. `domain` is arithmetic; `kernels` is
compiled and imported only where coverage is computed (group `planning`); `raster` reads and writes files.
"""
