"""Lists of evidence as files to take home: exactly the rows of the page."""

from kotacerdas.evidence.downloads import board, documents, intakes

__all__ = ["board", "documents", "intakes"]
