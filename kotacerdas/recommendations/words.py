"""Words of this app: states, tags and deeds for people, and the sentences of its faults."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.faults import register
from kotacerdas.recommendations.domain.caring import NEW_PROOF, Claim, Deed, Proof, Verdict
from kotacerdas.recommendations.domain.tags import Tag

CLAIMS: dict[Claim, "str | Promise"] = {
    Claim.NONE: pgettext_lazy("claim", "nothing said yet"),
    Claim.PLANNED: pgettext_lazy("claim", "planned"),
    Claim.UNDER_WAY: pgettext_lazy("claim", "under way"),
    Claim.DONE: pgettext_lazy("claim", "done"),
}
PROOFS: dict[Proof, "str | Promise"] = {
    Proof.UNJUDGED: pgettext_lazy("proof of a recommendation", "not judged"),
    Proof.SUFFICIENT: pgettext_lazy("proof of a recommendation", "sufficient"),
    Proof.INSUFFICIENT: pgettext_lazy("proof of a recommendation", "not sufficient"),
}
VERDICTS: dict[Verdict, "str | Promise"] = {
    Verdict.NONE: pgettext_lazy("verdict", "nothing heard yet"),
    Verdict.FULFILLED: pgettext_lazy("verdict", "fulfilled"),
    Verdict.PARTLY: pgettext_lazy("verdict", "partly fulfilled"),
    Verdict.NOT_FULFILLED: pgettext_lazy("verdict", "not fulfilled"),
}
TONES: dict[str, str] = {
    **dict.fromkeys((Claim.NONE.value, Proof.UNJUDGED.value), ""),
    **dict.fromkeys((Claim.PLANNED.value, Claim.UNDER_WAY.value), "jalan"),
    **dict.fromkeys((Claim.DONE.value, Proof.SUFFICIENT.value, Verdict.FULFILLED.value), "ok"),
    **dict.fromkeys((Proof.INSUFFICIENT.value, Verdict.PARTLY.value), "awas"),
    Verdict.NOT_FULFILLED.value: "telat",
}
"""Of all three states, as the status component knows them; no value stands for two different tones."""

TAGS: dict[Tag, "str | Promise"] = {
    Tag.LEGAL_BASIS: pgettext_lazy("tag", "Legal basis"),
    Tag.BODIES: pgettext_lazy("tag", "Bodies"),
    Tag.EXTERNAL: pgettext_lazy("tag", "External involvement"),
    Tag.BUDGET: pgettext_lazy("tag", "Budget"),
    Tag.SPBE: pgettext_lazy("tag", "SPBE"),
    Tag.LITERACY: pgettext_lazy("tag", "Literacy"),
    Tag.LEADERSHIP: pgettext_lazy("tag", "Leadership"),
    Tag.INTEGRATION: pgettext_lazy("tag", "Integration"),
    Tag.RISK: pgettext_lazy("tag", "Risk"),
    Tag.SURVEY: pgettext_lazy("tag", "Survey"),
    Tag.EVIDENCE: pgettext_lazy("tag", "Evidence"),
    Tag.COLLABORATION: pgettext_lazy("tag", "Collaboration"),
    Tag.REDEFINITION: pgettext_lazy("tag", "Redefinition of programmes"),
}

DEEDS: dict[str, "str | Promise"] = {
    Deed.PLAN.value: pgettext_lazy("step of a recommendation", "planned"),
    Deed.CLAIM.value: pgettext_lazy("step of a recommendation", "claimed"),
    Deed.ACCEPT.value: pgettext_lazy("step of a recommendation", "proof suffices"),
    Deed.REJECT.value: pgettext_lazy("step of a recommendation", "proof does not suffice"),
    Deed.RECORD_VERDICT.value: pgettext_lazy("step of a recommendation", "verdict recorded"),
    Deed.CLOSE.value: pgettext_lazy("step of a recommendation", "closed"),
    Deed.REOPEN.value: pgettext_lazy("step of a recommendation", "opened again"),
    NEW_PROOF: pgettext_lazy("step of a recommendation", "new proof, to be judged again"),
}

FIELDS: dict[str, "str | Promise"] = {
    "owner": pgettext_lazy("field", "organisation"),
    "due_on": pgettext_lazy("field", "due on"),
    "plan": pgettext_lazy("field", "plan"),
    "tags": pgettext_lazy("field", "subjects"),
    "claim": pgettext_lazy("field", "claim of the city"),
    "claim_words": pgettext_lazy("field", "what was done"),
    "proof": pgettext_lazy("field", "proof"),
    "verdict": pgettext_lazy("field", "verdict of the assessors"),
    "verdict_words": pgettext_lazy("field", "words of the assessors"),
    "verdict_year": pgettext_lazy("field", "year of the verdict"),
    "verdict_source": pgettext_lazy("field", "source of the verdict"),
}
"""What a step of the history can have changed."""

register(
    {
        "care-not-yours": _(
            "This recommendation was given to another organisation. Ask the programme office if it should be yours."
        ),
        "care-is-own": _(
            "You have claimed this yourself or brought its proof. Somebody else says whether the proof suffices."
        ),
        "care-closed": _(
            "The recommendation is closed. The programme office can open it again, with the reason."
        ),
        "care-open": _("The recommendation is open already."),
        "care-nothing-claimed": _(
            "The city has claimed nothing yet, so there is nothing whose proof could suffice."
        ),
        "care-without-proof": _("No confirmed citation is there yet. Cite a document, or say that it lacks."),
        "care-without-reason": _("Write the reason; it stands in the history."),
        "care-claim-without-words": _("Write what was done; a word alone cannot be checked."),
        "care-verdict-without-year": _("Write the year of the round in which the assessors said so."),
        "care-verdict-without-source": _(
            "Write where the assessors said so: a letter, a report, an interview."
        ),
        "care-verdict-before-advice": _(
            "The recommendation is of %(given)s, so no verdict can be of %(year)s. Correct the year."
        ),
        "care-owner-elsewhere": _("“%(text)s” is no organisation of this city. Choose another."),
        "care-tag-unknown": _("“%(text)s” is no subject of the list. Choose among those of the list."),
        "care-planned-by-office": _(
            "Only the programme office says whose recommendation it is, until when and how. Leave these cells as they are."
        ),
        "workbook-recommendation-unknown": _(
            "Cell %(cell)s: the city has no recommendation “%(code)s”. Download the workbook again."
        ),
        "workbook-other-recommendation": _(
            "Cell %(cell)s has the words of recommendation %(other)s, but the row is %(code)s. Perhaps rows were sorted "
            "without their codes; download the workbook again."
        ),
        "workbook-tag-unknown": _(
            "Cell %(cell)s: “%(text)s” is no subject. Write one or more of the list, with commas between them."
        ),
    }
)
