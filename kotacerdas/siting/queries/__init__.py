"""Reads of scenarios: what a city is made of, candidates as the search needs them, answers as pages show them."""
