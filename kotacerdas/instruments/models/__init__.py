"""What of an instrument lies in the database: the texts of its levels, and editions that staff write themselves."""

from kotacerdas.instruments.models.editions import EditionDraft
from kotacerdas.instruments.models.levels import RubricText

__all__ = ["EditionDraft", "RubricText"]
