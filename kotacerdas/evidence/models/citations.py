"""A quote that proves something: which bytes, where in them, who says so, who has checked it, what for."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.evidence.domain.spans import LONGEST_QUOTE, Span
from kotacerdas.evidence.domain.states import LIVING, State
from kotacerdas.evidence.models.contents import Scan
from kotacerdas.evidence.models.documents import Document, Revision
from kotacerdas.files.domain.codes import LENGTH, new_code
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


class CitationQuerySet(models.QuerySet["Citation"]):
    def visible_to(self, user: "Someone") -> Self:
        """Those of visible documents; outside the city's offices only what a second person has confirmed."""
        if not user.is_authenticated:
            return self.none()
        inside = access.reach(user, Permission.SEE_EVIDENCE).rows("city")
        seen = self.filter(document__in=Document.objects.visible_to(user))
        return seen.filter(inside | Q(state=State.CONFIRMED))

    def living(self) -> Self:
        """What counts as proof, or may still come to count."""
        return self.filter(state__in=LIVING)

    def reviewable_by(self, user: "Someone") -> Self:
        """Those that wait for a second person, of which this one is a second person.

        A confirmed quote waits again when somebody uses it for something else.
        """
        if not user.is_authenticated:
            return self.none()
        reach = access.reach(user, Permission.REVIEW_EVIDENCE).rows("city")
        mine = Q(by=user.pk) | Q(uploaded_by=user.pk)
        of_others = Use.objects.current().filter(citation=OuterRef("pk"), state=State.WAITING)
        here = self.visible_to(user).living().filter(reach, document__withdrawn_at=None)
        return here.filter(Exists(of_others.exclude(by=user.pk))).exclude(mine)

    def for_target(self, kind: str, key: str) -> Self:
        """With `use_state`: whether it was confirmed for this target."""
        found = self.filter(uses__target_kind=kind, uses__target_key=key, uses__ended_at=None)
        return found.annotate(use_state=F("uses__state"))

    def with_names(self) -> Self:
        return self.select_related(
            "document__agency", "revision__content", "revision__file", "by", "reviewed_by"
        )


class Citation(models.Model):
    """Bound to bytes (`sha256`), unit and span; a later revision of the document changes nothing of it.

    `quote` is the text as it was seen when it was cited. What the row says is never changed; only its state is.
    """

    class Stage(models.TextChoices):
        WAITING = State.WAITING.value, pgettext_lazy("citation", "waits for a second person")
        CONFIRMED = State.CONFIRMED.value, pgettext_lazy("citation", "confirmed")
        REJECTED = State.REJECTED.value, pgettext_lazy("citation", "rejected")
        WITHDRAWN = State.WITHDRAWN.value, pgettext_lazy("citation", "withdrawn")

    code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code, editable=False)
    city = models.ForeignKey("people.City", models.PROTECT, related_name="+", verbose_name=_("city"))
    document = models.ForeignKey(
        Document, models.PROTECT, related_name="citations", verbose_name=_("document")
    )
    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="citations", verbose_name=_("revision")
    )
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    unit = models.PositiveIntegerField(_("number of the unit"))
    unit_kind = models.CharField(_("kind of unit"), max_length=10)
    unit_label = models.CharField(_("place"), max_length=120, blank=True)
    start = models.PositiveIntegerField(_("from"))
    end = models.PositiveIntegerField(_("to"))
    quote = models.TextField(_("quote"), max_length=LONGEST_QUOTE)
    claim = models.CharField(_("what it proves"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=Stage, default=Stage.WAITING)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("cited by")
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("file of")
    )
    at = models.DateTimeField(_("cited at"))
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("checked by")
    )
    reviewed_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    is_sample = models.BooleanField(_("sample"), default=False, editable=False)

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = (
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="evidence_citation_has_a_span"),
            models.CheckConstraint(condition=~Q(quote=""), name="evidence_citation_has_a_quote"),
            models.CheckConstraint(
                condition=Q(reviewed_by=None)
                | (
                    (Q(by=None) | ~Q(reviewed_by=F("by")))
                    & (Q(uploaded_by=None) | ~Q(reviewed_by=F("uploaded_by")))
                ),
                name="evidence_checked_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.REJECTED) | ~Q(reason=""), name="evidence_rejected_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(State.CONFIRMED, State.REJECTED)) | Q(reviewed_at__isnull=False),
                name="evidence_decided_at_a_time",
            ),
        )
        indexes = (
            models.Index(fields=["city", "state", "-at"], name="evidence_citations_state"),
            models.Index(fields=["document", "state"], name="evidence_citations_document"),
        )

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("evidence:citation", args=[self.code])

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def is_living(self) -> bool:
        return self.state in LIVING


class UseQuerySet(models.QuerySet["Use"]):
    def visible_to(self, user: "Someone") -> Self:
        """Of visible citations; outside the city's offices only what a second person has confirmed."""
        if not user.is_authenticated:
            return self.none()
        inside = access.reach(user, Permission.SEE_EVIDENCE).rows("citation__city")
        seen = self.filter(citation__in=Citation.objects.visible_to(user))
        return seen.filter(inside | Q(state=State.CONFIRMED))

    def current(self) -> Self:
        return self.filter(ended_at=None)

    def living(self) -> Self:
        """What counts as proof, or may still come to count."""
        return self.current().filter(citation__state__in=LIVING)

    def counting(self) -> Self:
        """What counts as proof: the quote stands, and a second person has confirmed it for this target."""
        return self.current().filter(state=State.CONFIRMED, citation__state=State.CONFIRMED)

    def sound(self) -> Self:
        """Of files that may still serve as proof: neither withdrawn nor found infected since they were cited."""
        here = self.filter(citation__document__withdrawn_at=None)
        return here.exclude(citation__revision__content__scan=Scan.INFECTED)


class Use(models.Model):
    """A citation is to prove a target. One may serve many questions and instruments; each use says who thinks so, and
    counts when a second person has confirmed it. A rejected use is ended. Ended uses stay as a record."""

    class Stage(models.TextChoices):
        WAITING = State.WAITING.value, pgettext_lazy("citation", "waits for a second person")
        CONFIRMED = State.CONFIRMED.value, pgettext_lazy("citation", "confirmed")
        REJECTED = State.REJECTED.value, pgettext_lazy("citation", "rejected")

    citation = models.ForeignKey(Citation, models.CASCADE, related_name="uses", verbose_name=_("citation"))
    target_kind = models.CharField(_("kind of target"), max_length=60)
    target_key = models.CharField(_("target"), max_length=120)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))
    state = models.CharField(_("state"), max_length=9, choices=Stage, default=Stage.WAITING)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("checked by")
    )
    reviewed_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = UseQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")
        verbose_name = _("use of a citation")
        verbose_name_plural = _("uses of citations")
        constraints = (
            models.UniqueConstraint(
                "citation",
                "target_kind",
                "target_key",
                condition=Q(ended_at=None),
                name="evidence_use_once",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | Q(by=None) | ~Q(reviewed_by=F("by")),
                name="evidence_use_checked_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state=State.WAITING) | Q(reviewed_at__isnull=False),
                name="evidence_use_decided_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.REJECTED) | (Q(ended_at__isnull=False) & ~Q(reason="")),
                name="evidence_use_rejected_is_over",
            ),
        )
        indexes = (models.Index(fields=["target_kind", "target_key"], name="evidence_uses_of_target"),)

    def __str__(self) -> str:
        return f"{self.target_kind} {self.target_key}"

    @property
    def is_new(self) -> bool:
        """It came after the quote was confirmed, and waits for a second person of its own."""
        return self.state == State.WAITING and self.citation.state == State.CONFIRMED
