"""Assessors of a city in a round: their seats, what they read and score, what they ask, and the result that follows.

Words: a *panel* is all that concerns one city in one round; a *seat* is one assessor in it; a *mark* is what one seat
gives one question; an *exhibit* is a proof as it was submitted.
"""
