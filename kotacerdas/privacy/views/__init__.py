"""Pages about personal data, by audience."""
