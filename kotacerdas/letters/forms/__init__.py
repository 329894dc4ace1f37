"""What a person may type about letters and about what they are written with."""
