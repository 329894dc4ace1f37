"""Rules; no Django."""
