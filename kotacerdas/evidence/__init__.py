"""Evidence: kept by hash, read page by page, found for each question, cited so that nothing changes unseen.

Words: a *content* is bytes with what was found out about them; a *unit* is the part of a content that can be cited
by itself (page, slide, range of a sheet, run of paragraphs); a *document* is what a city keeps under one title, its
*revisions* are contents in order; an *intake* is one delivery of files, with one *item* for each; a *target* is what
can be proven (a question of a round, a recommendation); a *citation* is a quote with hash, unit and span, and its
*uses* say for which targets it counts.

Others register what can be proven with `targets.register`, and read `queries`.
"""
