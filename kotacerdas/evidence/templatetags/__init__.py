"""Tags of pages of evidence."""
