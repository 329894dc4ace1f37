"""The sentences in which this app's deeds stand in the trail; each module registers its own."""

from kotacerdas.masterplan.trail import documents, editions, priorities, programmes, progress, workbook

__all__ = ["documents", "editions", "priorities", "programmes", "progress", "workbook"]
