"""What pages, files and commands of evidence say in words: headlines, standings, what became of a file."""

from kotacerdas.evidence.findings import board, documents, facts, intakes, requests, standings

__all__ = ["board", "documents", "facts", "intakes", "requests", "standings"]
