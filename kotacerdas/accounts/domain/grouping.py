"""Long rows of letters and digits, written as people read them aloud and type them."""


def grouped(text: str, size: int = 4) -> str:
    return " ".join(text[at : at + size] for at in range(0, len(text), size))
