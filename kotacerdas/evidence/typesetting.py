"""Has a page of ours set as PDF/A-2a and PDF/UA-1 in a child process: the index of a pack, a frozen figure."""

import base64
from datetime import datetime
from typing import Any

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evidence.gate import sandbox
from kotacerdas.evidence.gate.sandbox import MEGABYTE, Limits

# 1,200 quotes take five seconds and less than 1 GiB.
LIMITS = Limits(memory=3072 * MEGABYTE, cpu_seconds=240, seconds=300)


def pdf(template: str, data: dict[str, Any], *, at: datetime) -> bytes:
    """Raises `Refused` where it is more than the typesetter can bear."""
    made_at = at.isoformat(timespec="seconds")
    try:
        made: str = sandbox.run(
            "kotacerdas.evidence.press:pdf", template, data, made_at, limits=LIMITS, name=data["title"]
        )
    except Refused as refused:
        raise Refused(Fault("evidence-not-set", {"title": data["title"]})) from refused
    return base64.b64decode(made)
