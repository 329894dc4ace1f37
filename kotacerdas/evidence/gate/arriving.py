"""One file that comes by a form, such as a newer revision: through the same gate as a delivery, but it must be a document."""

from typing import Any

import structlog

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evidence.gate import checking
from kotacerdas.evidence.gate.checking import LeftOut, Looked
from kotacerdas.evidence.models import Item
from kotacerdas.files import actions as files
from kotacerdas.files.domain import names

log = structlog.get_logger()


def checked(upload: Any, *, name: str) -> Looked:
    """Raises `Refused` with the reason why it may not come in; an archive is refused, whatever lies in it."""
    try:
        blob = files.store(upload.file)
        seen = checking.look(Item(path=name, sha256=blob.sha256, size=blob.size))
    except (OSError, MemoryError) as error:
        # A delivery is tried again by its job; here somebody waits for an answer.
        log.exception("evidence.look-failed", error=type(error).__name__)
        raise Refused(Fault("evidence-not-checked-now", {"name": names.clean(name)})) from error
    if isinstance(seen, LeftOut):
        raise Refused(seen.why)
    if not isinstance(seen, Looked):
        raise Refused(Fault("evidence-one-document", {"name": name[:80]}))
    return seen
