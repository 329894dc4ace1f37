"""Rules of priorities; no Django here."""
