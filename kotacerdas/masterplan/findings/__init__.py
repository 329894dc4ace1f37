"""What pages, files and commands of plans say in words: headlines, what changed, how a programme stands."""

from kotacerdas.masterplan.findings import (
    answers,
    comparing,
    documents,
    matrix,
    priorities,
    programmes,
    progress,
    reviewing,
)

__all__ = ["answers", "comparing", "documents", "matrix", "priorities", "programmes", "progress", "reviewing"]
