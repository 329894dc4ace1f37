"""The pages of a city's office over what lies below: audit trail, jobs, events, intakes, people.

It has no tables. An app below enters its pages with `common.menu` (place "office") to be listed at `/kantor/`.
"""
