"""The chain: one head per city, entries that are only ever added, and their values in a table that can be erased."""

from datetime import UTC, datetime
from typing import Any, ClassVar, NoReturn, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kotacerdas.audit.domain.chain import START, Body, Head, Link
from kotacerdas.common import reach, subjects

INSTALLATION = "-"


class Chain(models.Model):
    """The head of one chain; who locks this row may add the next entry."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    city = models.OneToOneField(
        "people.City",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="audit_chain",
        verbose_name=_("city"),
    )
    number = models.PositiveBigIntegerField(_("entries"), default=0)
    digest = models.CharField(_("digest"), max_length=64, default=START)

    objects: ClassVar[models.Manager["Chain"]] = models.Manager()

    class Meta:
        verbose_name = _("chain")
        verbose_name_plural = _("chains")

    def __str__(self) -> str:
        return self.code

    @property
    def head(self) -> Head:
        return Head(self.code, self.number, self.digest)


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(reach.rows(user, "see_audit", "chain__city"))

    def update(self, **fields: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly


class AppendOnly(Exception):
    """Somebody tried to change the trail."""


class Entry(subjects.About):
    """One deed. Nothing here is a person's data except who acted, as a number."""

    chain = models.ForeignKey(Chain, models.PROTECT, related_name="entries", verbose_name=_("chain"))
    number = models.PositiveBigIntegerField(_("number"))
    at = models.DateTimeField(_("at"), db_index=True)
    kind = models.CharField(_("deed"), max_length=60)
    # No constraint: that an account goes must never touch the chain.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name="+",
        verbose_name=_("who"),
    )
    request = models.CharField(_("request"), max_length=16, blank=True)
    fields = models.JSONField(_("fields"), default=list)
    previous = models.CharField(_("digest before"), max_length=64)
    digest = models.CharField(_("digest"), max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = (models.UniqueConstraint(fields=["chain", "number"], name="audit_number_once"),)
        indexes = (
            models.Index(fields=["chain", "-at"], name="audit_chain_newest"),
            models.Index(fields=["subject_kind", "subject_key"], name="audit_subject"),
            models.Index(fields=["actor", "-at"], name="audit_actor"),
        )

    def __str__(self) -> str:
        return f"{self.chain_id}/{self.number} {self.kind}"

    def save(self, *args: Any, **options: Any) -> None:
        if self.pk is not None:
            raise AppendOnly
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise AppendOnly

    def body(self, chain: str) -> Body:
        return Body(
            chain=chain,
            number=self.number,
            at=written(self.at),
            kind=self.kind,
            subject_kind=self.subject_kind,
            subject_key=self.subject_key,
            actor=self.actor_id,
            request=self.request,
            fields=tuple((name, before, after) for name, before, after in self.fields),
        )

    def link(self, chain: str) -> Link:
        """With its values; needs `select_related("values")` where many are read."""
        kept = getattr(self, "values", None)
        return Link(
            body=self.body(chain),
            previous=self.previous,
            digest=self.digest,
            salt=kept.salt if kept else "",
            values=kept.content if kept and kept.erased_at is None else None,
        )


def written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


class Values(models.Model):
    """Before and after of an entry's fields, in words as people typed them, until they are erased."""

    entry = models.OneToOneField(
        Entry, models.CASCADE, primary_key=True, related_name="values", verbose_name=_("entry")
    )
    salt = models.CharField(_("salt"), max_length=32, blank=True)
    content = models.JSONField(_("values"), null=True)
    erased_at = models.DateTimeField(_("erased at"), null=True)
    erased_because = models.CharField(_("reason"), max_length=200, blank=True)

    objects: ClassVar[models.Manager["Values"]] = models.Manager()

    class Meta:
        verbose_name = _("values")
        verbose_name_plural = _("values")

    def __str__(self) -> str:
        return str(self.entry_id)
