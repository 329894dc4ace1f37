"""Deeds of joining: inviting, accepting, codes to join. What protects an account has modules of its own."""
