"""Rules about words: how they are made equal, asked for and marked; no Django."""
