"""What differs between two editions of a plan, said so that a person can read it.

`states` is what is looked at, `likeness` says how alike two titles are, `pairing` finds which is which, `changes` what differs
within a pair, `differing` the whole.
"""
