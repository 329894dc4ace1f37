"""Pure rules: the tree of an edition, exact arithmetic, bands, traces, ranks."""
