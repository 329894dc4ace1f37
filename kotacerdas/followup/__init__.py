"""What was promised and is not forgotten: action items with owner, day, state and proof.

Words: a *task* is one action item; its *owner* is an officer, or an organisation whose officers share it; a *step* is
one row of its history, appended and never edited; a *proof* shows what was done. Recommendations, meetings and letters
become tasks through `actions.assign(about=...)`; others may call `queries`, only `actions` writes.
"""
