"""The city's public Wi-Fi points: where each stands, who provides and pays it, how it is connected, and when it was off.

Words: a *point* is an access point open to everybody; a *contract* pays for points in a period; a *state* says that a point
was on or off from a day on, and why; a *gap* is the time in which contracts left points off. Others ask `queries`; only
`actions` writes.
"""
