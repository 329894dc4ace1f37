"""What tells whether a place has a usable signal: towers, measurements, fixed lines, reports of people; and the grid of that.

Words: *evidence* of one of four kinds, each with day and reliability; a *cell* of the grid is served, weak, none or unknown
for one operator, and unknown is never shown as blank; a *blank spot* is a place with no usable cellular or fixed service and
no public Wi-Fi. Others ask `queries`; only `actions` writes.
"""
