"""Pages: the board of a round, one answer, sharing out, checking, submitting."""
