"""Links by radio between two antennas: which pairs are near enough, and what the ground does to each."""
