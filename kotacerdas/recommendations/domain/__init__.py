"""Rules of following up recommendations; no Django here."""
