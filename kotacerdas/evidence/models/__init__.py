"""Tables of evidence, by what they hold."""

from kotacerdas.evidence.models.citations import Citation, Use
from kotacerdas.evidence.models.contents import Content, Damage, Reading, Scan, Unit
from kotacerdas.evidence.models.documents import Confidentiality, Document, Nature, OtherName, Revision
from kotacerdas.evidence.models.intakes import Intake, Item
from kotacerdas.evidence.models.judgements import Judgement, Synonyms
from kotacerdas.evidence.models.packs import Frozen, Pack
from kotacerdas.evidence.models.requests import AskedFor, EvidenceRequest
from kotacerdas.evidence.models.uploads import Upload

__all__ = [
    "AskedFor",
    "Citation",
    "Confidentiality",
    "Content",
    "Damage",
    "Document",
    "EvidenceRequest",
    "Frozen",
    "Intake",
    "Item",
    "Judgement",
    "Nature",
    "OtherName",
    "Pack",
    "Reading",
    "Revision",
    "Scan",
    "Synonyms",
    "Unit",
    "Upload",
    "Use",
]
