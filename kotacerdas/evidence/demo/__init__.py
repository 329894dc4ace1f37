"""The demonstration: documents, deliveries, requests and a pack, each marked as a sample; loaded where `DEMO=1`."""

from kotacerdas.evidence.demo import documents, intakes, packs, requests

__all__ = ["documents", "intakes", "packs", "requests"]
