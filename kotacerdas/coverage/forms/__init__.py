"""What a person may type about blank spots."""
