"""What a person may type about blank spots, coverage and radio links."""
