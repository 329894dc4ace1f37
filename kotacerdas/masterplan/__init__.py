"""The city's masterplan, its programmes and the scale of priorities among them.

So far the core of the priorities: weights from comparisons in pairs (`domain.pairwise`), how far they can move
(`domain.sensitivity`), and the best portfolio with a proven bound (`domain.portfolio`), open as `kotacerdas priority`.

Words: a *programme* costs money by source and year and work of its agency; a *way* is one way to build it, with costs of its own;
a *scenario* is what there is to choose from and to spend; a *portfolio* is a choice.
"""
