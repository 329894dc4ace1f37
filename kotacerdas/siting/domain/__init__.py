"""Where next: the sites that cover the most demand under money, number and rules (maximal covering location, Church and ReVelle
1974), in three steps that each say what they found, what nothing can exceed, and how far apart the two are.

`problem` is the question, `greedy` the instant answer, `lagrange` the bound, `highs` the proof, `solving` the three in a row.
"""
