"""Bytes once by their hash, with what was found out about them: scanned, read, cut into units."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.domain.faults import Fault
from kotacerdas.imports import kept

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


class Scan(models.TextChoices):
    UNSCANNED = "unscanned", pgettext_lazy("virus scan", "not scanned")
    CLEAN = "clean", pgettext_lazy("virus scan", "clean")
    INFECTED = "infected", pgettext_lazy("virus scan", "infected")


class Reading(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("reading", "waits to be read")
    READ = "read", pgettext_lazy("reading", "read")
    PARTLY = "partly", pgettext_lazy("reading", "read in part")
    UNREADABLE = "unreadable", pgettext_lazy("reading", "cannot be read")


class Damage(models.TextChoices):
    """What the last look at the kept bytes found wrong."""

    MISSING = "missing", pgettext_lazy("damage", "the bytes are gone")
    CHANGED = "changed", pgettext_lazy("damage", "the bytes are not what was brought")


def closed_scans() -> list[Scan]:
    """The states in which nobody may open a file."""
    return [Scan.INFECTED, Scan.UNSCANNED] if settings.EVIDENCE_NEEDS_SCAN else [Scan.INFECTED]


class ContentQuerySet(models.QuerySet["Content"]):
    def visible_to(self, user: "Someone") -> Self:
        """Those of documents that one may see; a content by itself belongs to nobody."""
        from kotacerdas.evidence.models.documents import Revision

        return self.filter(pk__in=Revision.objects.visible_to(user).values("content"))


class Content(models.Model):
    """The same bytes in two cities are one content; who may see it is a matter of their documents.

    `facts` holds what was recognised, {"dates": [...], "numbers": [...], "amounts": [...]}, each with the unit.
    `notes` are faults that keep nobody out, such as that a PDF holds scripts; `what_else` gives them. Neither they nor
    `faults` name the file: each revision of these bytes has a name of its own.
    `signatures` is null until somebody looked; else a list, one entry for each signature of a PDF.
    """

    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    kind = models.CharField(_("kind of file"), max_length=10)
    media_type = models.CharField(_("media type"), max_length=100)
    scan = models.CharField(_("virus scan"), max_length=9, choices=Scan, default=Scan.UNSCANNED)
    scanned_at = models.DateTimeField(_("scanned at"), null=True, blank=True)
    scanned_by = models.CharField(_("scanned by"), max_length=120, blank=True)
    reading = models.CharField(_("reading"), max_length=10, choices=Reading, default=Reading.WAITING)
    reader = models.CharField(_("read by"), max_length=60, blank=True)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    damage = models.CharField(_("damage"), max_length=7, choices=Damage, blank=True, default="")
    damaged_at = models.DateTimeField(_("damage found at"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=5, blank=True)
    confidence = models.PositiveSmallIntegerField(_("confidence of recognition, %"), null=True, blank=True)
    facts = models.JSONField(_("recognised"), default=dict, blank=True)
    signatures = models.JSONField(_("signatures"), null=True, blank=True)
    notes = models.JSONField(_("what else is in it"), default=list, blank=True)
    faults = models.JSONField(_("what went wrong while reading"), default=list, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries that came to no end"), default=0)

    objects = ContentQuerySet.as_manager()

    class Meta:
        verbose_name = _("content")
        verbose_name_plural = _("contents")
        indexes = (models.Index(fields=["reading"], name="evidence_content_reading"),)

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def what_else(self) -> list[Fault]:
        return kept.faults(self.notes)

    @property
    def may_be_opened(self) -> bool:
        """Not with a virus, and where the city wants it so, not before a scan."""
        return Scan(self.scan) not in closed_scans()


class UnitQuerySet(models.QuerySet["Unit"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(content__in=Content.objects.visible_to(user))


class Unit(models.Model):
    """A part of a content that is found and cited by itself; `number` counts from 1.

    `label` is the place in a word that needs no translation: "3" of a page or slide, "Register!A4:F19", "12-31" of
    paragraphs. `text` is `domain.spans.clean`. `boxes` of a recognised page: [start, end, left, top, right, bottom]
    for each word, the last four in ten-thousandths of the page's width and height.
    """

    class Kind(models.TextChoices):
        PAGE = "page", pgettext_lazy("unit", "page")
        SLIDE = "slide", pgettext_lazy("unit", "slide")
        RANGE = "range", pgettext_lazy("unit", "range of cells")
        PARAGRAPHS = "paragraphs", pgettext_lazy("unit", "paragraphs")
        PICTURE = "picture", pgettext_lazy("unit", "picture")

    content = models.ForeignKey(Content, models.CASCADE, related_name="units", verbose_name=_("content"))
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    label = models.CharField(_("place"), max_length=120, blank=True)
    text = models.TextField(_("text"), blank=True)
    is_recognised = models.BooleanField(_("recognised from a picture"), default=False)
    confidence = models.PositiveSmallIntegerField(_("confidence of recognition, %"), null=True, blank=True)
    boxes = models.JSONField(_("where the words stand"), default=list, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ("content", "number")
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = (models.UniqueConstraint("content", "number", name="evidence_unit_number_once"),)

    def __str__(self) -> str:
        return f"{self.content_id}/{self.number}"
