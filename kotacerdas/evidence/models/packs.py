"""What was given away or frozen: packs that prove a round without the system, and figures as dated documents."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.evidence.models.contents import Scan
from kotacerdas.evidence.models.documents import Document, Revision
from kotacerdas.files.domain.codes import LENGTH, new_code
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


class PackQuerySet(models.QuerySet["Pack"]):
    def visible_to(self, user: "Someone") -> Self:
        """Whoever makes packs for the city; one with secret documents only for those who may see these."""
        if not user.is_authenticated:
            return self.none()
        managed = access.reach(user, Permission.MANAGE_EVIDENCE).rows("city")
        secret = access.reach(user, Permission.SEE_SECRET_EVIDENCE).rows("city")
        return self.filter(managed & (Q(with_secret=False) | secret))

    def given_to(self, user: "Someone") -> Self:
        """Those of which this reader may see every part today, and no part was withdrawn or found infected since.

        One whose parts were never noted is given to nobody.
        """
        fit = Revision.objects.visible_to(user).filter(document__withdrawn_at=None)
        fit = fit.exclude(content__scan=Scan.INFECTED)
        parts = Pack.revisions.through.objects.filter(pack=OuterRef("pk"))
        return self.visible_to(user).filter(Exists(parts), ~Exists(parts.exclude(revision__in=fit)))


class Pack(models.Model):
    """A ZIP of all confirmed citations of a scope. `seal` is the digest of its manifest, `sha256` that of the whole
    archive; both stay when the file itself is given up, so that a pack that comes back years later can be compared.
    `revisions` are the files in it: what became of them since decides who may still have it.
    """

    class State(models.TextChoices):
        MAKING = "making", pgettext_lazy("pack", "being made")
        READY = "ready", pgettext_lazy("pack", "ready")
        FAILED = "failed", pgettext_lazy("pack", "not made")

    code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code, editable=False)
    city = models.ForeignKey("people.City", models.PROTECT, related_name="+", verbose_name=_("city"))
    scope_kind = models.CharField(_("kind of target"), max_length=60)
    scope_key = models.CharField(_("round or list"), max_length=120)
    title = models.CharField(_("title"), max_length=300)
    language = models.CharField(_("language"), max_length=2, default="id")
    with_secret = models.BooleanField(_("with secret documents"), default=False)
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.MAKING)
    counts = models.JSONField(_("counts"), default=dict, blank=True)
    faults = models.JSONField(_("why it was not made"), default=list, blank=True)
    seal = models.CharField(_("seal"), max_length=64, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True, db_index=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    file = models.ForeignKey(
        "files.File", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    revisions = models.ManyToManyField(
        Revision, blank=True, related_name="+", verbose_name=_("files that are in it")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )
    at = models.DateTimeField(_("made at"))
    job = models.ForeignKey(
        "jobs.Job", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("job")
    )

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("evidence pack")
        verbose_name_plural = _("evidence packs")
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="ready") | (~Q(seal="") & ~Q(sha256="")), name="evidence_pack_has_a_seal"
            ),
        )
        indexes = (models.Index(fields=["city", "-at"], name="evidence_packs_of_a_city"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("evidence:pack", args=[self.code])

    @property
    def is_working(self) -> bool:
        """Whether it will still be made; a job that was stopped makes nothing any more."""
        return self.state == self.State.MAKING and self.job is not None and self.job.is_open

    @property
    def file_name(self) -> str:
        return f"bukti-{self.scope_key}-{self.city.code}-{self.at:%Y%m%d}.zip"


class FrozenQuerySet(models.QuerySet["Frozen"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(document__in=Document.objects.visible_to(user))


class Frozen(models.Model):
    """A figure of the system itself as it was on one day, for one period; the document holds it."""

    city = models.ForeignKey("people.City", models.PROTECT, related_name="+", verbose_name=_("city"))
    figure = models.CharField(_("figure"), max_length=60)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"))
    on = models.DateField(_("frozen on"))
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4)
    document = models.OneToOneField(
        Document, models.PROTECT, related_name="frozen", verbose_name=_("document")
    )

    objects = FrozenQuerySet.as_manager()

    class Meta:
        ordering = ("-on", "-pk")
        verbose_name = _("frozen figure")
        verbose_name_plural = _("frozen figures")
        constraints = (
            models.UniqueConstraint(
                "city", "figure", "since", "until", "on", name="evidence_frozen_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(since__lte=F("until")), name="evidence_frozen_period_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.figure} {self.since} - {self.until}"
