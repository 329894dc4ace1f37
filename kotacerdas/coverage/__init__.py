"""Blank spots; what the Wi-Fi points reach over the terrain, and what a moved point would change.

Words: a *run* is coverage computed once from an elevation model and points. A *blank spot* is a place with no usable cellular or
fixed service and no public Wi-Fi; a *survey* is blank spots computed once; what nobody knows is *to be checked*, and no blank spot.
"""
