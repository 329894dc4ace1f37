"""Official letters: templates, numbering books, signatories, the frozen PDF and its signed copy.

Words: a *book* numbers letters of a year without gaps; *issuing* freezes a letter with its number and hash; the *desk*
is what letters are written with: books, letterheads, signatories, templates.

Others call `actions.draft` and `actions.issue` (their module shows how), `planning.begun` to fill a template, and
`queries.desk`.
"""
