"""Which files wait to be read: those that are new, those that a better reader has not seen, those that can be read now."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q, QuerySet

from kotacerdas.common.domain.faults import Fault
from kotacerdas.evidence.actions import reading
from kotacerdas.evidence.actions.keeping import READ_TASK
from kotacerdas.evidence.models import Content, Document, Reading
from kotacerdas.evidence.reading import programs
from kotacerdas.files import blobs
from kotacerdas.jobs.actions import enqueue


def waiting() -> QuerySet[Content]:
    """What an older reader has read stays found by its words until it is read anew."""
    by_this = Q(reader=reading.READER) | Q(reader__startswith=f"{reading.READER},")
    return Content.objects.filter(Q(reading=Reading.WAITING) | ~(Q(reader="") | by_this))


def set_aside(content: Content) -> Content:
    """After some tries that failed by no fault of the file that could be named."""
    return reading.leave(content, [Fault("evidence-set-aside", {})])


def wait_again() -> int:
    """What was not read, or in part, for want of something that is there now waits anew."""
    there = set()
    if not programs.lacks_of_tesseract():
        there.add("evidence-no-recognition")
    if programs.libreoffice() is not None:
        there.add("evidence-needs-libreoffice")
    stuck = [
        content.pk
        for content in _with_faults()
        for kinds in [{fault["kind"] for fault in content.faults}]
        if kinds & there or ("evidence-bytes-gone" in kinds and _is_whole(content.sha256))
    ]
    return _wait(Content.objects.filter(pk__in=stuck))


@transaction.atomic
def read_again(documents: Iterable[Document]) -> int:
    """Every file of these, whatever came of it before."""
    count = _wait(Content.objects.filter(revisions__document__in=[each.pk for each in documents]))
    enqueue(READ_TASK, key=READ_TASK)
    return count


def _wait(contents: QuerySet[Content]) -> int:
    chosen = Content.objects.filter(pk__in=set(contents.values_list("pk", flat=True)))
    return chosen.update(reading=Reading.WAITING, tries=0)


def _with_faults() -> QuerySet[Content]:
    return Content.objects.filter(reading__in=[Reading.PARTLY, Reading.UNREADABLE]).only(
        "pk", "sha256", "faults"
    )


def _is_whole(sha256: str) -> bool:
    try:
        blobs.store().check(sha256)
    except (blobs.Missing, blobs.Damaged):
        return False
    return True
