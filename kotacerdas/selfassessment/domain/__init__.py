"""Rules of a self-assessment: who may do what to an answer, figures in words, the frozen snapshot. No framework."""
