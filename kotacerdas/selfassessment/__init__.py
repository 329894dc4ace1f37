"""A city answers the questions of a round: shared out to agencies, proven, checked by a second person, submitted.

Words: an *assessment* (penilaian mandiri) is one city in one round; an *answer* belongs to one question and one agency;
a *step* is one deed done to an answer, appended; a *snapshot* is what was submitted, frozen under its hash. Proof is not
kept here: it is the confirmed uses of citations in `evidence`. Others may call `queries`; only `actions` writes.
"""
