"""In which yearly plans a programme stands: the agency's Renja and the city's RKPD."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kotacerdas.masterplan.models.programmes import Programme

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


class WorkplanYearQuerySet(models.QuerySet["WorkplanYear"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(programme__in=Programme.objects.visible_to(user))


class WorkplanYear(models.Model):
    """A year whose Renja or RKPD holds the programme. One that runs for years stands in several of them, and an agency may have
    written it into its Renja before (or without) the city's RKPD taking it up, so the two are told apart. No row: nobody said."""

    class Document(models.TextChoices):
        RENJA = "renja", "Renja"
        RKPD = "rkpd", "RKPD"

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="workplan_years", verbose_name=_("programme")
    )
    document = models.CharField(_("document"), max_length=5, choices=Document)
    year = models.PositiveSmallIntegerField(_("year"))

    objects = WorkplanYearQuerySet.as_manager()

    class Meta:
        ordering = ("programme", "document", "year")
        verbose_name = _("year of a Renja or RKPD")
        verbose_name_plural = _("years of Renja and RKPD")
        constraints = (
            models.UniqueConstraint("programme", "document", "year", name="masterplan_workplan_year_once"),
        )

    def __str__(self) -> str:
        return f"{self.programme_id} {self.document} {self.year}"
