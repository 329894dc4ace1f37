"""Pages of discussions: one discussion, and what is done to a single comment."""
