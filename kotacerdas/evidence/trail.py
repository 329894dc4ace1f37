"""The deeds of this app as the audit trail tells them, and of which documents, with all that was said of them, it tells
only the code."""

from typing import Any

from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import closed, kinds
from kotacerdas.discussion.models import Comment, CommentQuerySet, Thread, ThreadQuerySet
from kotacerdas.evidence.models import Citation, Document
from kotacerdas.evidence.models.citations import CitationQuerySet
from kotacerdas.evidence.models.documents import Confidentiality, DocumentQuerySet

kinds.register(
    {
        "evidence.intake-opened": _("%(who)s began a delivery of evidence."),
        "evidence.intake-done": _(
            "A delivery of evidence was taken in: %(added)s added, %(known)s known, %(refused)s refused."
        ),
        "evidence.intake-sent": _("%(who)s sent a delivery of %(files)s files of evidence."),
        "evidence.intake-resumed": _("%(who)s had a delivery of evidence taken in further."),
        "evidence.intake-cancelled": _("%(who)s stopped a delivery of evidence."),
        "evidence.intake-given-up": _(
            "A delivery of evidence was given up with %(files)s files, for nobody had touched it for %(days)s days."
        ),
        "evidence.virus-found": _("A virus, %(virus)s, was found in the document %(what)s."),
        "evidence.added": _("%(who)s brought the document %(what)s."),
        "evidence.revised": _("%(who)s brought revision %(revision)s of the document %(what)s."),
        "evidence.described": _("%(who)s changed the description of the document %(what)s."),
        "evidence.withdrawn": _("%(who)s withdrew the document %(what)s."),
        "evidence.cited": _("%(who)s cited “%(title)s” as proof for %(targets)s."),
        "evidence.used": _("%(who)s used the citation %(what)s for %(target)s too."),
        "evidence.use-ended": _("%(who)s uses the citation %(what)s for %(target)s no longer."),
        "evidence.confirmed": _("%(who)s confirmed the citation %(what)s."),
        "evidence.rejected": _("%(who)s rejected the citation %(what)s."),
        "evidence.use-confirmed": _("%(who)s confirmed that the citation %(what)s proves %(targets)s too."),
        "evidence.use-rejected": _("%(who)s found that the citation %(what)s does not prove %(targets)s."),
        "evidence.judged-fit": _(
            "%(who)s found that the document %(what)s, part %(unit)s, proves %(target)s."
        ),
        "evidence.judged-unfit": _(
            "%(who)s found that the document %(what)s, part %(unit)s, does not prove %(target)s."
        ),
        "evidence.synonyms-added": _("%(who)s noted which words mean the same: %(words)s."),
        "evidence.synonyms-changed": _("%(who)s changed which words mean the same: %(words)s."),
        "evidence.synonyms-removed": _("%(who)s removed a group of words that mean the same: %(words)s."),
        "evidence.damaged": _("The kept bytes of the document %(what)s were found damaged (%(sha256)s)."),
        "evidence.whole-again": _("The kept bytes of the document %(what)s are whole again (%(sha256)s)."),
        "evidence.frozen": _("%(who)s froze the figure %(what)s: %(value)s, SHA-256 %(sha256)s."),
        "evidence.pack-ordered": _("%(who)s asked for an evidence pack of %(what)s."),
        "evidence.packed": _(
            "An evidence pack of %(what)s was made: %(citations)s citations, seal %(seal)s, SHA-256 %(sha256)s."
        ),
        "evidence.pack-failed": _("The evidence pack of %(what)s could not be made."),
        "evidence.citation-withdrawn": _("%(who)s withdrew the citation %(what)s."),
        "evidence.requested": _("%(who)s asked %(agency)s for evidence: “%(what)s”."),
        "evidence.request-answered": _("%(who)s sent %(count)s files for the request “%(what)s”."),
        "evidence.request-returned": _("%(who)s asked for more evidence for “%(what)s”: %(reason)s"),
        "evidence.request-enough": _("%(who)s closed the request “%(what)s”: enough evidence has come."),
        "evidence.request-dropped": _("%(who)s dropped the request “%(what)s”."),
        "evidence.link-made": _("%(who)s made a new link for the request “%(what)s”."),
        "evidence.link-taken-back": _("%(who)s took back the link of the request “%(what)s”."),
        "evidence.link-mailed": _("%(who)s mailed the link of the request “%(what)s”."),
        "evidence.link-passed-on": _(
            "%(who)s took the link of the request “%(what)s” to WhatsApp, %(phone)s."
        ),
        "evidence.link-used": _("Somebody sent %(count)s files by the link of the request “%(what)s”."),
    }
)


def _secret_to(user: Any) -> DocumentQuerySet:
    """Who reads the trail of a city need not have a right to its secrets: operators, administrators."""
    seen = Document.objects.visible_to(user)
    return Document.objects.filter(confidentiality=Confidentiality.SECRET).exclude(pk__in=seen.values("pk"))


def _cited_secretly_from(user: Any) -> CitationQuerySet:
    return Citation.objects.filter(document__in=_secret_to(user))


def _talked_of_secretly(user: Any) -> ThreadQuerySet:
    """Of all that can be discussed, only citations have secrets; why something was decided may tell them."""
    some = _cited_secretly_from(user).order_by().annotate(_key=Cast("pk", CharField()))
    return Thread.objects.filter(subject_kind="evidence.citation", subject_key__in=some.values("_key"))


def _said_secretly(user: Any) -> CommentQuerySet:
    return Comment.objects.filter(thread__in=_talked_of_secretly(user))


closed.register("evidence.document", _secret_to, called="code")
closed.register("evidence.citation", _cited_secretly_from, called="code")
closed.register("discussion.thread", _talked_of_secretly, called="subject_kind")
closed.register("discussion.comment", _said_secretly, called="code")
