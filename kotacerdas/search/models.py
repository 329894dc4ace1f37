"""The index: one entry for each thing that can be found. Its full-text side is made in the migration."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class IndexEntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, user: Any) -> Self:
        """Nobody sees entries as such; `queries.search` joins them with the rows that somebody may see."""
        return self.none()


class Entry(models.Model):
    """Words of one thing, made equal by `domain.words`. A change of it alone is no deed: it repeats another row.

    `tokens` holds blanks at both ends and between: `k:<kind>`, `c:<city>`, `=<word of the title>`, `<word>`. On SQLite
    triggers keep the FTS5 table `search_index` in step with it; on PostgreSQL the column `lexemes` is made from it,
    each word with the kind before it.
    A migration that alters this table on SQLite must make the triggers again.
    """

    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(_("key"), max_length=80)
    row = models.BigIntegerField(_("primary key of the row"), null=True)
    city = models.BigIntegerField(_("primary key of the city"), null=True)
    code = models.CharField(_("code"), max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=200)
    tokens = models.TextField(_("words"))

    objects: ClassVar[Any] = IndexEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = (models.UniqueConstraint(fields=["kind", "key"], name="search_entry_once"),)
        indexes = (
            models.Index(fields=["kind", "row"], name="search_row"),
            models.Index(fields=["kind", "code"], name="search_code"),
            models.Index(fields=["kind", "title"], name="search_title"),
            models.Index(fields=["kind", "city", "title"], name="search_city_title"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
