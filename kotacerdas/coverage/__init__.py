"""Blank spots; what the Wi-Fi points reach over the terrain, and the best next sites for the money with a proven bound.

Words: a *run* is coverage computed once from an elevation model and points; a *candidate* is a place where a point may be
built; a *demand* is people or places that wait for one; a *plan* is a choice of candidates with objective, bound and gap.
A *blank spot* is a place with no usable cellular or fixed service and no public Wi-Fi; a *survey* is blank spots computed once;
what nobody knows is *to be checked*, and no blank spot.
"""
