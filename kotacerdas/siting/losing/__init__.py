"""Which points of a city would be missed least: the same question the other way round, with its job, its sentences and its files."""
