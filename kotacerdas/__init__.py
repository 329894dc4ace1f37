"""KotaCerdas: the system on which an Indonesian city runs its smart-city programme."""

__version__ = "0.1.0"
