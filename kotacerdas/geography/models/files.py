"""A file with outlines on its way in: looked at before it is taken, and kept so that it can be taken again."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common import reach
from kotacerdas.files.domain.codes import LENGTH, new_code
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


class OutlineFileQuerySet(models.QuerySet["OutlineFile"]):
    def visible_to(self, user: "Someone") -> Self:
        """Those of the cities whose outlines somebody keeps."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(reach.rows(user, Permission.KEEP_WIFI, "city"))


class OutlineFile(models.Model):
    """`epsg` is the coordinate system where the file names none and somebody told it. `taken_at` is empty until the outlines
    in it became those of the city; a later file does not empty it."""

    code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code, editable=False)
    city = models.ForeignKey(
        "people.City", models.CASCADE, related_name="outline_files", verbose_name=_("city")
    )
    file = models.ForeignKey(
        "files.File", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    file_name = models.CharField(_("name of the file"), max_length=120)
    epsg = models.PositiveIntegerField(_("EPSG code"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=500)
    as_of = models.DateField(_("state of"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("brought by")
    )
    at = models.DateTimeField(_("brought at"))
    taken_at = models.DateTimeField(pgettext_lazy("outlines", "taken at"), null=True, blank=True)

    objects = OutlineFileQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("file of outlines")
        verbose_name_plural = _("files of outlines")

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return f"{reverse('geography:outline-file', args=[self.code])}?kota={self.city.code}"
