"""The best portfolio of programmes under budgets, capacities and dependencies: exact, with a proven bound.

`scenario` says what there is to choose from, `solving` chooses, `clashes` names what cannot hold together, `margins` says what a
little more money would buy. HiGHS does the search and is loaded only here; it is an optional group of packages.
"""
