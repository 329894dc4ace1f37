"""What a city does about the recommendations that assessors gave it, until each is closed.

Words: a *care* (tindak lanjut) belongs to one recommendation and is made when somebody first touches it; it has three
states that nobody may mix: the *claim* of the city, a reviewer's word whether the *proof* suffices, and the *verdict* of
the next assessors. A *step* is one deed, appended. The recommendation itself is kept by `evaluation`, its proof by
`evidence`. Others may call `queries`; only `actions` writes.
"""
