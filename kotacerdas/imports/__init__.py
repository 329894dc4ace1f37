"""One way in for every workbook: mapping that is remembered, a dry run, faults by cell, conflicts, undo.

Words: an *intake* says what may come in and how it is written; a *run* is one workbook on its way through.
"""
