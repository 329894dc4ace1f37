"""Reads of this app, by what they are about. Others ask `grid_of`."""

from kotacerdas.connectivity.queries.grids import Grid, Reason, grid_of

__all__ = ("Grid", "Reason", "grid_of")
