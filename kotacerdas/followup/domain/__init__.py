"""Rules of tasks: which deed leads where, who may do it, what a day means. No framework."""
