"""Official letters: templates, numbering books, signatories, the frozen PDF and its signed copy.

Words: a *book* numbers letters of a year without gaps; *issuing* freezes a letter with its number and hash.
"""
