"""Rules about names, kinds and parts of files; no Django."""
