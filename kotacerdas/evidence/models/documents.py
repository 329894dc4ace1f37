"""What a city keeps under one title, its revisions, and the other names under which the same bytes came."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.faults import sentences
from kotacerdas.common.versions import Versioned
from kotacerdas.evidence.domain.freshness import Freshness, Times, of_year
from kotacerdas.evidence.domain.nameless import named
from kotacerdas.evidence.models.contents import Content
from kotacerdas.files.domain.codes import LENGTH, new_code
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

LONGEST_TITLE = 200


class Confidentiality(models.TextChoices):
    PUBLIC = "public", pgettext_lazy("evidence", "public")
    INTERNAL = "internal", pgettext_lazy("evidence", "internal")
    SECRET = "secret", pgettext_lazy("evidence", "secret")


class Nature(models.TextChoices):
    """What a document is to those who judge it."""

    UNKNOWN = "", pgettext_lazy("document", "not said")
    REGULATION = "regulation", pgettext_lazy("document", "regulation (Perda, Perwali)")
    DECREE = "decree", pgettext_lazy("document", "decree (SK)")
    MINUTES = "minutes", pgettext_lazy("document", "minutes, attendance list")
    REPORT = "report", pgettext_lazy("document", "report")
    PLAN = "plan", pgettext_lazy("document", "plan")
    BUDGET = "budget", pgettext_lazy("document", "budget")
    LETTER = "letter", pgettext_lazy("document", "letter")
    DATA = "data", pgettext_lazy("document", "data")
    PHOTO = "photo", pgettext_lazy("document", "photo, screenshot")
    AGREEMENT = "agreement", pgettext_lazy("document", "agreement")
    OTHER = "other", pgettext_lazy("document", "other")


def organisations_of(user: "Someone") -> list[int]:
    """The organisations that somebody works for now."""
    return [each.organisation_id for each in access.assignments(user) if each.organisation_id is not None]


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: "Someone") -> Self:
        """Public ones for all who take part in the city's programme, internal ones for its offices, secret ones for
        the owner agency, who brought them, and those who check the proofs of the whole city."""
        if not user.is_authenticated:
            return self.none()
        public = access.reach(user, Permission.SEE_PUBLIC_EVIDENCE).rows("city")
        internal = access.reach(user, Permission.SEE_EVIDENCE).rows("city")
        secret = access.reach(user, Permission.SEE_SECRET_EVIDENCE).rows("city")
        own = internal & (Q(agency__in=organisations_of(user)) | Q(by=user.pk))
        return self.filter(
            public & Q(confidentiality=Confidentiality.PUBLIC, has_personal_data=False)
            | internal & ~Q(confidentiality=Confidentiality.SECRET)
            | own
            | secret
        )

    def editable_by(self, user: "Someone") -> Self:
        """One's own and one's agency's; all of the city for the programme office. None that was withdrawn."""
        if not user.is_authenticated:
            return self.none()
        managed = access.reach(user, Permission.MANAGE_EVIDENCE).rows("city")
        brought = access.reach(user, Permission.ADD_EVIDENCE).rows("city")
        own = brought & (Q(agency__in=organisations_of(user)) | Q(by=user.pk))
        return self.visible_to(user).current().filter(managed | own)

    def current(self) -> Self:
        return self.filter(withdrawn_at=None)

    def with_names(self) -> Self:
        """Everything that a row of a list shows."""
        return self.select_related("city", "agency", "by", "latest__content", "latest__file")


class Document(Versioned):
    """One title, one owner, one confidentiality; its bytes are the revisions. `latest` is the newest of them."""

    code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code, editable=False)
    city = models.ForeignKey("people.City", models.PROTECT, related_name="documents", verbose_name=_("city"))
    agency = models.ForeignKey(
        "people.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("owner agency"),
    )
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    nature = models.CharField(_("kind of document"), max_length=10, choices=Nature, blank=True, default="")
    confidentiality = models.CharField(
        _("confidentiality"), max_length=8, choices=Confidentiality, default=Confidentiality.INTERNAL
    )
    has_personal_data = models.BooleanField(_("holds personal data"), default=False)
    observed_from = models.DateField(_("tells about, from"), null=True, blank=True)
    observed_until = models.DateField(_("tells about, until"), null=True, blank=True)
    valid_from = models.DateField(_("in force from"), null=True, blank=True)
    valid_until = models.DateField(_("in force until"), null=True, blank=True)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    latest = models.OneToOneField(
        "evidence.Revision",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("newest revision"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("brought by")
    )
    at = models.DateTimeField(_("brought at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawn_because = models.CharField(
        _("withdrawn because"), max_length=500, blank=True, editable=False, default=""
    )
    is_sample = models.BooleanField(_("sample"), default=False, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = (
            models.CheckConstraint(
                condition=Q(observed_from=None)
                | Q(observed_until=None)
                | Q(observed_from__lte=F("observed_until")),
                name="evidence_observed_in_order",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_from__lte=F("valid_until")),
                name="evidence_valid_in_order",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_because="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because=""),
                name="evidence_withdrawn_with_reason",
            ),
        )
        indexes = (
            models.Index(fields=["city", "-at"], name="evidence_of_a_city"),
            models.Index(fields=["city", "agency", "-at"], name="evidence_of_an_agency"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("evidence:document", args=[self.code])

    @property
    def times(self) -> Times:
        return Times(self.observed_from, self.observed_until, self.valid_from, self.valid_until)

    def freshness(self, year: int) -> Freshness:
        return of_year(self.times, year)

    def is_expired(self, today: date) -> bool:
        return self.valid_until is not None and self.valid_until < today


class RevisionQuerySet(models.QuerySet["Revision"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(document__in=Document.objects.visible_to(user))


class Revision(models.Model):
    """The bytes of a document from one day on. A row is never changed, a later one stands beside it."""

    document = models.ForeignKey(
        Document, models.PROTECT, related_name="revisions", verbose_name=_("document")
    )
    number = models.PositiveIntegerField(_("revision"))
    content = models.ForeignKey(Content, models.PROTECT, related_name="revisions", verbose_name=_("content"))
    file = models.OneToOneField("files.File", models.PROTECT, related_name="+", verbose_name=_("file"))
    name = models.CharField(_("name of the file"), max_length=120)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("brought by")
    )
    at = models.DateTimeField(_("brought at"))

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ("document", "number")
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = (
            models.UniqueConstraint("document", "number", name="evidence_revision_number_once"),
            models.UniqueConstraint("document", "content", name="evidence_revision_content_once"),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"

    @property
    def sha256(self) -> str:
        return self.content.sha256

    @property
    def notes_in_words(self) -> list[str]:
        """What else is in these bytes, of the file as it is called here."""
        return sentences(named(self.content.what_else, self.name))


class OtherNameQuerySet(models.QuerySet["OtherName"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(revision__in=Revision.objects.visible_to(user))


class OtherName(models.Model):
    """Another name or folder under which the same bytes came; words in it help to find them."""

    revision = models.ForeignKey(
        Revision, models.CASCADE, related_name="other_names", verbose_name=_("revision")
    )
    path = models.CharField(_("path"), max_length=400)
    at = models.DateTimeField(_("at"))

    objects = OtherNameQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = (models.UniqueConstraint("revision", "path", name="evidence_other_name_once"),)

    def __str__(self) -> str:
        return self.path
