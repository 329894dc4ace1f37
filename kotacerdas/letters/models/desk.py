"""What a city writes its letters with: letterheads, numbering books, signatories, templates."""

from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.versions import Versioned
from kotacerdas.letters.domain import numbering, placeholders
from kotacerdas.people import access
from kotacerdas.people.domain.codes import random_code
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from datetime import date

    from kotacerdas.people.access import Someone

CODE_LENGTH = 16  # 80 bits


def new_code() -> str:
    return random_code(CODE_LENGTH)


_Row = TypeVar("_Row", bound="Desk")


class DeskQuerySet(models.QuerySet[_Row]):
    def visible_to(self, user: "Someone") -> Self:
        """For those who write letters of the city, or their templates."""
        writers = access.reach(user, Permission.WRITE_LETTERS).rows("city")
        authors = access.reach(user, Permission.EDIT_LETTER_TEMPLATES).rows("city")
        return self.filter(writers | authors)

    def editable_by(self, user: "Someone") -> Self:
        return self.filter(access.reach(user, Permission.EDIT_LETTER_TEMPLATES).rows("city"))

    def in_use(self) -> Self:
        return self.filter(is_closed=False)


class Desk(Versioned):
    """A thing on the desk of those who write letters: edited by several people, closed rather than deleted."""

    city = models.ForeignKey("people.City", models.CASCADE, related_name="+", verbose_name=_("city"))
    is_closed = models.BooleanField(
        _("no longer used"), default=False, help_text=_("Stays on old letters, is not offered for new ones.")
    )
    is_sample = models.BooleanField(_("sample"), default=False, editable=False)

    class Meta:
        abstract = True


class Letterhead(Desk):
    """The head of the paper."""

    name = models.CharField(_("name in lists"), max_length=120)
    lines = models.TextField(
        _("lines of the head"),
        max_length=400,
        help_text=_("One a line: the city first, then the office, as they stand on its paper."),
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    contact = models.CharField(
        _("contact"), max_length=200, blank=True, help_text=_("Telephone, e-mail, website.")
    )
    place = models.CharField(
        _("place before the date"),
        max_length=80,
        help_text=_("Such as Balikpapan: “Balikpapan, 22 November 2026”."),
    )
    logo = models.ForeignKey(
        "files.File",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("mark of the city"),
    )
    logo_alt = models.CharField(_("the mark in words"), max_length=120, blank=True)

    objects: ClassVar[DeskQuerySet["Letterhead"]] = DeskQuerySet.as_manager()  # type: ignore[assignment]  # a manager

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("letterhead")
        verbose_name_plural = _("letterheads")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("letters:letterhead", args=[self.pk])


class Book(Desk):
    """Numbers letters 1, 2, 3 ... of each year, without gaps and never twice."""

    name = models.CharField(_("name"), max_length=120)
    pattern = models.CharField(
        _("pattern of the number"),
        max_length=numbering.LONGEST,
        default="{kode}/{nomor:03}/{unit}/{bulan_romawi}/{tahun}",
        help_text=_("Places: {kode}, {nomor} or {nomor:03}, {unit}, {bulan}, {bulan_romawi}, {tahun}."),
    )
    classification = models.CharField(
        _("usual classification code"), max_length=20, blank=True, help_text=_("Fills {kode}, such as 005.")
    )
    unit = models.CharField(
        _("unit"), max_length=40, blank=True, help_text=_("Fills {unit}, such as Bappeda.")
    )

    objects: ClassVar[DeskQuerySet["Book"]] = DeskQuerySet.as_manager()  # type: ignore[assignment]  # a manager

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("numbering book")
        verbose_name_plural = _("numbering books")
        constraints = (
            models.UniqueConstraint(
                "city",
                "name",
                name="letters_book_name_once",
                violation_error_message=_("There is a book of this name already."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("letters:book", args=[self.pk])

    def written(self, number: int, *, day: "date", classification: str) -> str:
        """The number of a letter as it is printed."""
        pattern = numbering.parse(self.pattern)
        return pattern.written(number, day=day, classification=classification, unit=self.unit)


class BookYearQuerySet(models.QuerySet["BookYear"]):
    def visible_to(self, user: "Someone") -> Self:
        writers = access.reach(user, Permission.WRITE_LETTERS).rows("book__city")
        return self.filter(writers | access.reach(user, Permission.EDIT_LETTER_TEMPLATES).rows("book__city"))


class BookYear(models.Model):
    """How far a book has come in one year. Its row is locked while a letter takes the next number."""

    book = models.ForeignKey(Book, models.CASCADE, related_name="years", verbose_name=_("numbering book"))
    year = models.PositiveSmallIntegerField(_("year"))
    last_number = models.PositiveIntegerField(_("last number given"), default=0)
    last_on = models.DateField(_("day of the last letter"), null=True, blank=True)

    objects = BookYearQuerySet.as_manager()

    class Meta:
        ordering = ("-year",)
        verbose_name = _("year of a book")
        verbose_name_plural = _("years of books")
        constraints = (models.UniqueConstraint("book", "year", name="letters_year_once_in_a_book"),)

    def __str__(self) -> str:
        return f"{self.book} {self.year}: {self.last_number}"


class Signatory(Desk):
    """An office that signs, and who holds it. Rank and NIP are personal data and may stay empty."""

    title = models.CharField(
        _("office"),
        max_length=160,
        help_text=_("As it stands above the signature, such as Sekretaris Daerah."),
    )
    name = models.CharField(_("name"), max_length=120)
    rank = models.CharField(_("rank"), max_length=80, blank=True)
    nip = models.CharField(_("NIP"), max_length=24, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
        help_text=_("Hears when a letter waits for this signature."),
    )
    organisation = models.ForeignKey(
        "people.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )

    objects: ClassVar[DeskQuerySet["Signatory"]] = DeskQuerySet.as_manager()  # type: ignore[assignment]  # a manager

    class Meta:
        ordering = ("title", "name", "pk")
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")

    def __str__(self) -> str:
        return f"{self.title}: {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("letters:signatory", args=[self.pk])


class Kind(models.TextChoices):
    """What a letter is. The layout follows: a letter to somebody, or a paper with its title in the middle."""

    LETTER = "letter", _("Official letter")
    INVITATION = "invitation", _("Invitation")
    ASSIGNMENT = "assignment", _("Letter of assignment")
    DATA_REQUEST = "data_request", _("Request for data")
    NOTICE = "notice", _("Notification")
    COVER = "cover", _("Cover letter")
    MINUTES = "minutes", _("Official record")
    STATEMENT = "statement", _("Statement")

    @property
    def is_titled(self) -> bool:
        return self in {Kind.ASSIGNMENT, Kind.COVER, Kind.MINUTES, Kind.STATEMENT}


class TemplateQuerySet(models.QuerySet["Template"]):
    def visible_to(self, user: "Someone") -> Self:
        """Those of one's city, and the shipped samples, for whoever writes letters or templates."""
        writers = access.reach(user, Permission.WRITE_LETTERS)
        authors = access.reach(user, Permission.EDIT_LETTER_TEMPLATES)
        if writers.is_nowhere and authors.is_nowhere:
            return self.none()
        return self.filter(Q(city=None) | writers.rows("city") | authors.rows("city"))

    def editable_by(self, user: "Someone") -> Self:
        reach = access.reach(user, Permission.EDIT_LETTER_TEMPLATES)
        return self.filter(reach.rows("city")).exclude(city=None)

    def in_use(self) -> Self:
        return self.filter(is_closed=False)


class Template(Versioned):
    """Text with places to fill, in both languages. Without a city it is a shipped sample to copy from."""

    code = models.CharField(_("code"), max_length=40, unique=True, default=new_code, editable=False)
    city = models.ForeignKey(
        "people.City", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("city")
    )
    kind = models.CharField(_("kind of letter"), max_length=16, choices=Kind)
    name_id = models.CharField(_("name (Indonesian)"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=120)
    subject_id = models.CharField(_("subject (Indonesian)"), max_length=250)
    subject_en = models.CharField(_("subject (English)"), max_length=250, blank=True)
    fields = models.TextField(_("fields"), blank=True, max_length=4000)
    body_id = models.TextField(_("text (Indonesian)"), max_length=20_000)
    body_en = models.TextField(_("text (English)"), blank=True, max_length=20_000)
    classification = models.CharField(_("classification code"), max_length=20, blank=True)
    is_closed = models.BooleanField(_("no longer used"), default=False)
    is_sample = models.BooleanField(_("sample"), default=False, editable=False)
    updated_at = models.DateTimeField(_("changed at"), editable=False)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("changed by"),
        editable=False,
    )

    objects = TemplateQuerySet.as_manager()

    class Meta:
        ordering = ("kind", "name_id", "pk")
        verbose_name = _("letter template")
        verbose_name_plural = _("letter templates")

    def __str__(self) -> str:
        return self.name_id

    def get_absolute_url(self) -> str:
        return reverse("letters:template", args=[self.code])

    def asked(self) -> list[placeholders.Field]:
        """What a writer is asked."""
        return placeholders.fields(self.fields)

    def text(self, name: str, language: str) -> str:
        """Subject or body in a language; the Indonesian one where the English is not written."""
        return str(getattr(self, f"{name}_{language}") or getattr(self, f"{name}_id"))
