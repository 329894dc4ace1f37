"""Measures speed and size in one run: `benchmarks/run` writes docs/benchmarks.md."""
