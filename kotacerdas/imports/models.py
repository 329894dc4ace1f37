"""A workbook on its way in, its rows as they were planned and written, and layouts that were mapped before."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common import reach
from kotacerdas.common.domain.faults import Fault
from kotacerdas.files.domain.codes import LENGTH, new_code
from kotacerdas.imports import intakes, kept
from kotacerdas.imports.domain.comparing import Change
from kotacerdas.imports.intakes import Intake, Target


class State(models.TextChoices):
    READ = "read", pgettext_lazy("import", "columns to be checked")
    PLANNING = "planning", pgettext_lazy("import", "being checked")
    PLANNED = "planned", pgettext_lazy("import", "checked, nothing written yet")
    WRITING = "writing", pgettext_lazy("import", "being written")
    WRITTEN = "written", pgettext_lazy("import", "written")
    UNDOING = "undoing", pgettext_lazy("import", "being undone")
    UNDONE = "undone", pgettext_lazy("import", "undone")
    DROPPED = "dropped", pgettext_lazy("import", "dropped")


# What is under way, and where it stood before.
BEFORE = {State.PLANNING: State.READ, State.WRITING: State.PLANNED, State.UNDOING: State.WRITTEN}


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, user: Any, *, among: str = "") -> Self:
        """Those into targets where one may bring rows in today; the own ones only where files are private. `among` names the
        only intake that is of interest, so that the others are not asked for their targets."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        seen = Q(pk__in=[])
        for intake, targets in intakes.open_to(user, among=among):
            into = Q(intake=intake.name, target__in=[each.key for each in targets])
            if intake.is_private:
                into &= Q(by=user.pk) | reach.rows(user, intake.permission, "city")
            seen |= into
        return self.filter(seen)

    def current(self) -> Self:
        return self.exclude(state=State.DROPPED)


class ImportRun(models.Model):
    """One workbook on its way. `plan` counts the plannings, so that an old page cannot write a newer plan."""

    code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code, editable=False)
    city = models.ForeignKey(
        "people.City", models.CASCADE, null=True, blank=True, related_name="imports", verbose_name=_("city")
    )
    intake = models.CharField(_("intake"), max_length=60)
    target = models.CharField(_("target"), max_length=80)
    file = models.ForeignKey(
        "files.File", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    file_name = models.CharField(_("name of the file"), max_length=120)
    kind = models.CharField(_("format"), max_length=5, blank=True)
    sheet = models.CharField(_("sheet"), max_length=200, blank=True)
    header_first = models.PositiveIntegerField(_("first header row"), default=0)
    header_last = models.PositiveIntegerField(_("last header row"), default=0)
    rows = models.PositiveIntegerField(_("rows of the sheet"), default=0)
    mapping = models.JSONField(_("columns"), default=dict, blank=True)
    layout = models.CharField(_("fingerprint of the header"), max_length=32, blank=True)
    with_hidden = models.BooleanField(_("take hidden rows too"), default=False)
    clears = models.BooleanField(_("empty cells empty what is kept"), default=False)
    numbers = models.CharField(_("way of writing numbers"), max_length=2, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.READ)
    plan = models.PositiveIntegerField(_("number of the plan"), default=0)
    notes = models.JSONField(_("notes"), default=list, blank=True)
    faults = models.JSONField(_("why it stopped"), default=list, blank=True)
    left_out = models.JSONField(_("rows left out"), default=list, blank=True)
    counts = models.JSONField(_("counts"), default=dict, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="imports",
        verbose_name=_("who"),
    )
    at = models.DateTimeField(_("at"))
    written_at = models.DateTimeField(_("written at"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    job = models.ForeignKey(
        "jobs.Job", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("job")
    )

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = (models.Index(fields=["intake", "target", "-at"], name="imports_run_by_target"),)

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("office:import-run", args=[self.code])

    @cached_property
    def into(self) -> Intake:
        return intakes.named(self.intake)

    @cached_property
    def goal(self) -> Target | None:
        """None if the thing that the rows were for is gone."""
        return self.into.target(self.target)

    @property
    def stands(self) -> State:
        """The state; a job that failed or was cancelled has let go of the run, which stands where it stood before."""
        if self.job is not None and not self.job.is_open and self.state in BEFORE:
            return BEFORE[State(self.state)]
        return State(self.state)

    @property
    def is_working(self) -> bool:
        return self.stands in BEFORE

    @property
    def is_over(self) -> bool:
        return self.state in {State.WRITTEN, State.UNDONE, State.DROPPED}

    @property
    def told(self) -> list[Fault]:
        return kept.faults(self.notes)

    @property
    def stopped_by(self) -> list[Fault]:
        return kept.faults(self.faults)

    def count(self, name: str) -> int:
        return int(self.counts.get(name, 0))


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(run__in=ImportRun.objects.visible_to(user))

    def accepted(self) -> Self:
        return self.filter(is_accepted=True, change__in=WRITABLE)


WRITABLE = (Change.ADDED, Change.CHANGED, Change.CONFLICT)


class ImportRow(models.Model):
    """One row of a workbook: what it says, what was kept before, and what became of it."""

    class Outcome(models.TextChoices):
        NOTHING = "", ""
        WRITTEN = "written", pgettext_lazy("import", "written")
        UNDONE = "undone", pgettext_lazy("import", "undone")
        KEPT = "kept", pgettext_lazy("import", "not undone")

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="lines", verbose_name=_("import"))
    row = models.PositiveIntegerField(_("row of the sheet"))
    key = models.CharField(_("key"), max_length=200, blank=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    change = models.CharField(
        _("what would happen"), max_length=9, choices=[(c.value, c.value) for c in Change]
    )
    before = models.JSONField(_("what was kept"), null=True, blank=True)
    after = models.JSONField(_("what it shall be"), default=dict, blank=True)
    rest = models.JSONField(_("what else was kept"), null=True, blank=True)
    seen = models.CharField(_("fingerprint of what was seen"), max_length=32, blank=True)
    faults = models.JSONField(_("faults"), default=list, blank=True)
    is_accepted = models.BooleanField(_("accepted"), default=False)
    outcome = models.CharField(
        _("what became of it"), max_length=7, choices=Outcome, default=Outcome.NOTHING, blank=True
    )

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        ordering = ("run", "row", "pk")
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        indexes = (
            models.Index(fields=["run", "change", "row"], name="imports_row_by_change"),
            models.Index(fields=["run", "key"], name="imports_row_by_key"),
        )

    def __str__(self) -> str:
        return f"{self.row}: {self.name or self.key}"

    @property
    def blamed(self) -> list[Fault]:
        return kept.faults(self.faults)


class KnownLayoutQuerySet(models.QuerySet["KnownLayout"]):
    def visible_to(self, user: Any) -> Self:
        """Nobody looks at these rows by themselves."""
        return self.none()


class KnownLayout(models.Model):
    """How somebody of this city mapped a header like this one; the next file of the same layout starts from it."""

    city = models.ForeignKey(
        "people.City", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("city")
    )
    intake = models.CharField(_("intake"), max_length=60)
    layout = models.CharField(_("fingerprint of the header"), max_length=32)
    mapping = models.JSONField(_("columns"), default=dict)
    with_hidden = models.BooleanField(_("take hidden rows too"), default=False)
    clears = models.BooleanField(_("empty cells empty what is kept"), default=False)
    numbers = models.CharField(_("way of writing numbers"), max_length=2, blank=True)
    at = models.DateTimeField(_("at"))

    objects = KnownLayoutQuerySet.as_manager()

    class Meta:
        verbose_name = _("known layout")
        verbose_name_plural = _("known layouts")
        constraints = (
            models.UniqueConstraint("city", "intake", "layout", name="imports_layout_once_per_city"),
            models.UniqueConstraint(
                "intake", "layout", condition=Q(city=None), name="imports_layout_once_for_all"
            ),
        )

    def __str__(self) -> str:
        return f"{self.intake} {self.layout}"
