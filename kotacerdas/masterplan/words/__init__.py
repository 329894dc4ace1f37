"""Words of this app's faults in the reader's language; each module registers its own."""

from kotacerdas.masterplan.words import (
    documents,
    editions,
    priorities,
    priority_files,
    progress,
    realisation,
    workbook,
)

__all__ = ["documents", "editions", "priorities", "priority_files", "progress", "realisation", "workbook"]
