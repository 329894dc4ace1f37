"""Pages of tasks: one's own, the city's board, one task with its deeds, giving, the calendar."""
