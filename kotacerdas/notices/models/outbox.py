"""The outbox: what people are told, and each attempt to hand it over by a channel."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kotacerdas.common import reach, subjects
from kotacerdas.notices import kinds
from kotacerdas.notices.domain.verdicts import Reason

# Crockford's letters: nobody reads an l for a 1. Eighty bits, so that a reference cannot be guessed.
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


def new_reference() -> str:
    return "".join(secrets.choice(_LETTERS) for _each in range(16))


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: Any) -> Self:
        """One's own; what others were told is theirs."""
        return self.filter(person=user.pk) if user.is_authenticated else self.none()

    def unread(self) -> Self:
        return self.filter(read_at=None)


class Notice(subjects.About):
    """One thing told to one receiver: a person, an e-mail address without an account, or the channel of a group.

    The words are not stored: they are made from `kind` and `values` in the receiver's language when they are needed.
    """

    reference = models.CharField(
        _("reference"), max_length=16, unique=True, default=new_reference, editable=False
    )
    city = models.ForeignKey(
        "people.City", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("city")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name=_("for"),
    )
    address = models.EmailField(_("e-mail"), blank=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, blank=True)
    target = models.ForeignKey(
        "notices.Target",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name=_("channel of a group"),
    )
    kind = models.CharField(_("kind"), max_length=60)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("caused by"),
    )
    values = models.JSONField(_("values"), default=dict)
    url = models.CharField(_("leads to"), max_length=500, blank=True)
    # A deed that is done twice, such as a step of a ladder after a crash, tells once.
    key = models.CharField(_("key"), max_length=120, blank=True)
    created_at = models.DateTimeField(_("at"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = (
            models.Index(fields=["person", "-created_at"], name="notices_of_person"),
            models.Index(fields=["person"], condition=Q(read_at=None), name="notices_unread"),
            models.Index(fields=["subject_kind", "subject_key"], name="notices_subject"),
        )
        constraints = (
            models.UniqueConstraint("key", condition=~Q(key=""), name="notices_key_once"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, address="", target=None)
                | Q(person=None, target=None) & ~Q(address="")
                | Q(person=None, address="", target__isnull=False),
                name="notices_one_receiver",
            ),
        )

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("notices:notices")

    @property
    def definition(self) -> kinds.Kind:
        return kinds.named(self.kind)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def visible_to(self, user: Any) -> Self:
        """Those of the cities for which somebody may see deliveries; those of no city are for support."""
        return self.filter(
            (Q(city__isnull=False) & reach.rows(user, "see_deliveries", "city"))
            | (Q(city=None) & reach.rows(user, "support", "city"))
        )

    def due(self, now: datetime) -> Self:
        return self.filter(state=Delivery.State.WAITING, due_at__lte=now).exclude(
            channel=Delivery.Channel.WHATSAPP
        )

    def in_states(self, states: "Iterable[Delivery.State]") -> Self:
        return self.filter(state__in=list(states))


class Delivery(models.Model):
    """One message by one channel to one receiver; a digest carries several notices.

    `sending` is committed before anything leaves, and `handed_over_at` before the end of the message leaves. So after
    a crash it is known whether the receiver can have it: without `handed_over_at` it is sent again; with it nobody
    can say, and a person decides.
    """

    class Channel(models.TextChoices):
        EMAIL = "email", _("E-mail")
        GROUP = "group", _("Channel of a group")
        WHATSAPP = "whatsapp", _("WhatsApp, by hand")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        UNSURE = "unsure", _("Unsure")
        FAILED = "failed", _("Failed")
        BOUNCED = "bounced", _("Came back")
        SUPPRESSED = "suppressed", _("Held back")

    reference = models.CharField(
        _("reference"), max_length=16, unique=True, default=new_reference, editable=False
    )
    city = models.ForeignKey(
        "people.City", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("city")
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="deliveries",
        verbose_name=_("for"),
    )
    address = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=16, blank=True)
    target = models.ForeignKey(
        "notices.Target",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="deliveries",
        verbose_name=_("channel of a group"),
    )
    notices = models.ManyToManyField(Notice, related_name="deliveries", verbose_name=_("notices"))
    is_digest = models.BooleanField(_("digest"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(_("reason"), max_length=30, blank=True)
    reply = models.CharField(_("answer of the server"), max_length=30, blank=True)
    provider_id = models.CharField(_("name given by the server"), max_length=60, blank=True)
    created_at = models.DateTimeField(_("created at"))
    due_at = models.DateTimeField(_("due at"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    claim = models.CharField(_("claim"), max_length=32, blank=True)
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)
    handed_over_at = models.DateTimeField(_("handed over at"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sent by"),
    )
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        indexes = (
            models.Index(fields=["state", "due_at"], name="notices_due"),
            models.Index(fields=["city", "-created_at"], name="notices_city_created"),
        )
        constraints = (
            models.UniqueConstraint(
                "person",
                "due_at",
                condition=Q(is_digest=True, state="waiting"),
                name="notices_one_waiting_digest",
            ),
        )

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("notices:delivery", args=[self.reference])

    @property
    def receiver(self) -> str:
        """Who gets it, as staff see it."""
        return str(self.person or self.target or self.address or self.phone)

    @property
    def why(self) -> Reason | None:
        return Reason(self.reason) if self.reason else None
