"""Tables that pages of plans give away as files, in the columns that they show."""

from kotacerdas.masterplan.downloads import comparing, matrix, programmes, reviewing

__all__ = ["comparing", "matrix", "programmes", "reviewing"]
