"""Words of the faults of this app, in the reader's language."""

from kotacerdas.siting.words import cities, losing, proposing, scenarios, solving

__all__ = ("cities", "losing", "proposing", "scenarios", "solving")
