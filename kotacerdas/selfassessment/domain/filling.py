"""A sentence that was proposed, put into what somebody has written."""


def added(statement: str, sentence: str) -> str:
    """Below what stands there, as a paragraph of its own; once, however often it is asked for."""
    kept = statement.rstrip()
    if sentence in " ".join(kept.split()):
        return statement
    return f"{kept}\n\n{sentence}" if kept else sentence
