"""Tables of letters: what a city writes them with, and the letters themselves."""

from kotacerdas.letters.models.desk import Book, BookYear, Letterhead, Signatory, Template
from kotacerdas.letters.models.letters import Attachment, Dispatch, Letter, Recipient, SignedCopy

__all__ = [
    "Attachment",
    "Book",
    "BookYear",
    "Dispatch",
    "Letter",
    "Letterhead",
    "Recipient",
    "Signatory",
    "SignedCopy",
    "Template",
]
