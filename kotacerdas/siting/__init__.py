"""Where next: which candidates for public Wi-Fi points cover most for the money, with what no choice can exceed.

Words: a *candidate* is a place where a point may be built; a *demand* is people or places that wait for one; a *scenario* is
candidates, demand, money and rules under a name; its *stages* are the answers found for it, each with objective, bound and gap.
Which points would be missed least is the same question the other way round.
"""
