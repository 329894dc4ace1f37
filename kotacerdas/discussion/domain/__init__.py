"""Rules of a discussion: how long a word can be mended, how many a person may write. No framework."""
