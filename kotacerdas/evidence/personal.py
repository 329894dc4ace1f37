"""What this app keeps of persons: who brought, cited, checked, judged and asked."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.personal import Basis, Holding, register
from kotacerdas.evidence.models import Citation, Document, EvidenceRequest, Judgement, Use


def _did(user: Any) -> list[Mapping[str, Any]]:
    brought = Document.objects.filter(by=user).values_list("at", "title")
    cited = Citation.objects.filter(by=user).values_list("at", "quote")
    checked = Citation.objects.filter(reviewed_by=user).values_list("reviewed_at", "quote", "reason")
    used = Use.objects.filter(reviewed_by=user).values_list("reviewed_at", "target_key", "reason")
    judged = Judgement.objects.filter(by=user).values_list("at", "query", "reason")
    closed = EvidenceRequest.objects.filter(closed_by=user).values_list("closed_at", "what", "reason")
    asked = EvidenceRequest.objects.filter(by=user).values_list("at", "what")
    return [
        *({"at": at.isoformat(), "brought": title} for at, title in brought),
        *({"at": at.isoformat(), "cited": quote} for at, quote in cited),
        *({"at": at and at.isoformat(), "checked": quote, "reason": why} for at, quote, why in checked),
        *({"at": at and at.isoformat(), "checked for": key, "reason": why} for at, key, why in used),
        *({"at": at.isoformat(), "judged": query, "reason": why} for at, query, why in judged),
        *({"at": at.isoformat(), "asked for": what} for at, what in asked),
        *({"at": at and at.isoformat(), "closed": what, "reason": why} for at, what, why in closed),
    ]


register(
    Holding(
        name="evidence.work",
        what=_("Who brought, cited, checked, judged and asked for evidence, and when"),
        of_whom=_("officers who work on proofs"),
        why=_("So that a proof can be traced to those who stand for it, and checked by a second person"),
        basis=Basis.PUBLIC_DUTY,
        until=_("as long as the city's records"),
        tables=(
            "evidence.Document",
            "evidence.Revision",
            "evidence.Intake",
            "evidence.Citation",
            "evidence.Use",
            "evidence.Judgement",
            "evidence.Synonyms",
            "evidence.EvidenceRequest",
            "evidence.Pack",
        ),
        export=_did,
        stays_because=_(
            "Who confirmed a proof is part of the city's record; without the account it names nobody."
        ),
    )
)
