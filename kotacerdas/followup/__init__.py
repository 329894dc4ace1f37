"""What was promised and is not forgotten: action items with owner, day, state and proof.

Words: a *task* is one action item; an *owner* is an officer, or an organisation whose officers share it.
"""
