"""The rules of the chain: how an entry is sealed, and how a breach is found."""
