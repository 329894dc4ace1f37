"""Deeds of this app. Nothing else writes its tables, except the loaders of `reference` and `demo`."""
