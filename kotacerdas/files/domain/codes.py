"""The code under which a file is asked for: random, so that nobody can count or guess files."""

import secrets

# Crockford's base32: no I, L, O or U, so that a code read aloud is written down as it was.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 20  # 100 bits


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
