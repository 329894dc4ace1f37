"""When a delivered file is "already here": nobody learns of another's secret, and no name goes where more people read."""

from kotacerdas.evidence.models import Document, Intake
from kotacerdas.evidence.models.documents import Confidentiality, DocumentQuerySet

# Nobody signs in there: whoever runs commands on the machine reads the database as well.
_SEES_ALL = {Intake.Way.COMMAND, Intake.Way.SYSTEM}
_OPEN, _INSIDE, _SECRET = range(3)


def known_to(intake: Intake) -> DocumentQuerySet:
    """The documents of which the sender may learn that they are here.

    What comes as a secret becomes a document of its own unless the same agency keeps it as a secret already.
    """
    found = _seen_by_sender(intake).filter(city=intake.city)
    if intake.confidentiality == Confidentiality.SECRET:
        return found.filter(confidentiality=Confidentiality.SECRET, agency=intake.agency)
    return found


def _seen_by_sender(intake: Intake) -> DocumentQuerySet:
    if intake.by is not None:
        return Document.objects.visible_to(intake.by)
    found = Document.objects.all()
    if intake.way in _SEES_ALL:
        return found
    # A guest with a link, or somebody whose account is gone.
    opened = found.exclude(confidentiality=Confidentiality.SECRET)
    return opened | found.filter(agency=intake.agency) if intake.agency else opened


def may_name(intake: Intake, document: Document) -> bool:
    """Whether all who see the document may read under which name the file came."""
    return _strictness(intake) <= _strictness(document)


def _strictness(of: Intake | Document) -> int:
    if of.confidentiality == Confidentiality.SECRET:
        return _SECRET
    is_open = of.confidentiality == Confidentiality.PUBLIC and not of.has_personal_data
    return _OPEN if is_open else _INSIDE
