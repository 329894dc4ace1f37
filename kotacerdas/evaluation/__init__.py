"""Rounds of the national evaluation and their published results: ranked, explained, compared.

Words: a *round* is one instrument edition applied to one cohort in one year; a *result* is one city in a round;
a *score* is one published figure of a result. Others may call `queries`; only `actions` writes.
"""
