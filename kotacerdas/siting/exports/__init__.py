"""A scenario and its answer to take away: a workbook, shapes on a map, pages on paper."""
