"""Random codes that people read, type and say aloud: Crockford's base32, which has no I, L, O and U."""

import hashlib
import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP = 4
_LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0"})
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015._]+")


def random_code(length: int) -> str:
    """Five bits of chance a character."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def derived_code(text: str, length: int) -> str:
    """Always the same for the same text: names samples of the demonstration, and nothing that must not be guessed."""
    digest = hashlib.sha256(text.encode()).digest()
    return "".join(ALPHABET[octet % len(ALPHABET)] for octet in digest[:length])


def grouped(code: str) -> str:
    """ "7KQ2M4XD" as people read it: "7KQ2-M4XD"."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def read(typed: str) -> str:
    """The code that somebody meant, whatever the case, the hyphens and the look-alikes; "" if it can be none."""
    code = _BETWEEN.sub("", typed).upper().translate(_LOOKALIKES)
    return code if code and all(letter in ALPHABET for letter in code) else ""
