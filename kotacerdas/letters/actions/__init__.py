"""Deeds on letters and on what they are written with.

Other apps write letters with two of them, and need nothing else:

    letter = actions.draft(content, city=city, by=user, now=now)
    letter = actions.issue(letter, expected=letter.version, by=user, now=now)

`content` is a `planning.Content`; `planning.from_template` makes it of a template and the answers to its fields. Both
raise `Refused` with every fault, and then nothing was written.
"""

from kotacerdas.letters.actions.desk import check_template, copy_template, start_at, write, write_template
from kotacerdas.letters.actions.drafting import attach, detach, discard, draft, edit
from kotacerdas.letters.actions.issuing import issue
from kotacerdas.letters.actions.sending import log_dispatch, note_opened, send
from kotacerdas.letters.actions.signing import bring_back, void

__all__ = [
    "attach",
    "bring_back",
    "check_template",
    "copy_template",
    "detach",
    "discard",
    "draft",
    "edit",
    "issue",
    "log_dispatch",
    "note_opened",
    "send",
    "start_at",
    "void",
    "write",
    "write_template",
]
