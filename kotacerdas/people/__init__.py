"""Who takes part: cities, their areas and organisations, users, their roles and what each role may do.

Words: a *city* is a kabupaten or a kota; a *unit* is an area with an official code; an *organisation* is whoever
can be invited, answer or own something. Other apps may call `access`, `actions`, `drafts`, `permissions`,
`queries` and `roles`.
"""
