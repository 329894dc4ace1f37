"""Words of answers, for templates."""
