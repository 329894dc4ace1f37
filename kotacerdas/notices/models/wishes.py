"""What people wish: when and how they are told, and which kinds of notices they do not want by e-mail."""

from datetime import time
from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.versions import Versioned
from kotacerdas.notices.domain.timing import Digest, Wishes


class PreferencesQuerySet(models.QuerySet["Preferences"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(person=user.pk) if user.is_authenticated else self.none()


class Preferences(Versioned):
    """Whoever has no row gets the defaults of `domain.timing.Wishes`, which are those of the fields."""

    DIGESTS = (
        (Digest.NONE.value, _("Each notice by itself")),
        (Digest.DAILY.value, _("Together, once a day")),
        (Digest.WEEKLY.value, _("Together, once a week")),
    )
    WEEKDAYS = (
        (0, _("Monday")),
        (1, _("Tuesday")),
        (2, _("Wednesday")),
        (3, _("Thursday")),
        (4, _("Friday")),
        (5, _("Saturday")),
        (6, _("Sunday")),
    )

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="notice_preferences",
        verbose_name=_("person"),
    )
    by_email = models.BooleanField(_("by e-mail too"), default=True)
    digest = models.CharField(_("how often"), max_length=8, choices=DIGESTS, default=Digest.NONE.value)
    digest_hour = models.PositiveSmallIntegerField(
        _("hour of the digest"), default=7, validators=[MaxValueValidator(23)]
    )
    digest_weekday = models.PositiveSmallIntegerField(
        _("day of the weekly digest"), choices=WEEKDAYS, default=0
    )
    quiet_from = models.TimeField(_("quiet from"), default=time(20))
    quiet_until = models.TimeField(_("quiet until"), default=time(6))
    working_days_only = models.BooleanField(_("on working days only"), default=True)
    phone = models.CharField(_("WhatsApp number"), max_length=16, blank=True)
    updated_at = models.DateTimeField(_("changed at"))

    objects = PreferencesQuerySet.as_manager()

    class Meta:
        verbose_name = _("wishes about notices")
        verbose_name_plural = _("wishes about notices")
        constraints = (
            models.CheckConstraint(
                condition=Q(digest_hour__lte=23, digest_weekday__lte=6), name="notices_digest_hour_exists"
            ),
        )

    def __str__(self) -> str:
        return str(self.person)

    @property
    def wishes(self) -> Wishes:
        return Wishes(
            digest=Digest(self.digest),
            digest_hour=self.digest_hour,
            digest_weekday=self.digest_weekday,
            quiet_from=self.quiet_from,
            quiet_until=self.quiet_until,
            working_days_only=self.working_days_only,
        )


class UnsubscribedQuerySet(models.QuerySet["Unsubscribed"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(person=user.pk) if user.is_authenticated else self.none()


class Unsubscribed(models.Model):
    """A kind of notice that a person, or an address without an account, does not want by e-mail."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )
    address = models.EmailField(_("e-mail"), blank=True)
    kind = models.CharField(_("kind"), max_length=60)
    at = models.DateTimeField(_("at"))

    objects = UnsubscribedQuerySet.as_manager()

    class Meta:
        verbose_name = _("unsubscribed kind")
        verbose_name_plural = _("unsubscribed kinds")
        constraints = (
            models.UniqueConstraint(
                "person", "kind", condition=Q(address=""), name="notices_unsubscribed_person_once"
            ),
            models.UniqueConstraint(
                "address", "kind", condition=Q(person=None), name="notices_unsubscribed_address_once"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, address="") | Q(person=None) & ~Q(address=""),
                name="notices_unsubscribed_one",
            ),
        )

    def __str__(self) -> str:
        return self.kind
