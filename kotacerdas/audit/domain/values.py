"""How values of an entry are kept: names with a meaning, and marks of what JSON does not know."""

WHAT = "what"
"""What the thing was called at the moment of the deed; among the values, for a name may be a person's."""

MOMENT, DAY = "at", "on"
"""The only key of a value that is a moment or a day, so that readers see it as they write it."""
