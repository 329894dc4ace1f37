"""Official instruments as dated data, and the one engine that computes them.

Words: an *edition* is one dated form of an instrument (`smartcity/2022-kppn`); a *node* is a place in its tree,
a *leaf* is a node that people answer; a *score* is a node's value.
Staff may copy an edition and change it on screen (`EditionDraft`); published, it stands in the catalogue beside the files.
Others may call `catalogue`, `domain.scoring`, `domain.ranking` and `explain`.
"""
