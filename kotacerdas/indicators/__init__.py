"""Indicators of a city: what they mean, their figures year by year with source and status, targets, comparison, forecast.

Words: an *indicator* is a definition with the metadata of Satu Data (MS-Ind, its variables MS-Var); a *series* is its figures
for one place, by one method and in one unit, never joined with another; an *observation* is one figure of a period, with its
source; every earlier wording of it is kept as a *revision*. A *source* (`sources`) is a figure that another app offers by
itself. Others may call `queries`, register in `sources` and `adapters`; only `actions` writes.
"""
