"""A letter from draft to signed copy, with its addressees, attachments and what was sent to whom."""

from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.versions import Versioned
from kotacerdas.letters.domain import states
from kotacerdas.letters.models.desk import Book, Kind, Letterhead, Signatory, Template, new_code
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

State = states.State


class LetterQuerySet(models.QuerySet["Letter"]):
    def visible_to(self, user: "Someone") -> Self:
        """Writers see all of their city; readers what is issued and not confidential; recipients what they got."""
        if not user.is_authenticated:
            return self.none()
        writers = access.reach(user, Permission.WRITE_LETTERS).rows("city")
        readers = access.reach(user, Permission.SEE_LETTERS).rows("city") & Q(is_confidential=False)
        addressed = Q(pk__in=Recipient.objects.filter(user=user.pk).values("letter"))
        return self.filter(writers | (~Q(state=State.DRAFT) & (readers | addressed)))

    def writable_by(self, user: "Someone") -> Self:
        return self.filter(access.reach(user, Permission.WRITE_LETTERS).rows("city"))

    def with_names(self) -> Self:
        """Everything that a row of a list shows."""
        return self.select_related("city", "book", "letterhead", "signatory")


class Letter(Versioned):
    """Edited while it is a draft; from its issuing on a document that nothing changes."""

    class Nature(models.TextChoices):
        ORDINARY = "ordinary", _("Ordinary")
        URGENT = "urgent", _("Urgent")
        VERY_URGENT = "very_urgent", _("Very urgent")

    class Stage(models.TextChoices):
        DRAFT = State.DRAFT.value, pgettext_lazy("letter", "Draft")
        ISSUED = State.ISSUED.value, _("Waits for the signature")
        SIGNED = State.SIGNED.value, _("Signed")
        VOID = State.VOID.value, _("Void")

    class Capacity(models.TextChoices):
        OWN = "", _("The holder of the office")
        ACTING = "Plt.", _("Plt. (acting for a vacant office)")
        DAILY = "Plh.", _("Plh. (daily, while the holder is away)")
        FOR = "a.n.", _("a.n. (in the name of somebody)")

    code = models.CharField(_("code"), max_length=16, unique=True, default=new_code, editable=False)
    city = models.ForeignKey("people.City", models.PROTECT, related_name="letters", verbose_name=_("city"))
    state = models.CharField(_("state"), max_length=8, choices=Stage, default=Stage.DRAFT, editable=False)
    template = models.ForeignKey(
        Template,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("template"),
        editable=False,
    )
    kind = models.CharField(_("kind of letter"), max_length=16, choices=Kind, default=Kind.LETTER)
    language = models.CharField(
        _("language of the letter"), max_length=2, choices=settings.LANGUAGES, default="id"
    )
    book = models.ForeignKey(Book, models.PROTECT, related_name="letters", verbose_name=_("numbering book"))
    letterhead = models.ForeignKey(Letterhead, models.PROTECT, related_name="+", verbose_name=_("letterhead"))
    classification = models.CharField(
        _("classification code"), max_length=20, blank=True, help_text=_("Empty: the book's usual one.")
    )
    nature = models.CharField(_("urgency"), max_length=12, choices=Nature, default=Nature.ORDINARY)
    is_confidential = models.BooleanField(
        _("confidential"),
        default=False,
        help_text=_("Only those who write letters, and its recipients, see it."),
    )
    shows_subject = models.BooleanField(
        _("show the subject on the public check page"),
        default=False,
        help_text=_("Without it that page tells only that the letter exists, its number and its date."),
    )
    subject = models.CharField(_("subject"), max_length=250)
    body = models.TextField(_("text"), max_length=20_000)
    signatory = models.ForeignKey(
        Signatory, models.PROTECT, related_name="letters", verbose_name=_("signed by")
    )
    capacity = models.CharField(_("signs as"), max_length=4, choices=Capacity, blank=True, default="")
    on_behalf_of = models.CharField(
        _("in the name of"),
        max_length=160,
        blank=True,
        help_text=_("With a.n. only, such as Wali Kota Balikpapan."),
    )
    is_sample = models.BooleanField(_("sample"), default=False, editable=False)

    created_at = models.DateTimeField(_("begun at"), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("begun by")
    )
    updated_at = models.DateTimeField(_("changed at"), editable=False)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("changed by")
    )

    # From the issuing on.
    year = models.PositiveSmallIntegerField(_("year"), null=True, editable=False)
    number = models.PositiveIntegerField(_("number in the book"), null=True, editable=False)
    number_text = models.CharField(_("number"), max_length=160, blank=True, editable=False)
    dated_on = models.DateField(_("date of the letter"), null=True, editable=False)
    issued_at = models.DateTimeField(_("issued at"), null=True, editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("issued by")
    )
    snapshot = models.JSONField(_("everything that the letter was made of"), null=True, editable=False)
    pdf = models.ForeignKey(
        "files.File",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("letter as PDF"),
        editable=False,
    )
    sha256 = models.CharField(_("fingerprint of the PDF"), max_length=64, blank=True, editable=False)
    void_reason = models.CharField(_("why it is void"), max_length=300, blank=True, editable=False)
    voided_at = models.DateTimeField(_("void since"), null=True, editable=False)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ("-updated_at", "-pk")
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = (
            models.UniqueConstraint("book", "year", "number", name="letters_number_once_in_a_year"),
            models.CheckConstraint(
                condition=Q(state="draft", number=None, year=None, dated_on=None, sha256="", number_text="")
                | (
                    ~Q(state="draft")
                    & Q(
                        number__isnull=False,
                        year__isnull=False,
                        dated_on__isnull=False,
                        issued_at__isnull=False,
                    )
                    & ~Q(sha256="")
                    & ~Q(number_text="")
                ),
                name="letters_number_from_the_issuing_on",
            ),
            models.CheckConstraint(
                condition=Q(state="void", voided_at__isnull=False) & ~Q(void_reason="")
                | ~Q(state="void") & Q(voided_at=None, void_reason=""),
                name="letters_void_has_its_reason",
            ),
        )
        indexes = (
            models.Index(fields=["city", "state", "-updated_at"], name="letters_of_a_city"),
            models.Index(fields=["city", "year"], name="letters_of_a_year"),
        )

    def __str__(self) -> str:
        return f"{self.number_text} {self.subject}".strip()

    def get_absolute_url(self) -> str:
        return reverse("letters:letter", args=[self.code])

    def may(self, deed: str) -> bool:
        return states.may(self.state, states.Deed(deed))

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def used_classification(self) -> str:
        return self.classification or self.book.classification


_Row = TypeVar("_Row", bound=models.Model)


class OfLetterQuerySet(models.QuerySet[_Row]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(letter__in=Letter.objects.visible_to(user))


class Recipient(models.Model):
    """Somebody whom a letter is addressed to, or who gets a copy (tembusan)."""

    class Role(models.TextChoices):
        TO = "to", _("Addressee")
        COPY = "copy", _("Copy")

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="recipients", verbose_name=_("letter"))
    role = models.CharField(_("addressee or copy"), max_length=4, choices=Role, default=Role.TO)
    position = models.PositiveSmallIntegerField(_("place in the list"))
    name = models.CharField(_("name"), max_length=200)
    place = models.CharField(_("place"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
    )

    objects: ClassVar[OfLetterQuerySet["Recipient"]] = OfLetterQuerySet.as_manager()  # type: ignore[assignment]  # a manager

    class Meta:
        # "to" comes before "copy".
        ordering = ("-role", "position")
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        constraints = (
            models.UniqueConstraint("letter", "role", "position", name="letters_recipient_has_a_place"),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.letter.get_absolute_url()


class Attachment(models.Model):
    """A file that goes with the letter."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="attachments", verbose_name=_("letter"))
    title = models.CharField(_("what it is"), max_length=160)
    file = models.ForeignKey("files.File", models.PROTECT, related_name="+", verbose_name=_("file"))

    objects: ClassVar[OfLetterQuerySet["Attachment"]] = OfLetterQuerySet.as_manager()  # type: ignore[assignment]  # a manager

    class Meta:
        ordering = ("pk",)
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.title


class SignedCopy(models.Model):
    """A scan of the signed paper. The newest counts; older ones stay, each later one with the reason."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="signed_copies", verbose_name=_("letter"))
    file = models.ForeignKey("files.File", models.PROTECT, related_name="+", verbose_name=_("file"))
    at = models.DateTimeField(_("brought back at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("brought back by"),
    )
    reason = models.CharField(_("why it replaces the one before"), max_length=300, blank=True)

    objects: ClassVar[OfLetterQuerySet["SignedCopy"]] = OfLetterQuerySet.as_manager()  # type: ignore[assignment]  # a manager

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("signed copy")
        verbose_name_plural = _("signed copies")

    def __str__(self) -> str:
        return f"{self.letter} {self.at:%Y-%m-%d}"


class Dispatch(models.Model):
    """That the letter went to somebody: when, by which way, who sent it."""

    class Way(models.TextChoices):
        ACCOUNT = "account", _("Notice in KotaCerdas")
        EMAIL = "email", _("E-mail with a link")
        WHATSAPP = "whatsapp", _("WhatsApp")
        COURIER = "courier", _("Courier or by hand")
        POST = "post", _("Post")

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="dispatches", verbose_name=_("letter"))
    recipient = models.ForeignKey(
        Recipient, models.CASCADE, related_name="dispatches", verbose_name=_("recipient")
    )
    way = models.CharField(_("way"), max_length=10, choices=Way)
    at = models.DateTimeField(_("sent at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("sent by")
    )
    opened_at = models.DateTimeField(_("first opened at"), null=True, blank=True)

    objects: ClassVar[OfLetterQuerySet["Dispatch"]] = OfLetterQuerySet.as_manager()  # type: ignore[assignment]  # a manager

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("dispatch")
        verbose_name_plural = _("dispatches")

    def __str__(self) -> str:
        return f"{self.recipient} {self.at:%Y-%m-%d %H:%M}"
