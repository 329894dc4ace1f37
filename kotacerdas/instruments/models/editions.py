"""Editions that staff write on screen: private while they are drafts, never changed once they are published."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.versions import Versioned
from kotacerdas.instruments.domain.drafting import MOST_CODE, MOST_EDITION
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


def writes_for(user: "Someone", city: "City | None") -> bool:
    """An operator of the country writes for all (`city` None) and sees into no city's drafts; an office for its city."""
    reach = access.reach(user, Permission.EDIT_EDITIONS)
    return reach.is_everywhere if city is None else city.pk in reach.cities


class EditionDraftQuerySet(models.QuerySet["EditionDraft"]):
    def visible_to(self, user: "Someone") -> Self:
        """Published ones for all; those of one city, published or not, for it alone."""
        own = Q(city__isnull=False) & access.reach(user, Permission.SEE_CITY_DRAFTS).rows("city")
        return self.filter(Q(is_published=True) & (Q(city=None) | own) | self._written_by(user))

    def editable_by(self, user: "Someone") -> Self:
        """Drafts that this person may change, check, publish or throw away."""
        return self.filter(self._written_by(user), is_published=False)

    def written_by(self, user: "Someone") -> Self:
        """Drafts and published ones of those for whom this person writes."""
        return self.filter(self._written_by(user))

    @staticmethod
    def _written_by(user: "Someone") -> Q:
        reach = access.reach(user, Permission.EDIT_EDITIONS)
        for_all = Q(city=None) if reach.is_everywhere else Q(pk__in=[])
        return for_all | Q(city__in=reach.cities)

    def published(self) -> Self:
        return self.filter(is_published=True)

    def usable_by(self, city: object) -> Self:
        """Published for all, or by this city for itself."""
        for_all = Q(city=None)
        return self.published().filter(for_all | Q(city=city) if city else for_all)


class EditionDraft(Versioned):
    """One edition of an instrument, as the document that its YAML file would hold (`documents.document`).

    With a city it is seen and used by that city alone; without one it was written by an operator, for all.
    """

    city = models.ForeignKey(
        "people.City", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("city")
    )
    code = models.SlugField(_("instrument"), max_length=MOST_CODE, db_index=False)
    edition = models.SlugField(_("edition"), max_length=MOST_EDITION, db_index=False)
    based_on = models.CharField(_("copied from"), max_length=60, blank=True)
    content = models.JSONField(_("content"))
    is_published = models.BooleanField(_("published"), default=False)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("published by"),
    )  # fmt: skip
    created_at = models.DateTimeField(_("begun at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("begun by")
    )
    updated_at = models.DateTimeField(_("changed at"))
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("changed by")
    )

    objects = EditionDraftQuerySet.as_manager()

    class Meta:
        ordering = ("code", "edition")
        verbose_name = _("edition written here")
        verbose_name_plural = _("editions written here")
        constraints = (
            models.UniqueConstraint("code", "edition", name="instruments_edition_once"),
            models.CheckConstraint(
                condition=Q(is_published=True, published_at__isnull=False)
                | Q(is_published=False, published_at__isnull=True),
                name="instruments_edition_published_with_day",
            ),
        )

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        return f"{self.code}/{self.edition}"

    @property
    def address(self) -> dict[str, str]:
        return {"code": self.code, "edition": self.edition}

    def get_absolute_url(self) -> str:
        return reverse(
            "instruments:detail" if self.is_published else "instruments:draft", kwargs=self.address
        )
